"""The report of a comparison under stress, and what a plain comparison borrows from it."""

from simulator.reports.robustness.report import draws_footer, stress_note, stress_report
from simulator.reports.robustness.sentences import verdict_sentences
from simulator.reports.robustness.wording import robustness_cells

__all__ = [
    "draws_footer",
    "robustness_cells",
    "stress_note",
    "stress_report",
    "verdict_sentences",
]
