"""Reading workbooks: the scenario they make, and the list of what was left out of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import Severity
from simulator.files.dump import dump_scenario
from simulator.files.workbook.cell import Row
from simulator.files.workbook.draft import drafted_from, unwritable_cells
from simulator.files.workbook.gather import Gathered, gather
from simulator.files.workbook.lists import Drafted
from simulator.files.workbook.sheets import SHEETS
from simulator.files.workbook.taking import Taken, take_rows
from simulator.files.workbook.telling import one_line, told, told_follower
from simulator.files.workbook.writing import write_workbook
from simulator.language import Language, Text, text
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What workbooks gave.

    Attributes
    ----------
    files
        Their names.
    gathered
        Everything that was read.
    taken
        What the rows of the template make; None where heads are at fault, or there are no rows.
    drafted
        Rows made of official lists and notices, which somebody has to complete first.
    """

    files: tuple[str, ...]
    gathered: Gathered
    taken: Taken | None
    drafted: Drafted

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the good rows, which says that it is incomplete where it is."""
        if self.taken is None or self.taken.scenario is None or self.is_complete:
            return None if self.taken is None else self.taken.scenario
        scenario = self.taken.scenario
        said = text(
            "从 {files} 导入时有 {n} 行没有导入（逐行列在情景文件开头），结果不完整。",
            files=self.files,
            n=self.n_left_out,
        )
        lines = (*scenario.not_modelled, one_line(said.render()))
        return scenario.model_copy(update={"not_modelled": lines})

    @property
    def is_complete(self) -> bool:
        """Whether every row of the template was taken."""
        if self.gathered.faults or self.taken is None:
            return False
        return not self.taken.problems and not self.taken.followers

    @property
    def n_left_out(self) -> int:
        """How many rows were left out."""
        return len(self.gathered.rows) - (0 if self.taken is None else len(self.taken.rows))

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many rows of each sheet were taken."""
        rows: Sequence[Row] = () if self.taken is None else self.taken.rows
        numbers = ((sheet.name, sum(row.sheet is sheet for row in rows)) for sheet in SHEETS)
        return tuple((name, n) for name, n in numbers if n)

    def problems(self, language: Language) -> tuple[str, ...]:
        """Return what is wrong, one line each, in the order of sheets and rows."""
        found = self.gathered.faults or (() if self.taken is None else self.taken.problems)
        return tuple(told(problem, self.gathered.at, language) for problem in found)

    def followers(self, language: Language) -> tuple[str, ...]:
        """Return the sound rows that were left out because of others, one line each."""
        followers = () if self.taken is None else self.taken.followers
        return tuple(told_follower(follower, language) for follower in followers)

    def remarks(self, language: Language) -> tuple[str, ...]:
        """Return what else there is to say, one line each."""
        return tuple(one_line(remark.render(language)) for remark in self._remarks())

    def n_remarks(self, severity: Severity) -> int:
        """Return how many problems of a kind the scenario has that do not keep it from use."""
        remarks = () if self.taken is None else self.taken.remarks
        return sum(problem.severity is severity for problem in remarks)

    def yaml(self) -> str:
        """Return the scenario as the text of a file, with what was left out at its top."""
        assert self.scenario is not None, "there is a scenario"
        first, rest = dump_scenario(self.scenario).split("\n", 1)
        lines = [text("由 orgshift import 从 {files} 导入。", files=self.files).render()]
        if not self.is_complete:
            lines += [text("没有导入的行：").render(), *self.problems("zh"), *self.followers("zh")]
        comments = "".join(f"# {one_line(line)}\n" for line in lines)
        return f"{first}\n{comments}\n{rest}"

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to read in sheets of the template, but examples."""
        return not (self.gathered.rows or self.gathered.faults or self.drafted.rows)

    def workbook(self, language: Language) -> bytes:
        """Return everything that was read as a workbook of the template to be completed."""
        rows = (*self.gathered.rows, *self.drafted.rows)
        lines = [*self.problems(language), *self.followers(language), *self.remarks(language)]
        lines += [one_line(each.render(language)) for each in unwritable_cells(rows)]
        heads = (text("序号").render(language), text("内容").render(language))
        listed = [(str(n), line) for n, line in enumerate(lines, 1)]
        left_out = (heads, *listed) if listed else ()
        return write_workbook(rows, language=language, has_examples=True, left_out=left_out)

    def _remarks(self) -> Iterator[Text]:
        yield from self.gathered.remarks
        yield from self.drafted.remarks


def import_workbooks(paths: Sequence[Path]) -> Imported:
    """Return what workbooks give: good rows are taken, the others told.

    Parameters
    ----------
    paths
        One or several .xlsx files, read as if their sheets were in one.

    Raises
    ------
    ScenarioError
        A file is no workbook, or cannot be read.
    """
    gathered = gather(paths)
    names = tuple(path.name for path in paths)
    is_readable = gathered.rows and not gathered.faults
    taken = take_rows(gathered.rows, "、".join(names)) if is_readable else None
    drafted = drafted_from(gathered)
    return Imported(files=names, gathered=gathered, taken=taken, drafted=drafted)
