"""Draws of the example town: what they cost by arrays, one by one, and by other tools."""
