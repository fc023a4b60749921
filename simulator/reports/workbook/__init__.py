"""Reports as Excel workbooks."""

from simulator.reports.workbook.book import render_xlsx

__all__ = ["render_xlsx"]
