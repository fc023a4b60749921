"""The report on a comparison that is handed round and printed (比选报告)."""

from simulator.reports.appraisal.report import appraisal_report

__all__ = ["appraisal_report"]
