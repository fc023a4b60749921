"""Charts look as expected: their pictures dot by dot, but for the edges of letters and lines."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.golden.regenerate import PICTURES, pictures

SEEN = 40  # of 255 levels of a colour that a dot may be off without being counted
SHARE = 0.0002  # of dots that may be off by more


def dots(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=int)


def share_off(one: bytes, other: bytes) -> float:
    """Return the share of dots that differ by what is seen; 1 for pictures of different size."""
    found, expected = dots(one), dots(other)
    if found.shape != expected.shape:
        return 1.0
    return float((np.abs(found - expected).max(axis=2) > SEEN).mean())


def test_charts_of_figures_that_never_change_look_as_expected():
    drawn = pictures()
    assert {path.stem for path in PICTURES.glob("*.png")} == set(drawn)
    for name, picture in drawn.items():
        assert share_off(picture, (PICTURES / f"{name}.png").read_bytes()) <= SHARE, (
            f"{name}: if the change is meant, run `python -m tests.golden.regenerate pictures` "
            "and look at it."
        )


@pytest.mark.parametrize("box", [(100, 40, 128, 54), (0, 100, 640, 101)])
def test_a_blot_as_large_as_a_number_or_as_thin_as_a_line_is_seen(box):
    picture = (PICTURES / "flows.png").read_bytes()
    spoilt = Image.open(io.BytesIO(picture)).convert("RGB")
    spoilt.paste((128, 128, 128), box)
    written = io.BytesIO()
    spoilt.save(written, "png")
    assert share_off(written.getvalue(), picture) > SHARE


def test_pictures_are_small():
    assert all(path.stat().st_size < 60_000 for path in PICTURES.glob("*.png"))
