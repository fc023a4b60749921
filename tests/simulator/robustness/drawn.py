"""Random organisations in which nothing is known for sure, for the tests of draws."""

from simulator.model.assumption import ENTRY_OF
from simulator.model.scenario import Scenario
from simulator.model.unknown import Unknown
from simulator.robustness.draws import Sampler, draws_at, space_of, spread_points
from tests.strategies import make_scenario, seeded

WIDE = (0.5, 2.0)


def uncertain(seed: int, *, limited: bool = True) -> Scenario:
    """Return a random organisation whose figures have ranges, and whose absences are unknown.

    Parameters
    ----------
    limited
        Whether people take only so many functions.
    """
    scenario = make_scenario(seeded(seed))
    assumptions = {
        key: given.model_copy(update={"range": _around(key, given.value), "shape": "uniform"})
        for key, given in scenario.assumptions.items()
        if limited or key != "functions_per_person"
    }
    if not limited:
        no_limit = next(iter(scenario.assumptions.values()), None)
        assert no_limit is not None, "the organisation states no assumption at all"
        plenty = {"value": 1e6, "range": None, "shape": "fixed"}
        assumptions["functions_per_person"] = no_limit.model_copy(update=plenty)
    spread = {"spread": WIDE}
    return scenario.model_copy(
        update={
            "assumptions": assumptions,
            "functions": tuple(f.model_copy(update=spread) for f in scenario.functions),
            "interactions": tuple(i.model_copy(update=spread) for i in scenario.interactions),
            "joint_tasks": tuple(t.model_copy(update=spread) for t in scenario.joint_tasks),
            "journeys": tuple(j.model_copy(update=spread) for j in scenario.journeys),
            "unknowns": _unknowns(scenario),
        }
    )


def drawn(scenario: Scenario, n: int, seed: int = 0, sampler: Sampler = Sampler.LHS):
    """Return draws of a scenario."""
    space = space_of(scenario)
    return draws_at(space, spread_points(n, space.n_dimensions, sampler, seed))


def _around(key: str, value: float) -> tuple[float, float]:
    entry = ENTRY_OF[key]
    return max(entry.least, 0.8 * value), min(entry.most, 1.25 * value)


def _unknowns(scenario: Scenario) -> tuple[Unknown, ...]:
    """Return the unknown of who is away, where some are and some are not."""
    pool = [p.id for p in scenario.people if p.status != "sick"]
    statuses = {p.status for p in scenario.people if p.id in pool}
    if len(statuses) < 2:
        return ()
    about = {"id": "away", "about": "谁在外", "source": "report"}
    return (Unknown.model_validate({**about, "people": pool, "at_post_at_least": 0}),)
