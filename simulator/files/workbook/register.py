"""Who is who in a workbook: the ids of its rows, stated or made from their names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.files.workbook.cell import Row
from simulator.files.workbook.changes import DO, WORDS
from simulator.files.workbook.naming import Ambiguous, Naming, id_from, plain
from simulator.files.workbook.sheet import Sheet
from simulator.files.workbook.sheets import SHEETS

# The change that names a unit → the columns of the unit's id and of its name.
_NAMING_CHANGES = {
    "open_unit": ("机构", "机构名称"),
    "merge_units": ("到哪个机构", "机构名称"),
    "rename_unit": ("机构", "机构名称"),
}


@dataclass(slots=True)
class Register:
    """The entries that rows define, and the ids of the rows that define one."""

    names: Naming = field(default_factory=Naming)
    ids: dict[Row, str] = field(default_factory=dict)

    def scope_of(self, row: Row) -> Mapping[str, str]:
        """Return how references of a row are narrowed: measures to those of its own reform."""
        reforms = [column for column in row.sheet.parents if column.names == "reforms"]
        if not reforms:
            return {}
        reform = self._found("reforms", row.written(reforms[0].head))
        return {} if reform is None else {"measures": f"measures of {reform}"}

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Make the entries of rows known: ids that are stated first, then those made of names."""
        for sheet in SHEETS:
            own = [row for row in rows if row.sheet is sheet]
            if sheet.names:
                self._add_entries(sheet, own)
            elif sheet.section == ("changes",):
                for row in own:
                    self._add_unit(row)

    def _add_entries(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        assert sheet.id_column is not None
        assert sheet.name_column is not None
        code, title = sheet.id_column.head, sheet.name_column.head
        for row in rows:
            if entry := row.written(code):
                self._add(row, entry, row.written(title), is_stated=True)
        for row in rows:
            name = row.written(title)
            if not name:
                self.names.nameless.setdefault(sheet.names, (row.place, row.number))
            if not row.written(code) and name:
                self._add(row, self._made(row, name), name, is_stated=False)

    def _made(self, row: Row, name: str) -> str:
        """Return an id for a row without one; a unit is the same in every layout."""
        kind = row.sheet.names
        known = self._found(kind, name) if kind == "units" else None
        if known is not None:
            return known
        kind = next(iter(self._kinds(row)))
        base = id_from(name) or f"{row.sheet.section[0]}{row.number}"
        entry, n = base, 1
        while self.names.is_taken(kind, entry):
            n += 1
            entry = f"{base[:58]}.{n}"
        return entry

    def _add(self, row: Row, entry: str, name: str, *, is_stated: bool) -> None:
        self.ids[row] = entry
        for kind in self._kinds(row):
            self.names.add(kind, entry, name, is_stated=is_stated)

    def _kinds(self, row: Row) -> Iterator[str]:
        """Yield what the entry of a row is, the narrowest first."""
        kind = row.sheet.names
        if kind == "measures" and (scope := self.scope_of(row)):
            yield scope["measures"]
        yield kind
        if kind == "reforms":
            yield "layouts"

    def _add_unit(self, row: Row) -> None:
        """Make known the unit that a change sets up, or its new name."""
        written = plain(row.written(DO))
        tag = next((tag for tag, word in WORDS if written in (plain(tag), plain(word))), "")
        if tag not in _NAMING_CHANGES:
            return
        code, title = (row.written(head) for head in _NAMING_CHANGES[tag])
        known = self._found("units", code or title)
        if tag == "rename_unit" and known is None:
            return
        entry = known or code or id_from(title)
        if entry:
            is_stated = known is None and bool(code)
            self.names.add("units", entry, title, is_stated=is_stated)
        if entry and tag != "rename_unit":
            self.ids[row] = entry

    def _found(self, kind: str, written: str) -> str | None:
        try:
            return self.names.find(kind, written) if written else None
        except Ambiguous:
            return None
