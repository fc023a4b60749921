"""Where the project and its tools lie."""

from pathlib import Path

TOP = Path(__file__).parents[2]
