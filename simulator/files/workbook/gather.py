"""Everything that one or several workbooks hold, sheet by sheet, and what of it is not read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulator.checks import nearest_names
from simulator.errors import Problem
from simulator.files.workbook.cell import Row
from simulator.files.workbook.grid import Grid, GridReader
from simulator.files.workbook.package import Package, open_package
from simulator.files.workbook.recognise import recognised, template_sheet
from simulator.files.workbook.sheet import OWN_SHEETS
from simulator.files.workbook.sheets import SHEETS
from simulator.language import Text, text


@dataclass(slots=True)
class Gathered:
    """What was found in workbooks.

    Attributes
    ----------
    rows
        The rows of sheets of the template.
    others
        The other sheets, each with what messages call it.
    faults
        What is wrong with heads of the template; nothing can be taken before that is mended.
    remarks
        What is not read, and what is read all the same.
    """

    rows: list[Row] = field(default_factory=list)
    others: list[tuple[str, Grid]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)

    @property
    def at(self) -> Mapping[tuple[str, int], Row]:
        """The rows by sheet and number."""
        return {(row.place, row.number): row for row in self.rows}


def gather(paths: Sequence[Path]) -> Gathered:
    """Return what workbooks hold.

    Raises
    ------
    ScenarioError
        One of them cannot be read.
    """
    gathered = Gathered()
    examples: list[str] = []
    for path in paths:
        package = open_package(path)
        gathered.remarks.extend(_ignored(package))
        reader = GridReader(package)
        is_template = any(template_sheet(part.name) for part in package.sheets)
        for part in package.sheets:
            if is_template and part.name in OWN_SHEETS:
                continue
            grid = reader.read(part)
            place = part.name if len(paths) == 1 else f"{path.name} {part.name}"
            gathered.remarks.extend(_said_of(grid, place))
            sheet = template_sheet(part.name)
            if sheet is None:
                if grid.rows:
                    gathered.others.append((place, grid))
                continue
            found = recognised(sheet, grid, place)
            gathered.rows.extend(found.rows)
            gathered.faults.extend(found.faults)
            gathered.remarks.extend(found.remarks)
            examples.extend(f"{place} {number}" for number in found.examples)
    if examples:
        gathered.remarks.append(text("没有改动的示例行没有导入：{places}", places=tuple(examples)))
    return gathered


def unrecognised(place: str, grid: Grid) -> Text:
    """Say that a sheet is neither of the template nor a list that is known."""
    near = nearest_names(grid.name, tuple(sheet.name for sheet in SHEETS))
    hint = (
        text("是不是“{names}”？", names=near)
        if near
        else text("需要的话，请把内容填到模板的表里。")
    )
    return text(
        "工作表“{sheet}”不是模板的表，也不是认识的清单，{n} 行没有读取。{hint}",
        sheet=place,
        n=len(grid.rows),
        hint=hint,
    )


def _ignored(package: Package) -> Iterator[Text]:
    for what in package.ignored:
        yield text("{file} 里有{what}，没有读取，也没有运行", file=package.file, what=what)


def _said_of(grid: Grid, place: str) -> Iterator[Text]:
    if grid.is_hidden and grid.rows:
        yield text("工作表“{sheet}”是隐藏的，照样读取", sheet=place)
    if grid.hidden_rows:
        yield text("工作表“{sheet}”有 {n} 行隐藏的，照样读取", sheet=place, n=grid.hidden_rows)
    if grid.beyond:
        yield text("工作表“{sheet}”右边太远的 {n} 格没有读取", sheet=place, n=grid.beyond)
