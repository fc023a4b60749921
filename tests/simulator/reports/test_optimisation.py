"""The report of an optimisation: expected tables, words of certainty, and what it must say."""

from dataclasses import replace
from math import inf

import pytest

from simulator.language import text
from simulator.reports.optimisation import optimisation_report
from simulator.reports.optimisation.certainty import certainty, certainty_sentence
from simulator.reports.optimisation.steps import steps_tables
from simulator.reports.optimisation.summary import _price_of_change, optimisation_sentences
from simulator.reports.provenance import Provenance
from simulator.reports.terminal import render_terminal
from simulator.search import CostProof, Effort
from simulator.study import Wish, optimise, run_optimisation
from tests.golden.regenerate import OPTIMISED, TABLES, optimised_of
from tests.simulator.small import TIE, small

PROVENANCE = Provenance(files=(("tiny.yaml", "0123456789ab"),), command="orgshift optimise")


def report(scenario, layout="current", language="zh", **others):
    return optimisation_report(optimise(scenario, layout, **others), PROVENANCE, language)


def table(shown, key):
    return next(table for table in shown.tables if table.key == key)


def cells(shown, key, row):
    return next(
        tuple(cell.shown for cell in r.cells) for r in table(shown, key).rows if r.key == row
    )


@pytest.mark.parametrize("stem", OPTIMISED)
def test_the_optimisation_of_a_shipped_scenario_is_as_expected(stem):
    golden = TABLES.parent / "optimised" / f"{stem}.csv"
    assert optimised_of(stem) == golden.read_bytes(), (
        "If the change is meant, run `python -m tests.golden.regenerate optimised` and read it."
    )


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (None, "没有要求证明"),
        (CostProof(cost=10.0, bound=-inf, is_optimal=False), "没有证明出界限"),
        (CostProof(cost=10.0, bound=10.0, is_optimal=True), "已证明最优"),
        (CostProof(cost=102.1, bound=100.0, is_optimal=False), "至多比最好的高 2.1%"),
        (
            CostProof(cost=322.5, bound=100.0, is_optimal=False),
            "界限太松，说明不了好坏（至多高 222.5%）",
        ),
        (CostProof(cost=5.0, bound=-2.0, is_optimal=False), "至多比最好的多 7.0 小时/月"),
    ],
)
def test_certainty_claims_no_more_than_was_proved(proof, words):
    assert certainty(proof).render() == words


def test_a_gap_is_told_with_the_two_numbers_it_comes_from():
    proof = CostProof(cost=102.1, bound=100.0, is_optimal=False)
    sentence = certainty_sentence(text("{n}", n="甲"), proof).render()
    assert "102.1 小时/月" in sentence
    assert "不会低于 100.0 小时/月" in sentence


def test_moves_are_numbered_and_name_what_they_are_tied_to():
    shown = report(small())
    assert cells(shown, "steps", "F2") == (
        "1. 材料审核",
        "审核室 → 受理窗口",
        "15.8",
        "15.8",
        "9.0",
        cells(shown, "steps", "F2")[5],
        "—",
    )
    assert cells(shown, "steps", "F4")[2:5] == ("3.0", "-3.0", "6.0")
    assert cells(shown, "steps", "F4")[6] == "1"
    assert cells(shown, "step_sources", "F4")[1] == "同“材料审核”的联系+3.0"


def test_every_unit_says_which_limit_binds():
    shown = report(small("layouts.current.units.ck.posts.administrative=1"))
    assert cells(shown, "limits", "ck")[1:3] == ("216", "108")
    assert cells(shown, "limits", "ck")[-1] == "编制"
    assert cells(shown, "limits", "sh")[-1] == "在岗工时，原已超"


def test_ties_are_not_priced_where_nothing_may_move():
    shown = report(small(TIE), moves_at_most=0)
    assert not any(table.key == "tie_prices" for table in shown.tables)
    assert not any("归属限制" in sentence for sentence in shown.summary)


