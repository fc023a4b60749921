"""Scenario files: reading them, with every problem at its line and column, and writing them."""

from simulator.files.dump import dump_scenario
from simulator.files.load import check_file, load_scenario, scenario_files, scenario_hash

__all__ = ["check_file", "dump_scenario", "load_scenario", "scenario_files", "scenario_hash"]
