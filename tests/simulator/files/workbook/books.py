"""Workbooks for tests: what the program writes, and what people and other programs write."""

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from simulator.files import load_scenario
from simulator.files.node import plain
from simulator.files.workbook import filled_rows, import_workbooks, write_workbook
from simulator.files.workbook.assembly import assembled
from simulator.files.workbook.entry import entry_of
from simulator.files.workbook.gather import gather
from simulator.files.workbook.register import Register
from simulator.model.scenario import Scenario

ROOT = Path(__file__).parents[4]
TINY = ROOT / "scenarios" / "tiny.yaml"


def write_book(folder, sheets, name="book.xlsx"):
    """Write a workbook of sheets, each a list of rows, and return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    path = folder / name
    book.save(path)
    return path


def tiny_book(folder, edit=None, name="tiny.xlsx"):
    """Write the smallest scenario as a workbook, edited as a person would, and return its path."""
    path = folder / name
    path.write_bytes(_unedited() if edit is None else _saved(edit))
    return path


def edited(folder, *cells):
    """Return the smallest scenario as a workbook with some cells changed."""

    def edit(book):
        for sheet, row, head, value in cells:
            cell_of(book, sheet, row, head).value = value

    return tiny_book(folder, edit)


@cache
def _unedited():
    """Return the smallest scenario as another program saves it that has changed nothing."""
    return _saved(lambda book: None)


def _saved(edit):
    book = openpyxl.load_workbook(BytesIO(tiny_content()))
    edit(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def own_book(folder, name="own.xlsx"):
    """Write the smallest scenario as a workbook as it leaves the program; return its path."""
    path = folder / name
    path.write_bytes(tiny_content())
    return path


@cache
def tiny_content():
    """Return the smallest scenario as the bytes of a workbook."""
    return write_workbook(filled_rows(load_scenario(TINY)))


def cell_of(book, sheet, row, head):
    """Return the cell of a row of a sheet below a head."""
    page = book[sheet]
    heads = [str(cell.value).rstrip("*").partition("\n")[0] for cell in page[2]]
    return page.cell(row, heads.index(head) + 1)


def told_of(*paths, language="zh"):
    """Return everything that is said of what was left out of workbooks."""
    imported = import_workbooks(paths)
    return [*imported.problems(language), *imported.followers(language)]


def scenario_of(*paths):
    """Return the scenario of the good rows of workbooks."""
    scenario = import_workbooks(paths).scenario
    assert scenario is not None
    return scenario


def read_back(path):
    """Return the scenario of a workbook in which nothing is wrong, whatever the rules say."""
    gathered = gather([path])
    register = Register()
    register.add_rows(gathered.rows)
    entries = [entry_of(row, register) for row in gathered.rows]
    assert [problem.render() for entry in entries for problem in entry.problems] == []
    assert gathered.faults == []
    return Scenario.model_validate(plain(assembled(entries, register, path.name)))


def rewritten(path, change, name="changed.xlsx"):
    """Return a copy of a workbook some parts of which are changed: name → bytes, or None."""
    target = path.with_name(name)
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        parts = {each: old.read(each) for each in old.namelist()}
        parts |= change(parts)
        for each, content in parts.items():
            if content is not None:
                new.writestr(each, content)
    return target
