"""Entries of a workbook by their ids and names: rows may refer to them by either."""

import re
from collections import defaultdict
from collections.abc import Collection
from unicodedata import normalize

from simulator.checks import suggestion
from simulator.files.workbook.heads import ALL, ASSUMED, NOBODY
from simulator.language import Text, text

RESERVED = frozenset((ALL, ASSUMED, NOBODY))
LONGEST_ID = 64
MOST_HINTS = 20

_NOT_OF_AN_ID = re.compile(r"[^\w.\-]")


class Ambiguous(LookupError):
    """A name that several entries have."""


class Naming:
    """The entries of each kind, such as ``units``, as far as they are known.

    Attributes
    ----------
    nameless
        The first row of each kind without a name: a name that nothing has may be its own.
    """

    def __init__(self) -> None:
        self.nameless: dict[str, tuple[str, int]] = {}
        self._hints: dict[tuple[str, str], Text] = {}
        self._stated: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, dict[str, str]] = defaultdict(dict)  # id → first name
        self._ids: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, kind: str, entry: str, name: str, *, is_stated: bool = True) -> None:
        """Make an entry known.

        Parameters
        ----------
        kind
            What it is, such as ``units``.
        entry
            Its id.
        name
            One of its names; empty where it has none.
        is_stated
            Whether somebody wrote the id, which then goes before all names.
        """
        if is_stated:
            self._stated[kind].add(entry)
        self._names[kind].setdefault(entry, name.strip())
        for spelling in (entry, name):
            if spelling.strip():
                self._ids[kind][plain(spelling)].add(entry)

    def find(self, kind: str, written: str) -> str | None:
        """Return the id of the entry that is meant, None where there is no such entry.

        Raises
        ------
        Ambiguous
            Several entries have that name.
        """
        word = written.strip()
        if word in self._stated[kind]:
            return word
        meant = self._ids[kind].get(plain(word), set())
        exact = {entry for entry in meant if self._names[kind][entry] == word}
        meant = exact or meant
        if len(meant) > 1:
            raise Ambiguous(word)
        return next(iter(meant), None)

    def shown(self, kind: str, entry: str) -> str:
        """Return the name of an entry where it is as good as its id, else the id."""
        name = self._names[kind].get(entry, "")
        if not name or name in RESERVED or "\n" in name:
            return entry
        try:
            return name if self.find(kind, name) == entry else entry
        except Ambiguous:
            return entry

    def hint(self, kind: str, word: str, further: Collection[str] = ()) -> Text:
        """Return what somebody may have meant by a name that nothing has.

        Beyond some twenty different names the mistake is not one of spelling, and looking for
        near ones would take long.
        """
        if (kind, word) not in self._hints:
            near = len(self._hints) < MOST_HINTS
            known = {*self.spellings(kind), *further}
            hint = suggestion(word, known) if near else text("请核对那张表里的名称。")
            self._hints[kind, word] = hint
        return self._hints[kind, word]

    def spellings(self, kind: str) -> Collection[str]:
        """Return every id and name of a kind, for those who look for the nearest."""
        names = self._names[kind]
        return {*self._stated[kind], *(name or entry for entry, name in names.items())}

    def is_taken(self, kind: str, entry: str) -> bool:
        """Whether an entry has that id."""
        return entry in self._names[kind]


def plain(name: str) -> str:
    """Return a name as it is compared: without spaces, width and case."""
    return "".join(normalize("NFKC", name).casefold().split())


def id_from(name: str) -> str:
    """Return a name as an id: without what no id holds; empty where nothing is left.

    Examples
    --------
    >>> id_from("公文运转、印章（会务）")
    '公文运转印章会务'
    """
    return _NOT_OF_AN_ID.sub("", name).lstrip(".-")[:LONGEST_ID]
