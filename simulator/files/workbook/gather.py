"""Everything that one or several workbooks hold, sheet by sheet, and what of it is not read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from pathlib import Path

from simulator.checks import nearest_names
from simulator.errors import Problem
from simulator.files.node import Mark
from simulator.files.problems import problem_at
from simulator.files.workbook.cell import WHOLE_ROW, Row
from simulator.files.workbook.grid import Grid, GridReader
from simulator.files.workbook.package import Package, open_package
from simulator.files.workbook.recognise import misnamed, recognised, template_sheet
from simulator.files.workbook.sheet import OWN_SHEETS, Sheet
from simulator.files.workbook.sheets import SHEETS
from simulator.language import Text, text


@dataclass
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

    @cached_property
    def at(self) -> Mapping[tuple[str, int], Row]:
        """The rows by sheet and number, once all are gathered."""
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
    places: set[str] = set()
    for path, named in zip(paths, _told_apart(paths), strict=True):
        package = open_package(path)
        gathered.remarks.extend(_ignored(package))
        reader = GridReader(package)
        is_template = any(template_sheet(part.name) for part in package.sheets)
        for part in package.sheets:
            if is_template and part.name in OWN_SHEETS:
                continue
            grid = reader.read(part)
            place = _unused(part.name if len(paths) == 1 else f"{named} {part.name}", places)
            gathered.remarks.extend(_said_of(grid, place))
            sheet = template_sheet(part.name)
            if sheet is None:
                meant = misnamed(grid) if is_template else None
                if meant is not None:
                    gathered.faults.append(_misnamed(meant, place))
                elif grid.rows:
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


def _told_apart(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return what messages call files: by their names, or in full where two have the same."""
    names = [path.name for path in paths]
    return tuple(path.name if names.count(path.name) == 1 else str(path) for path in paths)


def _unused(place: str, places: set[str]) -> str:
    """Return what messages call a sheet, and no other."""
    numbered = (f"{place} ({n})" for n in count(2))
    free = next(name for name in (place, *islice(numbered, len(places) + 1)) if name not in places)
    places.add(free)
    return free


def _misnamed(sheet: Sheet, place: str) -> Problem:
    return problem_at(
        Mark(place, WHOLE_ROW, WHOLE_ROW),
        "misnamed_sheet",
        text("表头是“{sheet}”的，工作表却不叫这个名称", sheet=sheet.name),
        text("工作表名称“{sheet}”", sheet=sheet.name),
        text("要导入，请把名称改回去；不要，请删去这张表或它的表头。"),
    )


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
