"""The command ``orgshift report``: what it prints, writes and refuses."""

from pathlib import Path
from typing import Any

import docx
import pytest

from simulator.beside import Beside
from simulator.cli.app import main
from simulator.reports.charts import drawn_png

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TINY = str(SCENARIOS / "tiny.yaml")


def run(*arguments: str, code: int = 0) -> None:
    """Run the command and expect its exit code."""
    with pytest.raises(SystemExit) as end:
        main(["report", *arguments])
    assert end.value.code == code


def test_the_screen_shows_the_whole_report(capsys: pytest.CaptureFixture[str]) -> None:
    run(TINY, "--no-stress")
    shown = capsys.readouterr().out
    assert "最小示例比选报告\n================" in shown
    assert "四、措施贡献\n------------" in shown
    assert "五、结论与需要核实的数据\n" in shown
    assert "附件3 口径说明\n" in shown
    assert "、稳健性" not in shown


def test_with_a_file_the_screen_shows_the_conclusion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, page = tmp_path / "比选报告.docx", tmp_path / "比选报告.md"
    run(TINY, "--no-explain", "--draws", "256", "--out", str(word), "--out", str(page))
    shown = capsys.readouterr()
    assert "从协调成本、人员覆盖率、跨机构职能数看，“一窗”都好于“现状”。" in shown.out
    assert "基本情况" not in shown.out
    assert shown.err == f"已写入 {word}\n已写入 {page}\n"
    headings = [
        paragraph.text
        for paragraph in docx.Document(str(word)).paragraphs
        if paragraph.style is not None and paragraph.style.name == "Heading 1"
    ]
    assert headings == [
        "一、基本情况",
        "二、方案概述",
        "三、指标比选",
        "四、稳健性",
        "五、结论与需要核实的数据",
    ]
    assert "\n## 四、稳健性\n" in page.read_text(encoding="utf-8")


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    run(TINY, "--draws", "64", "--out", str(path))
    first = path.read_bytes()
    run(TINY, "--draws", "64", "--out", str(path))
    assert path.read_bytes() == first


def test_one_core_writes_what_two_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process draws, checks, looks for boxes and makes pictures; or none does."""
    path = tmp_path / "报告.docx"
    asked: list[str] = []
    exchange = Beside._exchange

    def recorded(self: Beside, question: Any) -> object:
        asked.append(question.function.__name__)
        return exchange(self, question)

    monkeypatch.setattr(Beside, "_exchange", recorded)
    written, helped = [], []
    for n_cores in (1, 2):
        monkeypatch.setattr("os.cpu_count", lambda n_cores=n_cores: n_cores)
        drawn_png.cache_clear()
        asked.clear()
        run(TINY, "--draws", "64", "--out", str(path))
        written.append(path.read_bytes())
        helped.append(set(asked))
    assert written[0] == written[1]
    assert helped[0] == set()
    assert {"drawn_and_checked", "solve_whole_limits", "drawn_png"} <= helped[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--layouts", "nothing"), "--layouts：发现 nothing，应为以下之一："),
        (("--out", "x.doc"), "x.doc：文件后缀为“.doc”，应为以下之一："),
        (("--seed", "7", "--set", "nothing=1"), "--set"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(TINY, *arguments, code=2)
    assert message in capsys.readouterr().err
