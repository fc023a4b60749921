"""Random uncertainty on top of a random organisation: shapes, correlations and what is unknown."""

from itertools import combinations

from simulator.checks import RULES
from simulator.checks.facts import Facts
from simulator.model.change import MovePeople, PeopleFilter, RecallSeconded
from simulator.model.figure import Figure
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario
from simulator.model.unknown import Correlation, Unknown
from simulator.model.work import Function
from tests.organisations import Choose
from tests.reforms import make_change

OF_DRAWS = tuple(rule for rule in RULES if rule.find.__module__ == "simulator.checks.draws")


def make_uncertain(choose: Choose, scenario: Scenario) -> Scenario:
    """Return a scenario with a second reform and every kind of uncertainty, sound as far as drawn.

    Its reforms may all the same fail in some draws, where they name people.
    """
    further = scenario.model_copy(
        update={
            "functions": tuple(_shaped(choose, f) for f in scenario.functions),
            "interactions": tuple(
                i.model_copy(update={"spread": choose.one((None, (0.5, 2.0)))})
                for i in scenario.interactions
            ),
            "reforms": (*scenario.reforms, _further_reform(choose, scenario)),
        }
    )
    return _with_unknowns(choose, _with_correlations(choose, further))


def is_sound(scenario: Scenario) -> bool:
    """Whether no rule on what is drawn is broken."""
    facts = Facts.of(scenario, None)
    return not any(True for rule in OF_DRAWS for _ in rule.problems(facts))


def _shaped(choose: Choose, function: Function) -> Function:
    value = function.minutes.value
    ends = {"value": value, "range": (value / 2, value * 3)}
    options = [Figure(value=value), Figure(value=value, shape="fixed")]
    if value > 0:
        options += [
            Figure.model_validate({**ends, "shape": shape})
            for shape in ("triangular", "uniform", "normal", "lognormal")
        ]
        options += [Figure(value=value, shape="categorical", choices=(2 * value, value, 0.0))]
    weighted = {"choices": (value, value + 7), "weights": (1.0, choose.one((0.0, 0.5)))}
    options += [Figure.model_validate({"value": value, "shape": "categorical", **weighted})]
    spread = choose.one((None, (0.25, 1.0), (0.5, 2.0)))
    return function.model_copy(update={"minutes": choose.one(options), "spread": spread})


def _further_reform(choose: Choose, scenario: Scenario) -> Reform:
    """Return a reform of one measure, of its own name, that builds on the first.

    Often it gathers who is away in one unit, so that who sits where depends on that.
    """
    layout = scenario.layout("reform")
    change = make_change(choose, scenario, layout)
    if "seconded" in layout.statuses.values() and choose.chance(2):
        unit = choose.one([*layout.units])
        where = PeopleFilter(status="seconded")
        change = MovePeople(do="move_people", where=where, to=unit)
    measure = Measure(id="further", title="再进一步", source="report", changes=(change,))
    entry = {"id": "second", "name": "再改", "from": "reform", "source": "report"}
    return Reform.model_validate({**entry, "measures": (measure,)})


def _with_correlations(choose: Choose, scenario: Scenario) -> Scenario:
    options = [
        Correlation(between=("functions.*.volume",), value=choose.one((0.5, 0.9)), source="report"),
        Correlation(between=("functions.*.minutes", "hub_ease"), value=0.3, source="report"),
        Correlation(between=("minutes_pooled", "minutes_sequential"), value=-0.8, source="report"),
    ]
    return scenario.model_copy(update={"correlations": choose.some(options)})


def _with_unknowns(choose: Choose, scenario: Scenario) -> Scenario:
    """Return a scenario with up to one pool of people and one count, as far as any are sound."""
    pools = [
        _unknown(id="away", people=people, at_post_at_least=choose.integer(0, 1))
        for n in range(2, 7)
        for people in combinations([p.id for p in scenario.people if p.status != "sick"], n)
    ]
    counts = [
        _unknown(id="count", measure=measure.id, range=(low, high), shape="triangular")
        for reform in scenario.reforms
        for measure in reform.measures
        if any(isinstance(change, RecallSeconded) for change in measure.changes)
        for low, high in combinations(range(6), 2)
    ]
    for options in (pools, counts):
        made = [
            scenario.model_copy(update={"unknowns": (*scenario.unknowns, option)})
            for option in options
        ]
        sound = [option for option in made if is_sound(option)]
        if sound and not choose.chance(5):
            scenario = choose.one(sound[::-1])  # the largest first
    return scenario


def _unknown(**entry: object) -> Unknown:
    return Unknown.model_validate({"about": "不知道", "source": "report", **entry})
