import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.reports.wrapping import cell_width, widest_atom, widest_line, wrap

TEXTS = st.text(alphabet="职能，。（）「」、：a b1,.%/-—\t\n\u3000\u0301", max_size=60)
WORD = re.compile("[ab1]+")


@given(TEXTS, st.integers(2, 40))
def test_no_line_is_wider_than_asked_and_nothing_is_lost(text, width):
    lines = wrap(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS)
def test_nothing_is_broken_at_the_width_of_the_widest_line(text):
    assert len(wrap(text, max(2, widest_line(text)))) == text.count("\n") + 1


@given(TEXTS)
def test_words_and_numbers_stay_whole_at_the_width_of_the_widest_atom(text):
    lines = wrap(text, max(2, widest_atom(text)))
    assert [word for line in lines for word in WORD.findall(line)] == WORD.findall(text)


@pytest.mark.parametrize("width", range(6, 30))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(width):
    text = "协调成本（每月）为2,345.6 小时，比“现状”少；人员覆盖率、群众跑几个门：更好。"
    lines = wrap(text, width + 4)
    assert not [line for line in lines if line[0] in "，。；：、）”" or line[-1] in "（“"]


def test_a_number_keeps_its_per_cent_sign():
    assert wrap("更好 -12.3 %", 9) == ["更好", "-12.3 %"]


def test_a_number_keeps_its_measure_word_and_a_short_one_its_name():
    assert wrap("92.9%（12月）", 9) == ["92.9%", "（12月）"]
    assert wrap("（维稳办1）", 9) == ["（维稳", "办1）"]


def test_a_unit_of_two_words_breaks_after_the_stroke():
    assert wrap("hours/month", 9) == ["hours/", "month"]


def test_a_number_wider_than_the_line_is_cut_where_it_must():
    assert wrap("1234567", 3) == ["123", "456", "7"]
