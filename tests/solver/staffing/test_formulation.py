import pytest

from tests.solver.staffing.golden_lp import FAMILIES, FOLDER, build


@pytest.mark.parametrize("family", FAMILIES)
def test_family_is_the_model_on_file(family, tmp_path):
    written = tmp_path / f"{family}.lp"
    build(family).writeLP(str(written))
    assert written.read_text() == (FOLDER / f"{family}.lp").read_text()


def test_every_model_on_file_is_compared():
    assert {path.stem for path in FOLDER.glob("*.lp")} == set(FAMILIES)
