"""One draw written out as a scenario, so that it can be scored and checked like any other."""

from collections.abc import Mapping

from simulator.model.assumption import CATALOGUE, Assumption
from simulator.model.change import Change, RecallSeconded
from simulator.model.figure import Figure
from simulator.model.record import ASSUMPTION, Record
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario
from simulator.model.uncertain import Uncertain, pair_name
from simulator.robustness.draws import Draws

_Update = Mapping[str, object]


def drawn_scenario(draws: Draws, row: int) -> Scenario:
    """Return the scenario as one draw has it: figures, who is away, and how many come back.

    Figures keep the ranges they had: a spread, which is relative, would move with the value.
    """
    scenario = draws.space.scenario
    value = {
        figure.key: _drawn(figure, float(drawn))
        for figure, drawn in zip(draws.space.figures, draws.values[row], strict=True)
    }
    return with_people_and_counts(draws, row).model_copy(
        update={
            "assumptions": _assumptions(scenario, value),
            "functions": tuple(
                _with(f, f"functions.{f.id}", ("volume", "minutes"), value)
                for f in scenario.functions
            ),
            "interactions": tuple(
                _with(i, f"interactions.{pair_name(i)}", ("contacts",), value)
                for i in scenario.interactions
            ),
            "joint_tasks": tuple(
                _with(t, f"joint_tasks.{t.id}", ("cycles", "link_hours", "drop_probability"), value)
                for t in scenario.joint_tasks
            ),
            "journeys": tuple(
                _with(j, f"journeys.{j.id}", ("cases",), value) for j in scenario.journeys
            ),
        }
    )


def with_people_and_counts(draws: Draws, row: int) -> Scenario:
    """Return the scenario with only who is away and how many come back as one draw has it."""
    scenario = draws.space.scenario
    status = {
        p: "seconded" if is_away else "at_post"
        for pool, away in zip(draws.space.pools, draws.away, strict=True)
        for p, is_away in zip(pool.people or (), away[row], strict=True)
    }
    counts = {measure: int(drawn[row]) for measure, drawn in draws.counts.items()}
    return scenario.model_copy(
        update={
            "people": tuple(
                p.model_copy(update={"status": status.get(p.id, p.status)}) for p in scenario.people
            ),
            "reforms": tuple(_with_counts(reform, counts) for reform in scenario.reforms),
        }
    )


def counted(change: Change, measure: str, counts: Mapping[str, int]) -> Change:
    """Return a change with the count drawn for its measure, if there is one."""
    if isinstance(change, RecallSeconded) and change.count is not None and measure in counts:
        return change.model_copy(update={"count": counts[measure]})
    return change


def _with_counts(reform: Reform, counts: Mapping[str, int]) -> Reform:
    if not any(measure.id in counts for measure in reform.measures):
        return reform
    measures = tuple(_measure_with_counts(measure, counts) for measure in reform.measures)
    return reform.model_copy(update={"measures": measures})


def _measure_with_counts(measure: Measure, counts: Mapping[str, int]) -> Measure:
    changes = tuple(counted(change, measure.id, counts) for change in measure.changes)
    return measure.model_copy(update={"changes": changes})


def _drawn(figure: Uncertain, value: float) -> _Update:
    """Return what is written of a figure."""
    if figure.is_fixed or figure.choices:
        return {"value": value}
    return {"value": value, "range": (figure.low, figure.high)}


def _assumptions(scenario: Scenario, value: Mapping[str, _Update]) -> dict[str, Assumption]:
    stated = {
        entry.key: scenario.assumptions.get(entry.key)
        or Assumption(value=entry.default, range=entry.default_range, source=ASSUMPTION)
        for entry in CATALOGUE
    }
    return {key: given.model_copy(update=value[key]) for key, given in stated.items()}


def _with(
    entry: Record, prefix: str, keys: tuple[str, ...], value: Mapping[str, _Update]
) -> Record:
    """Return an entry with the values drawn for its figures."""
    drawn = {}
    for key in keys:
        figure: Figure = getattr(entry, key)
        drawn[key] = figure.model_copy(update=value[f"{prefix}.{key}"])
    return entry.model_copy(update=drawn)
