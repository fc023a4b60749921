"""Correlations and unknowns: what their records refuse by themselves, and their defaults."""

import pytest
from pydantic import ValidationError

from simulator.model.figure import Figure
from simulator.model.unknown import Correlation, Unknown

ABOUT = {"id": "away", "about": "谁", "source": "report"}


def test_an_unknown_keeps_one_at_post_and_has_all_counts_alike_if_not_told_otherwise():
    unknown = Unknown.model_validate({**ABOUT, "people": ["p1"]})
    assert (unknown.at_post_at_least, unknown.shape, unknown.note) == (1, "uniform", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": []},
        {"at_post_at_least": -1},
        {"at_post_at_least": 0.5},
        {"range": [0]},
        {"range": [0, 1, 2]},
        {"range": [0, 1.5]},
        {"shape": "normal"},
        {"person": ["p1"]},
        {"about": " "},
    ],
    ids=str,
)
def test_an_unknown_refuses(wrong):
    with pytest.raises(ValidationError):
        Unknown.model_validate({**ABOUT, **wrong})


@pytest.mark.parametrize(
    "wrong", [{"between": []}, {"between": "hub_ease"}, {"value": None}, {"about": "谁"}], ids=str
)
def test_a_correlation_refuses(wrong):
    entry = {"between": ["hub_ease", "presence"], "value": 0.5, "source": "report"}
    Correlation.model_validate(entry)
    with pytest.raises(ValidationError):
        Correlation.model_validate({**entry, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [{"choices": []}, {"weights": []}, {"choices": ["1"]}, {"shape": "gauss"}],
    ids=str,
)
def test_a_figure_refuses(wrong):
    with pytest.raises(ValidationError):
        Figure.model_validate({"value": 1, **wrong})
