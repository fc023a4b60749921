"""Reforms as a file that extends another: where it points, and that it loads."""

from pathlib import Path

from simulator.files import load_scenario
from simulator.files.patch import dump_patch
from simulator.model.change import MoveFunctions
from simulator.model.reform import Measure, Reform

TINY = Path(__file__).parents[3] / "scenarios" / "tiny.yaml"
REFORM = Reform(
    id="best",
    name="名字: 带冒号",
    source="assumption orgshift optimise",
    **{"from": "current"},
    measures=(
        Measure(
            id="m1",
            title="归档由审核室划入受理窗口",
            source="assumption orgshift optimise",
            changes=(MoveFunctions(do="move_functions", functions=("F4",), to=("ck",)),),
        ),
    ),
)


def test_a_patch_points_from_its_own_folder_and_loads(tmp_path: Path) -> None:
    base = tmp_path / "a" / "tiny.yaml"
    target = tmp_path / "b" / "c" / "best.yaml"
    for folder in (base.parent, target.parent):
        folder.mkdir(parents=True)
    base.write_bytes(TINY.read_bytes())
    written = dump_patch(
        base,
        target,
        title="更好的",
        reforms=[REFORM],
        study={"baseline": "current", "layouts": ["current", "best"]},
        comments=["第一行", "", "第二行\ntitle: 仍是说明"],
    )
    assert "extends: ../../a/tiny.yaml" in written
    assert "# 第一行\n#\n# 第二行\n# title: 仍是说明\n" in written
    target.write_text(written, encoding="utf-8")
    scenario = load_scenario(target)
    assert scenario.reform("best") == REFORM
    assert scenario.layout("best").unit_of("F4") == "ck"
    assert (scenario.title, scenario.study.layouts) == ("更好的", ("current", "best"))
