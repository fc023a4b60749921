"""The pictures of the tutorial: its commands are run, and pages of what they write are drawn.

``python -m tests.golden.regenerate tutorial`` draws them anew; that takes LibreOffice. Beside every
picture lies the text of its page, by which a test tells whether the picture is still true.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.office import as_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

TOP = Path(__file__).parents[2]
SCALE = 1.1  # dots a point: 79 an inch
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
    Wanted("empty-functions", "空表.xlsx", "每件分钟"),
    Wanted("filled-functions", "我们镇.xlsx", "每件分钟"),
    Wanted("filled-reforms", "我们镇.xlsx", "审核室并入受理窗口"),
    Wanted("report-first", "比选报告.docx", "一、基本情况"),
    Wanted("report-comparison", "比选报告.docx", "（一）主要指标"),
    Wanted("report-contributions", "比选报告.docx", "（一）措施贡献"),
    Wanted("report-verify", "比选报告.docx", "（一）需要核实的数据"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, drawn and as text without white space."""

    name: str
    image: "Image"
    text: str


def pictures(folder: Path) -> Iterator[Picture]:
    """Run the tutorial's commands in an empty folder and yield its pictures."""
    import pypdfium2

    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-c", START, *command], cwd=folder, check=True, capture_output=True
        )
    papers = {
        file: pypdfium2.PdfDocument(as_pdf(folder / file))
        for file in dict.fromkeys(wanted.file for wanted in WANTED)
    }
    for wanted in WANTED:
        for page in papers[wanted.file]:
            text = "".join(page.get_textpage().get_text_range().split())
            if wanted.words in text:
                image = page.render(scale=SCALE).to_pil().convert("P", colors=32)
                yield Picture(wanted.name, image, text)
                break
        else:
            msg = f"{wanted.file} has no page with {wanted.words!r}."
            raise LookupError(msg)
