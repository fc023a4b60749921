"""Scenario files: reading them, with every problem at its line and column, and writing them."""

from simulator.files.dump import dump_scenario
from simulator.files.load import LoadedScenario, check_file, load_scenario, open_scenario

__all__ = ["LoadedScenario", "check_file", "dump_scenario", "load_scenario", "open_scenario"]
