"""Figures that go together: which groups they make, and which cannot be."""

from math import asin, pi, sin

import numpy as np
import pytest

from simulator.language import text
from simulator.model.correlated import correlated_groups
from simulator.model.uncertain import Uncertain
from simulator.model.unknown import Correlation

FIXED = "d"


def figure(key):
    high = 1.0 if key == FIXED else 2.0
    label = text("{key}", key=key)
    return Uncertain(
        key=key, label=label, kind="assumptions", base=1, low=1, high=high, shape="triangular"
    )


FIGURES = tuple(map(figure, "abcdefgh"))


def groups(*entries):
    """Return the groups that correlations make, each given as (keys, value)."""
    correlations = tuple(
        Correlation(between=tuple(between), value=value, source="report")
        for between, value in entries
    )
    return correlated_groups(FIGURES, correlations)


def names(found):
    return ["".join(FIGURES[i].key for i in group.members) for group in found]


def test_without_correlations_there_is_no_group():
    assert groups() == ()


def test_the_normals_are_correlated_so_that_the_ranks_come_out_as_declared():
    [group] = groups(("ac", 0.5))
    assert group.members == (0, 2)
    r = 2 * sin(pi / 12)
    assert group.normal.tolist() == [[1, r], [r, 1]]


def test_every_two_of_a_declaration_are_correlated_and_others_are_not():
    [group] = groups(("abc", 0.5), ("ch", -0.2))
    [r, s] = [2 * sin(pi * value / 6) for value in (0.5, -0.2)]
    expected = [[1, r, r, 0], [r, 1, r, 0], [r, r, 1, s], [0, 0, s, 1]]
    assert group.normal == pytest.approx(np.array(expected), abs=1e-15)


def test_figures_are_joined_through_others_whatever_the_order_of_the_file():
    entries = [("ab", 0.1), ("gh", 0.2), ("bc", 0.3), ("hf", 0.4)]
    found, turned = groups(*entries), groups(*[(b[::-1], value) for b, value in entries[::-1]])
    assert names(found) == names(turned) == ["abc", "fgh"]
    for one, other in zip(found, turned, strict=True):
        assert one.normal.tolist() == other.normal.tolist()


def test_two_groups_may_be_joined_late():
    assert names(groups(("ab", 0.1), ("ef", 0.1), ("gh", 0.1), ("be", 0.1))) == ["abef", "gh"]


def test_a_fixed_figure_goes_with_nothing():
    assert names(groups(("ade", 0.5))) == ["ae"]
    assert groups(("ad", 0.5)) == ()


def test_a_star_stands_for_several_figures_and_names_may_overlap():
    assert names(groups((["*"], 0.1))) == ["abcefgh"]
    assert names(groups((["a", "a*", "b"], 0.1))) == ["ab"]


@pytest.mark.parametrize(
    ("value", "is_possible"), [(0.99, True), (-0.4, True), (-0.49, False), (-0.99, False)]
)
def test_three_figures_cannot_all_be_opposites(value, is_possible):
    """Normals of n figures may all be correlated down to -1 / (n - 1): here -1/2."""
    [group] = groups(("abc", value))
    assert group.is_possible is is_possible


def test_what_is_just_possible_is_possible():
    [group] = groups(("abc", 6 / pi * asin(-0.25)))
    assert np.linalg.eigvalsh(group.normal)[0] == pytest.approx(0, abs=1e-12)
    assert group.is_possible


def test_a_friend_of_two_opposites_is_impossible():
    [group] = groups(("ab", 0.9), ("bc", 0.9), ("ac", -0.9))
    assert not group.is_possible


def test_the_matrix_cannot_be_changed():
    [group] = groups(("ab", 0.5))
    with pytest.raises(ValueError, match="read-only"):
        group.normal[0, 1] = 0
