"""The formats of a workbook to fill in, each made once."""

from typing import TYPE_CHECKING

from simulator.files.workbook.column import Column, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_AS_NUMBERS = frozenset((Kind.NUMBER, Kind.WHOLE))


class Look:
    """Formats by what they are for."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self.title = self._format(bold=True, font_size=16, text_wrap=False)
        self.about = self._format(font_color="#5C5C5C", text_wrap=False)
        self.quiet = self._format(font_color="#5C5C5C")
        self.example = self._format(italic=True, font_color="#8A5A00", bg_color="#FFF8E5")
        self.lack = book.add_format({"bg_color": "#FFF2A8"})
        self.plain_head = self._format(bold=True, bg_color="#E9ECEF", bottom=1)
        self.link = self._format(font_color="#0B5CAD", underline=1)
        self._required = self._format(bold=True, bg_color="#CFE2F7", bottom=1)
        self._text = self._format(num_format="@")
        self._number = self._format()

    def head(self, column: Column) -> "Format":
        """Return the format of a head: stronger where the column has to be filled in."""
        return self._required if column.is_required else self.plain_head

    def body(self, column: Column | None) -> "Format":
        """Return the format of cells: what is a text stays one, whatever it looks like."""
        return self._number if column and column.kind in _AS_NUMBERS else self._text

    def _format(self, **properties: object) -> "Format":
        whole: dict[str, object] = {"valign": "top", "text_wrap": True, "font_size": 10}
        return self._book.add_format(whole | properties)
