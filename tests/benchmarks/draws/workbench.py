"""The same model in EMA Workbench, and its PRIM beside our own; run with the peers' interpreter.

As an analyst would do it: the model is a Python function of the assumptions and the number of
people recalled, all else at its base. EMA draws, calls the function once a draw and collects.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from simulator.model.uncertain import Uncertain
from simulator.robustness import Draws, base_draws, drivers_of
from simulator.robustness.discovery import Box, find_box
from simulator.study.stress_question import STRESSED
from tests.benchmarks.draws.process import in_turn, said
from tests.benchmarks.draws.town import Floats, Town, as_asked, furthest, town

HUB_LOAD = STRESSED.index("hub_utilisation")

LEAST_DENSITY = 0.1
"""EMA throws away a box below it; this one is so low that none is."""

Values = Mapping[str, Sequence[float] | Floats]


def main(n: int, repeats: int, looped: int, experiments: int) -> dict[str, object]:
    """Measure experiments and PRIM; what is compared with each other takes turns."""
    asked = town(n)
    return {
        "experiments": _experiments(_Study(asked), repeats, looped, experiments),
        "discovery": _discovery(asked, repeats),
    }


@dataclass(frozen=True)
class _Study:
    """The town as EMA sees it."""

    asked: Town

    @cached_property
    def assumptions(self) -> list[Uncertain]:
        """Those that vary."""
        figures = self.asked.space.figures
        return [f for f in figures if f.kind == "assumptions" and not f.is_fixed]

    @cached_property
    def outcomes(self) -> list[str]:
        """Names of metrics of layouts, in the order of the values."""
        return [f"{name}_{key}" for key in STRESSED for name in self.asked.names]

    @cached_property
    def ways(self) -> dict[str, Callable[..., dict[str, float]]]:
        """Functions that EMA is given: nothing to do, the ordinary way, one draw by arrays."""
        scorer = self.asked.scorer()
        empty = dict.fromkeys(self.outcomes, 0.0)

        def nothing(**values: float) -> dict[str, float]:
            return empty

        def ordinary(**values: float) -> dict[str, float]:
            return self._named(self.asked.one_by_one(as_asked, self._draw(values), [0]))

        def arrays(**values: float) -> dict[str, float]:
            return self._named(scorer.score(self._draw(values)).values)

        return {"nothing": nothing, "ordinary": ordinary, "arrays": arrays}

    def draws(self, values: Values) -> Draws:
        """Return draws with some values, all else at its base."""
        space = self.asked.space
        base = base_draws(space, len(next(iter(values.values()))))
        drawn = base.values.copy()
        for column, figure in enumerate(space.figures):
            if figure.key in values:
                drawn[:, column] = values[figure.key]
        counts = {measure: np.array(values[measure], dtype=np.float64) for measure in base.counts}
        return replace(base, values=drawn, counts=counts)

    def perform(self, way: str, number: int) -> tuple[Draws, Floats]:
        """Let EMA draw and call a function so often; return its draws and what came out."""
        from ema_workbench import SequentialEvaluator

        model = self._model(way)
        with SequentialEvaluator(model) as evaluator:
            table, outcomes = evaluator.perform_experiments(scenarios=number)
        drawn = {p.name: table[p.name].to_numpy(dtype=np.float64) for p in model.uncertainties}
        values = np.array([outcomes[name] for name in self.outcomes], dtype=np.float64)
        shape = (len(STRESSED), len(self.asked.names), number)
        return self.draws(drawn), values.reshape(shape)

    def _model(self, way: str) -> Any:
        from ema_workbench import IntegerParameter, Model, RealParameter, ScalarOutcome

        model = Model("town", function=self.ways[way])
        counts = self.asked.space.counts
        model.uncertainties = [
            *(RealParameter(f.key, f.low, f.high) for f in self.assumptions),
            *(IntegerParameter(key, int(f.low), int(f.high)) for key, f in counts.items()),
        ]
        model.outcomes = [ScalarOutcome(name) for name in self.outcomes]
        return model

    def _draw(self, values: Mapping[str, float]) -> Draws:
        return self.draws({key: [value] for key, value in values.items()})

    def _named(self, values: Floats) -> dict[str, float]:
        return dict(zip(self.outcomes, values.ravel().tolist(), strict=True))


def _experiments(study: _Study, repeats: int, looped: int, experiments: int) -> dict[str, object]:
    """Measure EMA with each function, and our scorer on as many draws as EMA makes with none."""
    n = len(study.asked.draws)
    scorer = study.asked.scorer()
    draws, _ = study.perform("nothing", n)
    scorer.score(draws)  # these first runs are not measured
    numbers = {"nothing": n, "ordinary": looped, "arrays": experiments}
    apart = {}
    for way in ("ordinary", "arrays"):
        drawn, values = study.perform(way, numbers[way])
        apart[way] = furthest(scorer.score(drawn).values, values)
    works: dict[str, Callable[[], object]] = {
        "ours": partial(scorer.score, draws),
        **{way: partial(study.perform, way, number) for way, number in numbers.items()},
    }
    return {
        "seconds": in_turn(works, repeats),
        "apart": apart,
        "assumptions": len(study.assumptions),
    }


def _discovery(asked: Town, repeats: int) -> dict[str, object]:
    """Describe in which draws the hub of the first reform has more work than hours."""
    import pandas as pd
    from ema_workbench.analysis.prim import Prim

    scored = asked.scorer().score(asked.draws, names=asked.names[:2])
    is_case = scored.values[HUB_LOAD, 1] > 1
    drivers = drivers_of(asked.draws)
    inputs = np.array([driver.values for driver in drivers]).T
    frame = pd.DataFrame({driver.key: driver.values for driver in drivers})

    def ours() -> Box | None:
        return find_box(inputs, is_case)

    def ema(columns: slice | list[int] = slice(None)) -> Any:
        found = Prim(frame.iloc[:, columns], is_case, threshold=LEAST_DENSITY).find_box()
        path = found.peeling_trajectory
        path["separation"] = path.coverage - (path.n - path.k) / (~is_case).sum()
        return path

    box, path = ours(), ema()  # these first runs are not measured
    same = None if box is None else _best(ema([each.input for each in box.restrictions]))
    return {
        "seconds": in_turn({"ours": ours, "ema": ema}, repeats),
        "layout": asked.space.scenario.layout(asked.names[1]).name,
        "inputs": inputs.shape[1],
        "cases": int(is_case.sum()),
        "boxes": {
            "ours": None if box is None else _own(box),
            "ema": _best(path),
            "ema_two": _best(path[path.res_dim <= 2]),
            "ema_same": same,
        },
    }


def _own(box: Box) -> list[float]:
    return [len(box.restrictions), box.coverage, box.density, box.separation]


def _best(path: Any) -> list[float]:
    """Return the box that separates best of those on a way."""
    best = path.loc[path.separation.idxmax()]
    return [int(best.res_dim), float(best.coverage), float(best.density), float(best.separation)]


if __name__ == "__main__":
    said(main)
