"""Random scenarios, changes and reforms, for Hypothesis and for plain loops over seeds."""

from hypothesis import strategies as st

from simulator.model.assumption import Assumption
from simulator.model.layout import Layout, Lending
from simulator.model.scenario import Scenario
from simulator.model.ties import Tie
from tests.organisations import Choose, make_organisation, seeded
from tests.reforms import make_change, make_reform
from tests.unknowns import make_uncertain

__all__ = [
    "changes",
    "make_change",
    "make_crowded",
    "make_scenario",
    "reforms",
    "scenarios",
    "seeded",
    "tied_scenarios",
    "uncertain_scenarios",
]


@st.composite
def scenarios(draw, *, seasons=True):
    """Organisations with the layouts ``current`` and ``other`` and the reform ``reform``."""
    return make_scenario(_drawing(draw), seasons=seasons)


@st.composite
def tied_scenarios(draw):
    """Scenarios with ties of both kinds and functions whose author allows some units only."""
    choose = _drawing(draw)
    scenario = make_scenario(choose)
    names, units = tuple(scenario.function), tuple(unit.id for unit in scenario.layouts[0].units)
    ties = [_tie(choose, f"t{i}", names, units) for i in range(choose.integer(0, 3))]
    functions = [
        f.model_copy(update={"allowed": choose.some(units, least=1)}) if choose.chance(3) else f
        for f in scenario.functions
    ]
    return scenario.model_copy(update={"ties": tuple(ties), "functions": tuple(functions)})


@st.composite
def uncertain_scenarios(draw):
    """Scenarios with figures of every shape, correlations, unknowns and a second reform."""
    choose = _drawing(draw)
    return make_uncertain(choose, make_scenario(choose))


@st.composite
def changes(draw, scenario: Scenario, layout: Layout):
    """Any change that can be made to a layout."""
    return make_change(_drawing(draw), scenario, layout)


@st.composite
def reforms(draw, scenario: Scenario):
    """Reforms of the layout ``current`` that can be carried out in the order written."""
    return make_reform(_drawing(draw), scenario)


def _tie(choose, name, functions, units):
    where = choose.one(
        ({"owner": choose.one(units)}, {"category": "民生"}, {"window": True}, {"unit": units[0]})
    )
    listed = {"functions": choose.some(functions, least=1)}
    which = listed if choose.chance(2) else {"where": where}
    some = choose.some(units, least=1, most=3)
    return Tie.model_validate(
        {"id": name, "title": f"归属{name}", "units": some, "source": "report", **which}
    )


def _drawing(draw) -> Choose:
    return Choose(lambda low, high: draw(st.integers(low, high)))


def make_scenario(
    choose: Choose, *, n_units=(2, 5), n_people=(0, 6), seasons: bool = True
) -> Scenario:
    """Return a scenario of 2-5 units, 2-8 functions and 0-6 people, with a reform."""
    scenario = make_organisation(choose, n_units=n_units, n_people=n_people, seasons=seasons)
    return scenario.model_copy(update={"reforms": (make_reform(choose, scenario),)})


def make_crowded(choose: Choose) -> Scenario:
    """Return an organisation where staffing is hard: few units, much lending, tight limits."""
    scenario = make_scenario(choose, n_units=(2, 3), n_people=(3, 5))
    people = tuple(
        person.model_copy(update={"status": "at_post", "other_duties": choose.one((0.0, 0.5))})
        for person in scenario.people
    )
    tight = {
        "functions_per_person": choose.one((2.0, 1.0, 3.0)),
        "hours_per_month": choose.one((40.0, 20.0, 90.0)),
        "lending_effort": choose.one((1.2, 1.0, 1.5)),
    }
    assumptions = {
        key: Assumption(value=value, source="assumption") for key, value in tight.items()
    }
    pairs = [(p.id, u.id) for p in people for u in scenario.layouts[0].units]
    layouts = tuple(
        entry.model_copy(
            update={
                "statuses": {},
                "lendings": tuple(
                    Lending(person=p, to=u, hours=choose.one((30.0, 5.0, 500.0)))
                    for p, u in choose.some(pairs, most=3)
                ),
            }
        )
        for entry in scenario.layouts
    )
    return scenario.model_copy(
        update={
            "reforms": (),
            "people": people,
            "layouts": layouts,
            "assumptions": {**scenario.assumptions, **assumptions},
        }
    )
