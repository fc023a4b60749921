"""The scenarios that come with the program, each read once however many tests look at it."""

from functools import cache
from pathlib import Path

from simulator.files import load_scenario
from simulator.model.scenario import Scenario

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@cache
def shipped(stem: str) -> Scenario:
    """Return a scenario of ``scenarios/`` by the name of its file."""
    return load_scenario(SCENARIOS / f"{stem}.yaml")
