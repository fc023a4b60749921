"""Edits about what is drawn that are near a mistake, and that no rule of severity error minds."""

from tests.simulator.checks.builder import PLAIN
from tests.simulator.checks.case import LAYOUT, SMALL
from tests.simulator.checks.draw_cases import (
    AWAY,
    BACK,
    P2_AWAY,
    P3_AWAY,
    PAIR,
    RECALL,
    TWICE,
    Edit,
    at_most,
    correlated,
    dropped,
    presence,
    shaped,
    unknowns,
)  # fmt: skip

SOUND: tuple[tuple[Edit, ...], ...] = (
    (shaped("normal", range=[80, 150]),),
    (shaped("normal"),),
    (shaped("lognormal", range=[0.5, 150]),),
    (shaped("lognormal"),),
    (shaped("categorical", choices=[100]), ("functions", 0, "volume", 1)),
    (shaped("categorical", choices=[200, 100, 0], weights=[0, 3.5, 1]),),
    (presence([1, 0.9, 0.05]),),
    (at_most(12, 8, 5),),
    (dropped([0, 0.4, 0.99]),),
    (dropped([0.6, 0.4], value=0.6),),
    (correlated((PAIR, -0.99)),),
    (correlated((["functions.*.volume", "functions.*.minutes"], 0.7)),),
    (correlated((["interactions.F2+F1.contacts", "interactions.*.contacts", "presence"], 0.99)),),
    (correlated(([*PAIR, "minutes_reciprocal"], -0.45)),),
    (correlated((PAIR, 0.5), (["minutes_pooled", "minutes_reciprocal"], 0.5)),),
    (P2_AWAY, unknowns(AWAY)),
    (P2_AWAY, P3_AWAY, unknowns({**AWAY, "people": ["p1", "p2", "p3"], "at_post_at_least": 0})),
    (P2_AWAY, P3_AWAY, unknowns(AWAY, {**AWAY, "people": ["p3", "p4"], "at_post_at_least": 0})),
    (P2_AWAY, RECALL, unknowns(BACK)),
    (P2_AWAY, RECALL, unknowns(BACK, AWAY)),
    (P2_AWAY, P3_AWAY, RECALL, unknowns({**BACK, "range": [1, 2], "shape": "triangular"})),
    (
        P2_AWAY,
        RECALL,
        ("layouts", "+", {**SMALL, "statuses": {"p2": "at_post"}}),
        unknowns(BACK),
    ),
    (
        P2_AWAY,
        RECALL,
        ("reforms", "+", {**TWICE, "measures": [{**TWICE["measures"][0], "changes": [
            {"do": "recall_seconded", "count": 1}]}]}),
        unknowns(BACK),
    ),
    (
        ("layouts", 0, {**LAYOUT, "statuses": {"p3": "seconded"}}),
        RECALL,
        unknowns(BACK),
    ),
    (("study", {**PLAIN["study"], "draws": 1}),),
)  # fmt: skip