def test_limits_of_the_free_layout_are_shown_where_people_sit_in_it():
    scenario = small()
    result = optimise(scenario, "current")
    shown = optimisation_report(result, PROVENANCE)
    assert result.free is not None
    assert table(shown, "limits_free").title == "各机构的限额：现状全放开"
    for row in table(shown, "limits_free").rows:
        limit = result.free.limits[row.key]
        assert row.cells[1].value == pytest.approx(limit.hours)
        work = sum(scenario.function[f].hours for f in result.free.layout.functions_of(row.key))
        assert row.cells[4].value == pytest.approx(work)


def test_units_left_without_functions_are_named():
    shown = report(small())
    sentence = "“现状优化”把这些机构的职能全部划出：审核室。撤并还是另派职能，需要另定。"
    assert sentence in shown.summary
    assert not any("全部划出" in each for each in report(small(), "merged_desk").summary)


def test_the_price_of_a_tie_names_what_would_move():
    shown = report(small(TIE))
    assert cells(shown, "tie_prices", "T1") == (
        "审核须在审核室",
        "材料审核",
        "审核室",
        "16.1",
        "材料审核 → 受理窗口",
    )
    assert any("放开它，目标值至少再降 16.1 小时/月" in sentence for sentence in shown.summary)


def test_ties_that_cost_nothing_are_said_to_cost_nothing():
    free = "ties=[{id: T1, title: 受理, functions: [F1], units: [ck], source: demo}]"
    shown = report(small(free))
    assert any("没有找到放开哪一条能再省" in sentence for sentence in shown.summary)


def test_a_layout_that_cannot_be_improved_is_said_to_be_the_best_found():
    shown = report(small(), "merged_desk")
    assert "没有找到比“一窗”更好的职能归属" in shown.summary[0]
    assert not any(table.key == "steps" for table in shown.tables)


def test_coverage_lost_for_coordination_is_pointed_out():
    full = report(small())
    assert not any("以覆盖率为代价" in sentence for sentence in full.summary)
    # 乙 has time for all of the review room, 丙 little: F2 at the window is more than it can do.
    tired = report(small("people.p2.other_duties=0", "people.p3.other_duties=0.62"))
    assert any("省协调工时是以覆盖率为代价的" in sentence for sentence in tired.summary)


def test_a_front_has_points_and_the_layouts_as_written():
    shown = table(report(small(), pareto=True), "front")
    names = [row.cells[0].text for row in shown.rows]
    assert names[0] == "“现状”（原文）"
    assert "“一窗”（原文）" in names
    assert "“现状优化”" in names
    assert "放开也只需划转 2 项" in shown.notes[-1]
    ids = [row.cells[-1].text for row in shown.rows]
    assert ids == ["current", "current_moves1", "current_best", "merged_desk"]
    assert [[cell.text for cell in row.cells[4:6]] for row in shown.rows] == [
        ["✓", "—"],
        ["✓", "—"],
        ["✓", "✓"],
        ["✓", "✓"],
    ]


def test_a_search_that_was_stopped_says_so_first():
    result = run_optimisation(small(TIE), Wish(layout="current"), Effort(is_cancelled=lambda: True))
    shown = optimisation_report(result, PROVENANCE)
    assert shown.summary[0].startswith("按要求提前停止")
    assert ("预算", "提前停止（结果不能复现）") in shown.footer
    assert not any(table.key == "tie_prices" for table in shown.tables)


def test_seconds_are_said_to_make_the_result_depend_on_the_machine():
    result = run_optimisation(small(), Wish(layout="current"), Effort(seconds=0.5))
    shown = optimisation_report(result, PROVENANCE)
    assert ("预算", "0.5 秒（按钟点停，结果因机器而异）") in shown.footer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_80_columns(language):
    from rich.cells import cell_len

    shown = report(small(TIE), language=language, free="all", pareto=True)
    lines = render_terminal(shown).splitlines()
    assert max(cell_len(line) for line in lines) <= 80


