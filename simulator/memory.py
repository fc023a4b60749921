"""How Python keeps its memory clean in a process that does one thing and ends."""

import gc

OBJECTS = 100_000
"""New objects after which Python looks for cycles among them, instead of 700."""

YOUNGER = 50
"""Such looks after which older objects are looked at too."""


def collect_rarely() -> None:
    """Look for cycles seldom: there are few, and looking takes a twentieth of a report's time."""
    gc.set_threshold(OBJECTS, YOUNGER, YOUNGER)
