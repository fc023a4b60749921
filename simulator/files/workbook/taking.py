"""From rows to a scenario: the good rows are taken, the bad ones are told, and why.

A row with a bad cell is left out, and so is whatever cannot do without it: rows that refer to it,
rows that belong to it, and a reform of which a step is missing, because it would be another reform.
Then the rules that hold for scenario files are asked, again and again until nothing is wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.errors import Problem, Severity
from simulator.files.node import Mark
from simulator.files.problems import problem_at
from simulator.files.validate import validated
from simulator.files.workbook.assembly import assembled
from simulator.files.workbook.cell import WHOLE_ROW, Row
from simulator.files.workbook.entry import Entry, entry_of
from simulator.files.workbook.register import Register
from simulator.files.workbook.sheet import Need, Rows
from simulator.files.workbook.sheets import SHEETS
from simulator.language import Text, text
from simulator.model.scenario import Scenario

Place = tuple[str, int]  # sheet and number of a row


class Follower(NamedTuple):
    """A sound row that is left out because of another."""

    row: Row
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What could be taken of a workbook.

    Attributes
    ----------
    scenario
        What the good rows make; None where they make none.
    rows
        The rows taken.
    problems
        What is wrong, in the order of sheets and rows.
    followers
        Sound rows that are left out because of others.
    remarks
        Warnings and contradictions of what was taken.
    """

    scenario: Scenario | None
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    followers: tuple[Follower, ...]
    remarks: tuple[Problem, ...] = ()


def take_rows(rows: Sequence[Row], book: str) -> Taken:
    """Return the scenario of the good rows, and what is wrong with the others.

    Parameters
    ----------
    rows
        The rows of a workbook, or of several.
    book
        Its name, for what is wrong with it as a whole.
    """
    register = Register()
    register.add_rows(rows)
    return _Taking(rows, register, book).taken()


