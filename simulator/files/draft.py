"""A text as it is read: mistyped punctuation mended in memory, unreadable lines left out.

The file itself is never written. Every place in the draft can be told as a place of the file.
"""

from simulator.errors import Problem
from simulator.files.node import Mark
from simulator.files.punctuation import NARROW, WIDE_SPACES, Stray, indentation_of

LEVEL = 2  # spaces


class Draft:
    """The lines of a text, and how they differ from those of the file.

    Lines and columns are counted from 0, as the parser does.
    """

    def __init__(self, content: str, file: str) -> None:
        self.file = file
        self.lines = content.splitlines(keepends=True)
        self.added: dict[int, list[int]] = {}  # by line: columns of the file something is before
        self.left_out: set[int] = set()
        self.indented: set[int] = set()  # lines whose indentation is a guess

    @property
    def content(self) -> str:
        """The text to be parsed."""
        return "".join(self.lines)

    @property
    def is_as_written(self) -> bool:
        """Whether nothing has been mended or left out."""
        return not (self.added or self.left_out or self.indented)

    def mark(self, line: int, column: int) -> Mark:
        """Return the place in the file of a place in the draft."""
        added = self.added.get(line)
        if added:
            for count, place in enumerate(sorted(added)):
                if place + count >= column:
                    column -= count
                    break
            else:
                column -= len(added)
        return Mark(self.file, line + 1, column + 1)

    def place(self, problem: Problem) -> tuple[int, int]:
        """Return the line and column of the draft that a problem of the file is about."""
        line, column = problem.line - 1, problem.column - 1
        return line, column + sum(place <= column for place in self.added.get(line, ()))

    def mend(self, line: int, stray: Stray) -> None:
        """Put what was meant in the place of a mistyped character."""
        content = self.lines[line]
        if stray.offset < len(indentation_of(content)):
            self._indent(line)
            return
        character = content[stray.offset]
        meant = " " if character in WIDE_SPACES else NARROW.get(character, character)
        after = content[stray.offset + 1 : stray.offset + 2]
        if meant == ":" and not after.isspace():
            meant = ": "
        self._replace(line, stray.offset, 1, meant)

    def leave_out(self, line: int) -> bool:
        """Take out a line with all that is indented below it; False if it is out already."""
        if not self.lines[line].strip():
            return False
        depth = len(indentation_of(self.lines[line]))
        last = line + 1
        while last < len(self.lines) and self._is_below(last, depth):
            last += 1
        for number in range(line, last):
            self.lines[number] = "\n"
            self.left_out.add(number)
        return True

    def lacks_lines(self, first: int, last: int) -> bool:
        """Whether a line between two, these included, was left out."""
        return any(first <= line <= last for line in self.left_out)

    def lacks_value_after(self, line: int) -> bool:
        """Whether the next line that says something was left out."""
        if not self.left_out:
            return False
        for number in range(line + 1, len(self.lines)):
            if number in self.left_out:
                return True
            if not _is_silent(self.lines[number]):
                return False
        return False

    def follows_guess(self, line: int) -> bool:
        """Whether a line, or the one before it that says something, was left out or guessed."""
        for number in range(line, -1, -1):
            if number in self.left_out or number in self.indented:
                return True
            if number < line and not _is_silent(self.lines[number]):
                return False
        return False

    def levels(self, line: int) -> list[int]:
        """Return the indentations at which a line can begin, given the lines above it."""
        is_item = _is_item(self.lines[line])
        levels: list[int] = []
        limit: int | None = None
        for above in reversed(self.lines[:line]):
            if _is_silent(above):
                continue
            depth = len(indentation_of(above))
            inside = depth + LEVEL if _is_item(above) else depth  # where its keys stand
            if limit is None and above.partition(" #")[0].rstrip().endswith(":"):
                levels.extend((inside + LEVEL, inside) if is_item else (inside + LEVEL,))
            level = depth if is_item else inside
            if _is_item(above) or not is_item:
                levels.extend([level] if limit is None or level < limit else [])
            limit = depth if limit is None else min(limit, depth)
            if depth == 0:
                break
        return levels

    def continues(self, line: int) -> bool:
        """Whether the line above that says something ends with a comma."""
        above = next((each for each in reversed(self.lines[:line]) if not _is_silent(each)), "")
        return above.partition(" #")[0].rstrip().endswith((",", "，"))

    def _is_below(self, line: int, depth: int) -> bool:
        content = self.lines[line]
        return not content.strip() or len(indentation_of(content)) > depth

    def _indent(self, line: int) -> None:
        """Put spaces in the place of tabs: as many as fit the lines above."""
        written = indentation_of(self.lines[line])
        width = sum(LEVEL if character in "\t\u3000" else 1 for character in written)
        fitting = [level for level in self.levels(line) if level >= len(written)] or [width]
        beside = self._depth_of_next(line)
        depth = min(fitting, key=lambda level: (level != beside, abs(level - width), level))
        self._replace(line, 0, len(written), " " * depth)
        self.indented.add(line)

    def _depth_of_next(self, line: int) -> int | None:
        """Return the indentation of the next line if it begins alike, as one of the same level."""
        after = next((each for each in self.lines[line + 1 :] if not _is_silent(each)), "")
        written = indentation_of(after)
        if set(written) != {" "} or _is_item(after) != _is_item(self.lines[line]):
            return None
        return len(written)

    def _replace(self, line: int, column: int, length: int, meant: str) -> None:
        before = self.mark(line, column).column - 1
        content = self.lines[line]
        self.lines[line] = content[:column] + meant + content[column + length :]
        self.added.setdefault(line, []).extend([before + length] * (len(meant) - length))


def _is_silent(line: str) -> bool:
    """Whether a line is blank or a comment."""
    content = line.strip()
    return not content or content.startswith("#")


def _is_item(line: str) -> bool:
    """Whether a line begins an entry of a list."""
    return line.lstrip().startswith("- ")
