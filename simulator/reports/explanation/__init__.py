"""The report of an explanation: what each measure contributes, and where."""

from simulator.reports.explanation.report import explanation_report

__all__ = ["explanation_report"]
