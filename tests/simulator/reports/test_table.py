from dataclasses import replace

import numpy as np
import pytest

from simulator.reports.printable import printable
from simulator.reports.report import Report
from simulator.reports.table import Cell, Column, Group, Role, Row, Table, Tone, text_cell
from tests.simulator.reports.samples import charted, comparison

LABEL = Column(key="label", title="指标", role=Role.LABEL)
NOW, PLAN = Group(key="now", title="现状", baseline=True), Group(key="plan", title="方案")


def value_of(group: Group, role: Role = Role.VALUE, key: str = "") -> Column:
    return Column(key=key or f"{group.key}.{role}", title="", role=role, group=group)


def table(*columns: Column, rows: tuple[Row, ...] = (), key: str = "t", **more) -> Table:
    return Table(key=key, title="表", columns=columns, rows=rows, **more)


def row(key: str, *texts: str, section: str = "") -> Row:
    return Row(key=key, cells=tuple(map(text_cell, texts)), section=section)


def test_a_cell_shows_its_text_and_then_its_mark():
    cell = Cell(value=-12.3, text="-12.3 %", tone=Tone.BETTER, mark="更好")
    assert cell.shown == "-12.3 % 更好"


def test_a_tone_needs_a_word_beside_it():
    with pytest.raises(ValueError, match=r"'1' has tone better and no mark"):
        Cell(value=1, text="1", tone=Tone.BETTER)


@pytest.mark.parametrize("value", [True, np.int64(3), (1,)])
def test_a_value_is_a_plain_number_or_text(value):
    with pytest.raises(TypeError, match="expected a float, an int, a str or None"):
        Cell(value=value, text="1")


def test_a_number_of_numpy_becomes_a_plain_one():
    assert type(Cell(value=np.float64(0.1), text="0.1").value) is float


def test_a_row_has_as_many_cells_as_the_table_has_columns():
    with pytest.raises(ValueError, match="row r of t has 2 cells, expected 1"):
        table(LABEL, rows=(row("r", "a", "b"),))


@pytest.mark.parametrize("key", ["", "a b", "summary", "footer", "report", "x.notes"])
def test_a_table_key_is_a_name_of_its_own(key):
    with pytest.raises(ValueError, match="expected an identifier other than"):
        table(LABEL, key=key)


def test_a_table_needs_a_column():
    with pytest.raises(ValueError, match="table t has no column"):
        table()


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((LABEL, LABEL), ()),
        ((LABEL,), (row("r", "a"), row("r", "b"))),
        ((LABEL,), (row("", "a"),)),
        ((LABEL, value_of(NOW), value_of(PLAN), value_of(NOW, key="again")), ()),
    ],
)
def test_keys_of_columns_rows_and_groups_are_unique(columns, rows):
    with pytest.raises(ValueError, match="more than once or empty"):
        table(*columns, rows=rows)


def test_rows_of_a_section_stand_together():
    rows = (row("a", "1", section="甲"), row("b", "2"), row("c", "3", section="甲"))
    with pytest.raises(ValueError, match="sections of t have the keys"):
        table(LABEL, rows=rows, section_title="类别")


def test_sections_need_a_heading():
    with pytest.raises(ValueError, match="expected a section_title"):
        table(LABEL, rows=(row("a", "1", section="甲"),))


def test_a_comparison_has_one_baseline_at_most():
    other = Group(key="other", title="另一现状", baseline=True)
    with pytest.raises(ValueError, match="more than one baseline"):
        table(LABEL, value_of(NOW), value_of(other))


@pytest.mark.parametrize(
    "columns",
    [
        (LABEL, value_of(NOW, Role.CHANGE)),
        (LABEL, value_of(NOW), value_of(NOW, key="again")),
    ],
)
def test_a_group_has_one_value_and_no_role_twice(columns):
    with pytest.raises(ValueError, match="needs one value column, no role twice"):
        table(*columns)


@pytest.mark.parametrize(
    "columns", [(value_of(NOW),), (LABEL, Column(key="note", title="说明"), value_of(NOW))]
)
def test_a_comparison_has_a_label_a_unit_and_groups_only(columns):
    with pytest.raises(ValueError, match="needs a label column"):
        table(*columns)


def test_tables_of_a_report_have_different_keys():
    with pytest.raises(ValueError, match=r"tables have the keys \['t'\]"):
        Report(title="", summary=(), tables=(table(LABEL),) * 2, footer=(), language="zh")


def test_headings_are_short_while_they_tell_columns_apart():
    two, three = comparison(2).tables[0], comparison(3).tables[0]
    assert two.headings[3:] == ("一中心四办三站一大厅", "较现状", "较现状%", "判断")
    assert three.headings[4:6] == ("一中心四办三站一大厅 较现状", "一中心四办三站一大厅 较现状%")


def test_no_name_can_move_the_cursor_or_turn_a_line_round():
    assert printable("a\x1b[2Jb\u202ec\u2028d\x85e\ud800f") == "a [2Jb c d e f"
    assert printable("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_chart_stands_with_a_table_of_its_report():
    report = charted()
    assert report.figures_of(report.tables[0]) == report.figures
    assert report.figures_of(report.tables[1]) == ()
    with pytest.raises(ValueError, match=r"figures stand with the tables \['comparison'\]"):
        replace(report, tables=report.tables[1:])
    with pytest.raises(ValueError, match=r"figures have the keys \['bars_1'\] more than once"):
        replace(report, figures=report.figures[:1] * 2)
