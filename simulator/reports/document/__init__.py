"""Reports as Word documents in the look of official papers."""

from simulator.reports.document.render import render_docx

__all__ = ["render_docx"]
