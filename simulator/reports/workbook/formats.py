"""The formats of a workbook, each made once."""

from typing import TYPE_CHECKING

from simulator.reports.table import Align, Tone

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK = {Tone.BETTER: "#0B5CAD", Tone.WORSE: "#A33B00", Tone.SAME: "#5C5C5C", Tone.NONE: "#000000"}
BAND = "#E9ECEF"


class Formats:
    """Formats by what they are for."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.report = self._format(bold=True, font_size=16, text_wrap=False)
        self.title = self._format(bold=True, font_size=13, text_wrap=False)
        self.note = self._format(font_color=INK[Tone.SAME])
        self.quiet = self._format(font_color=INK[Tone.SAME])
        self.link = self._format(font_color=INK[Tone.BETTER], underline=1)

    def heading(self, align: Align, indent: int = 0) -> "Format":
        """Return the format of a heading."""
        return self._format(
            bold=True, bg_color=BAND, bottom=1, align=align.value, valign="bottom", indent=indent
        )

    def text(self, tone: Tone = Tone.NONE, align: Align = Align.LEFT, indent: int = 0) -> "Format":
        """Return the format of words that say a tone."""
        return self._format(align=align.value, indent=indent, **_inked(tone))

    def number(self, pattern: str, tone: Tone = Tone.NONE) -> "Format":
        """Return the format of a number."""
        return self._format(align="right", num_format=pattern, **_inked(tone))

    def _format(self, **properties: object) -> "Format":
        whole: dict[str, object] = {"valign": "top", "text_wrap": True, "font_size": 10}
        whole |= properties
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


def _inked(tone: Tone) -> dict[str, object]:
    return {"font_color": INK[tone], "bold": tone is Tone.WORSE}
