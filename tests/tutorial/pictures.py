"""The pictures of the tutorial: its commands are run, and pages of what they write are drawn.

``python -m tests.golden.regenerate tutorial`` draws them anew; that takes LibreOffice. Beside every
picture lies the text of its page, by which a test tells whether the picture is still true.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageChops
from PIL.Image import Image
from pypdfium2 import PdfDocument

from tests.office import as_pdf

TOP = Path(__file__).parents[2]
SCALE = 1.1  # dots a point: 79 an inch
SHEET_SCALE = 1.7  # sheets are fitted to the breadth of a page
BODY = 0.9  # of a page, above its number
MARGIN = 12  # dots below the last row
START = "import sys; from simulator.cli.app import main; sys.argv[0] = 'orgshift'; main()"

COMMANDS = (
    ("template", "空表.xlsx"),
    ("template", "我们镇.xlsx", "--from", str(TOP / "scenarios" / "tiny.yaml")),
    ("import", "我们镇.xlsx", "-o", "我们镇.yaml"),
    ("report", "我们镇.yaml", "--draws", "512", "--out", "比选报告.docx"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of a file: the first that holds some words.

    Attributes
    ----------
    name
        Of the picture, without suffix.
    file
        Which of the tutorial's files.
    words
        What the page holds, without white space.
    """

    name: str
    file: str
    words: str


WANTED = (
    Wanted("empty-functions", "空表.xlsx", "每件用时"),
    Wanted("filled-functions", "我们镇.xlsx", "每件用时"),
    Wanted("filled-reforms", "我们镇.xlsx", "改革方案*措施*变动*"),
    Wanted("report-first", "比选报告.docx", "一、基本情况"),
    Wanted("report-comparison", "比选报告.docx", "（一）主要指标"),
    Wanted("report-contributions", "比选报告.docx", "（一）措施贡献"),
    Wanted("report-verify", "比选报告.docx", "（一）需要核实的数据"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, drawn and as text without white space."""

    name: str
    image: Image
    text: str


def tutorial_pages(folder: Path) -> Iterator[Picture]:
    """Run the tutorial's commands in an empty folder and yield its pictures."""
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-c", START, *command], cwd=folder, check=True, capture_output=True
        )
    for file in dict.fromkeys(wanted.file for wanted in WANTED):
        with PdfDocument(as_pdf(folder / file)) as pages:
            yield from (_picture(pages, wanted) for wanted in WANTED if wanted.file == file)


def _picture(pages: PdfDocument, wanted: Wanted) -> Picture:
    for page in pages:
        text = "".join(page.get_textpage().get_text_range().split())
        if wanted.words in text:
            is_sheet = wanted.file.endswith(".xlsx")
            image = page.render(scale=SHEET_SCALE if is_sheet else SCALE).to_pil()
            if is_sheet:  # the rest of the page is empty
                image = image.crop((0, 0, image.width, _lowest_ink(image) + MARGIN))
            return Picture(wanted.name, image.convert("P", colors=32), text)
    msg = f"{wanted.file} has no page with {wanted.words!r}."
    raise LookupError(msg)


def _lowest_ink(image: Image) -> int:
    """Return the lowest row with something on it above the foot of the page."""
    body = image.crop((0, 0, image.width, int(image.height * BODY)))
    box = ImageChops.invert(body.convert("L")).getbbox()
    assert box is not None, "a sheet has a heading"
    return box[3]
