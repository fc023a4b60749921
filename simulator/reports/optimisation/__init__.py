"""The report of an optimisation: what is better, how sure that is, and where it comes from."""

from simulator.reports.optimisation.report import optimisation_report

__all__ = ["optimisation_report"]
