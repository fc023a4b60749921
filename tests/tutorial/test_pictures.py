"""The pictures of the tutorial show what its commands write today."""

from pathlib import Path

import pytest

from tests.golden.regenerate import TUTORIAL
from tests.office import MISSING, OFFICE
from tests.tutorial.pictures import WANTED, tutorial_pages

PAGE = TUTORIAL.parent / "excel-to-word.md"


@pytest.mark.skipif(not OFFICE, reason=MISSING)
def test_the_pictures_are_of_the_pages_that_are_written(tmp_path: Path) -> None:
    for picture in tutorial_pages(tmp_path):
        expected = (TUTORIAL / f"{picture.name}.txt").read_text(encoding="utf-8")
        assert picture.text == expected.strip(), (
            f"{picture.name} shows another page: run `python -m tests.golden.regenerate tutorial`."
        )


def test_every_picture_is_there_and_shown() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for wanted in WANTED:
        assert (TUTORIAL / f"{wanted.name}.png").is_file()
        assert f"(pictures/{wanted.name}.png)" in page
