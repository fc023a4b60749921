"""The tiny scenario with one more skill: optima that can be worked out on paper.

Employee 甲 can also review, so that F2 and F4 may go to the window. Coordination as written is
24.75 hours. F2 to the window: F1-F2 and F2-F3 fall from 10 to 2.5 each, F2-F4 rises from 1 to 4,
the joint task's 3.75 vanish: 9. F4 after it: 4 falls to 1: 6. A move counts 16 / 12 hours.
"""

from pathlib import Path

from simulator.files import load_scenario

TINY = Path(__file__).parents[2] / "scenarios" / "tiny.yaml"
SKILLED = "people.p1.skills=[受理, 审核]"
TIE = "ties=[{id: T1, title: 审核须在审核室, functions: [F2], units: [sh], source: demo}]"
MOVE = 16 / 12


def small(*overrides):
    """Return the tiny scenario in which 甲 can review."""
    return load_scenario(TINY, overrides=[SKILLED, *overrides])