def test_a_tie_that_costs_nothing_says_what_blocks_it():
    free = "ties=[{id: T1, title: 受理, functions: [F1], units: [ck], source: demo}]"
    assert cells(report(small(free)), "tie_prices", "T1")[-1] == "别处无人能办"
    kept = report(small(TIE), keep=("F2",))
    assert cells(kept, "tie_prices", "T1")[-1] == "已被 --keep 定住"


def test_no_prices_after_a_search_that_was_cut_short_and_a_sentence_says_so():
    result = run_optimisation(small(TIE), Wish(layout="current"), Effort(seconds=1e-6))
    shown = optimisation_report(result, PROVENANCE)
    assert result.prices == ()
    assert any("没有算归属限制的代价" in sentence for sentence in shown.summary)


def test_the_summary_names_what_saves_most_and_what_it_rests_on():
    [sentence] = [s for s in report(small()).summary if s.startswith("省得最多的")]
    assert sentence == (
        "省得最多的（小时/月）：第 1 项“材料审核”划入受理窗口（15.8）、"
        "第 2 项“档案归档”划入受理窗口（3.0，须与第 1 项一起做）。"
    )


def test_the_summary_names_no_step_that_costs_and_sorts_the_others():
    result = optimise(small(), "current")
    first, second = result.steps.first
    steps = (replace(first, gain=-1.0), replace(second, gain=1.0), replace(first, gain=2.0))
    turned = replace(result, steps=replace(result.steps, first=steps))
    [sentence] = [s for s in optimisation_sentences(turned, "zh") if s.startswith("省得最多的")]
    assert "-1.0" not in sentence
    assert sentence.index("第 3 项") < sentence.index("第 2 项")


def test_a_step_that_makes_room_says_so_and_runs_of_steps_are_told_apart():
    result = optimise(small(), "current")
    first = result.steps.first[0]
    steps = tuple(
        replace(first, function=f, needs=(), over=("sh",) if f != "F2" else (), makes_room=True)
        for f in ("F1", "F2", "F3", "F4")
    )
    turned = replace(result, steps=replace(result.steps, first=steps))
    gains, _ = steps_tables(turned, "zh")
    assert gains.rows[0].cells[-1].text == "腾出工时"
    assert any("审核室（第 1、3 至 4 项之后）" in note for note in gains.notes)
    assert any(note.startswith("腾出工时：") for note in gains.notes)
    alone = replace(result, steps=replace(result.steps, first=steps[:2]))
    assert any("（第 1 项之后）" in note for note in steps_tables(alone, "zh")[0].notes)


def test_moves_that_save_no_coordination_are_not_said_to_pay_back():
    result = optimise(small(), "current", objective="coverage", keep=("F4",), payback_months=0.1)
    assert result.moved
    layouts = result.comparison.results
    best = next(r for r in layouts if r.layout.id == result.best.layout.id)
    home = next(r for r in layouts if r.layout.id == result.home.id)
    [sentence] = [s.render() for s in _price_of_change(result, best, home)]
    assert "谈不上回本" in sentence
    assert "永不" not in sentence


def test_a_loose_bound_is_said_to_tell_nothing():
    proof = CostProof(cost=322.5, bound=100.0, is_optimal=False)
    sentence = certainty_sentence(text("{n}", n="甲"), proof).render()
    assert "界限太松，说明不了好坏" in sentence
    assert "不会低于 100.0 小时/月" in sentence


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"moves_at_most": 0}, "--moves-at-most 0 不许划转职能，所以原样不动。"),
        ({"keep": ("F1", "F2", "F3", "F4")}, "--keep 定住了全部职能，所以原样不动。"),
    ],
)
def test_where_nothing_may_move_the_option_that_says_so_is_named(wish, sentence):
    assert report(small(), free="functions", **wish).summary[0] == sentence