class _Taking:
    """The rows of a workbook while the bad ones are told from the good."""

    def __init__(self, rows: Sequence[Row], register: Register, book: str) -> None:
        self._register = register
        self._book = book
        self._entries = [entry_of(row, register) for row in rows]
        self._at: dict[Place, Entry] = {
            (entry.row.place, entry.row.number): entry for entry in self._entries
        }
        self._problems = [problem for entry in self._entries for problem in entry.problems]
        self._bad = {entry for entry in self._entries if entry.problems}
        self._because: dict[Entry, Text] = {}

    def taken(self) -> Taken:
        self._leave_out_repeated()
        while True:
            self._leave_out_followers()
            self._leave_out_empty_layouts()
            self._leave_out_followers()
            lacking = list(self._lacking())
            if lacking:
                self._problems.extend(lacking)
                return self._result(None, ())
            root = assembled(self._alive(), self._register, self._book)
            scenario, found = validated(root)
            errors = [problem for problem in found if problem.severity is Severity.ERROR]
            if not errors:
                assert scenario is not None, "a tree without errors is a scenario"
                return self._result(scenario, found)
            if not self._leave_out(errors):
                return self._result(None, ())

    def _result(self, scenario: Scenario | None, remarks: Iterable[Problem]) -> Taken:
        order = {sheet.name: i for i, sheet in enumerate(SHEETS)}
        places = {entry.row.place: order[entry.row.sheet.name] for entry in self._entries}
        problems = sorted(
            dict.fromkeys(self._problems),
            key=lambda p: (places.get(p.file, -1), p.file, p.line, p.column),
        )
        return Taken(
            scenario=scenario,
            rows=tuple(entry.row for entry in self._alive()),
            problems=tuple(problems),
            followers=tuple(
                Follower(entry.row, self._because[entry])
                for entry in self._entries
                if entry in self._because
            ),
            remarks=tuple(remarks),
        )

    def _alive(self) -> Iterator[Entry]:
        return (e for e in self._entries if e not in self._bad and e not in self._because)

    def _leave_out(self, errors: Iterable[Problem]) -> bool:
        """Leave out the rows that errors are about; False where an error is about none."""
        before = len(self._bad) + len(self._because)
        for problem in errors:
            entry = self._at.get((problem.file, problem.line))
            if entry is None:
                self._problems.append(problem)
                return False
            if because := self._of_unit_left_out(entry):
                self._because.setdefault(entry, because)
            else:
                self._problems.append(problem)
                self._bad.add(entry)
                self._because.pop(entry, None)
        return len(self._bad) + len(self._because) > before

    def _of_unit_left_out(self, entry: Entry) -> Text | None:
        """Return why a row is at fault that names a unit which is left out of some layout."""
        return self._left_out(entry, self._definitions(self._out()))

    def _out(self) -> list[Entry]:
        return [e for e in self._entries if e in self._bad or e in self._because]

    def _definitions(self, entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
        """Return who defines what."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            for definition in self._defined_by(entry):
                found.setdefault(definition, entry)
        return found

    def _defined_by(self, entry: Entry) -> Iterator[tuple[str, str]]:
        name = self._register.ids.get(entry.row)
        if name is None:
            return
        kind = entry.row.sheet.names or "units"
        yield kind, name
        if kind == "reforms":
            yield "layouts", name
        if kind == "measures":
            yield f"measures of {entry.parents[0]}", name

    def _leave_out_followers(self) -> None:
        """Leave out what refers to rows left out, and reforms of which a step is missing."""
        while True:
            out, alive = self._out(), list(self._alive())
            defined, lost = self._definitions(alive), self._definitions(out)
            gone = {name: entry for name, entry in lost.items() if name not in defined}
            new = {e: because for e in alive if (because := self._left_out(e, gone))}
            new |= self._broken_reforms(out)
            if not new.keys() - self._because.keys():
                return
            self._because |= new

    def _left_out(self, entry: Entry, lost: dict[tuple[str, str], Entry]) -> Text | None:
        names = sorted(name for name in entry.used if name in lost and lost[name] is not entry)
        if not names:
            return None
        row = lost[names[0]].row
        return text(
            "它提到的“{name}”（工作表“{sheet}”第 {row} 行）没有导入",
            name=self._register.names.shown(*names[0]),
            sheet=row.place,
            row=row.number,
        )

    def _broken_reforms(self, out: Iterable[Entry]) -> dict[Entry, Text]:
        """Return the reforms of which a measure or change is left out."""
        broken: dict[Entry, Text] = {}
        reforms = {
            self._register.ids.get(e.row): e
            for e in self._entries
            if e.row.sheet.names == "reforms"
        }
        for entry in out:
            is_step = any(column.names == "reforms" for column in entry.row.sheet.parents)
            reform = reforms.get(entry.parents[0]) if is_step else None
            if reform is not None and reform not in self._bad and reform not in self._because:
                because = text(
                    "缺了一步（工作表“{sheet}”第 {row} 行没有导入），就不是原来的方案",
                    sheet=entry.row.place,
                    row=entry.row.number,
                )
                broken.setdefault(reform, because)
        return broken

    def _leave_out_repeated(self) -> None:
        """Leave out rows that say again what an earlier one says of the same thing."""
        first: dict[tuple[str, ...], Entry] = {}
        for entry in self._entries:
            sheet = entry.row.sheet
            if entry.problems:
                continue
            for key in self._said(entry):
                same = first.setdefault((sheet.name, *entry.parents, entry.key, key), entry)
                if same is not entry:
                    self._problems.append(_repeated(entry, same))
                    self._bad.add(entry)
                    break

    def _said(self, entry: Entry) -> Iterable[str]:
        """Return what only one row can say, beside its key."""
        if entry.row.sheet.rows is Rows.ENTRY:
            name = self._register.ids.get(entry.row) if entry.row.sheet.names else None
            return () if name is None else (name,)
        is_fact = entry.row.sheet.rows is Rows.FACT
        return entry.row.cells if is_fact else entry.values.values

    def _lacking(self) -> Iterator[Problem]:
        """Yield what no scenario can do without and is not there."""
        alive = list(self._alive())
        by_sheet: dict[str, list[Entry]] = {}
        for entry in alive:
            by_sheet.setdefault(entry.row.sheet.name, []).append(entry)
        for sheet in SHEETS:
            if sheet.rows is Rows.FACT:
                heads = {head for e in by_sheet.get(sheet.name, ()) for head in e.row.cells}
                for column in sheet.columns:
                    if column.is_required and column.head not in heads:
                        found = text("“{head}”空白，或没有导入", head=column.head)
                        yield _lack(sheet.name, found, text("已填写"))
            elif (
                sheet.need is Need.ALWAYS and sheet.names != "people" and sheet.name not in by_sheet
            ):
                yield _lack(sheet.name, text("没有可以导入的行"), text("至少一行"))

    def _leave_out_empty_layouts(self) -> None:
        """Leave out layouts none of whose units can be taken."""
        alive = list(self._alive())
        filled = {entry.parents[0] for entry in alive if entry.row.sheet.names == "units"}
        for entry in alive:
            row = entry.row
            if row.sheet.names == "layouts" and self._register.ids[row] not in filled:
                found = text("没有一个可以导入的机构")
                expected = text("在“机构”表中至少一行属于这个方案")
                remedy = text("请在“机构”表中补写，方案一栏填这个方案。")
                self._problems.append(problem_at(row.mark(), "lacking", found, expected, remedy))
                self._bad.add(entry)


def _lack(sheet: str, found: Text, expected: Text) -> Problem:
    return problem_at(
        Mark(sheet, WHOLE_ROW, WHOLE_ROW),
        "lacking",
        found,
        expected,
        text("补上之后才能写成情景。"),
    )


def _repeated(entry: Entry, first: Entry) -> Problem:
    row = entry.row
    head = row.sheet.key.head if row.sheet.key else next(iter(row.cells))
    if row.sheet.id_column is not None and row.sheet.id_column.head in row.cells:
        head = row.sheet.id_column.head
    name, earlier = row.written(head) or head, text("第 {row} 行", row=first.row.number)
    if first.row.place != row.place:
        place = first.row.place
        earlier = text("工作表“{sheet}”第 {row} 行", sheet=place, row=first.row.number)
    return problem_at(
        row.mark(head),
        "repeated_row",
        text("“{name}”，{earlier}已经写过", name=name, earlier=earlier),
        text("同一项只写一行"),
        text("请删去一行，或把两行并成一行。"),
    )
