"""Scenarios as workbooks: a template to fill in, and reading it back with every problem told."""

from simulator.files.workbook.filling import filled_rows
from simulator.files.workbook.importing import Imported, import_workbooks
from simulator.files.workbook.writing import write_workbook

__all__ = ["Imported", "filled_rows", "import_workbooks", "write_workbook"]
