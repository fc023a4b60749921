"""The numbers that describe a layout; each is declared once, in the registry."""
