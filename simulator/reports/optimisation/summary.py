"""The answer of an optimisation in plain sentences, the most important first."""

from collections.abc import Iterator, Mapping

from simulator.language import Language, Text, text
from simulator.metrics.registry import METRIC_OF
from simulator.metrics.transition import payback_months, transition_hours
from simulator.reports.optimisation.certainty import certainty_sentence
from simulator.reports.summary import from_to, overloaded_hubs
from simulator.search import MoveStep, Objective
from simulator.study import LayoutResult, OptimiseResult

FIRST_STEPS = 3  # moves that are named in the summary
LEAST_SHOWN = 0.05  # hours per month that are seen
COVERAGE_LOSS = 0.005  # share of coverage lost that calls for a warning


def optimisation_sentences(result: OptimiseResult, language: Language) -> tuple[str, ...]:
    """Return what was found, how sure it is, what it costs, and what limits it."""
    return tuple(sentence.render(language) for sentence in _sentences(result, language))


def gain_sentences(result: OptimiseResult, language: Language) -> Iterator[Text]:
    """Say what the optimised layout saves, and how sure it is that nothing saves more."""
    home, best = _result_of(result, result.home.id), _result_of(result, result.best.layout.id)
    yield from _gain(result, home, best, language)
    yield certainty_sentence(_name(best), result.best.proof)


def _sentences(result: OptimiseResult, language: Language) -> Iterator[Text]:
    if result.is_cancelled:
        yield text("按要求提前停止：以下是停止时找到的最好的，后面没有算完的部分不列。")
    home, best = _result_of(result, result.home.id), _result_of(result, result.best.layout.id)
    yield from gain_sentences(result, language)
    yield from _coverage(result, home, best, language)
    yield from _overload(result, best)
    yield from _emptied(result)
    yield from _price_of_change(result, home, best)
    yield from _first_steps(result)
    yield from _ties(result)
    yield from _freed(result, home, language)


def _gain(
    result: OptimiseResult, home: LayoutResult, best: LayoutResult, language: Language
) -> Iterator[Text]:
    """Say what the optimised layout saves beside the layout as written and the baseline."""
    if not result.moved:
        if result.freedom.most_moves == 0:
            yield text("--moves-at-most 0 不许划转职能，所以原样不动。")
            return
        if result.freedom.kept.issuperset(result.scenario.function):
            yield text("--keep 定住了全部职能，所以原样不动。")
            return
        yield text(
            "在所给限制下，没有找到比{home}更好的职能归属：原样不动就是找到的最好的。",
            home=_name(home),
        )
        return
    baseline = result.comparison.baseline
    metric = METRIC_OF["coordination_hours"]
    yield from_to(metric, best, home, language)
    if baseline is not home:
        yield from_to(metric, best, baseline, language)


def _coverage(
    result: OptimiseResult, home: LayoutResult, best: LayoutResult, language: Language
) -> Iterator[Text]:
    """Say what it does to staff coverage, and what to do where that suffers."""
    if not result.moved:
        return
    yield from_to(METRIC_OF["staff_coverage"], best, home, language)
    lost = home.findings.staffing.coverage - best.findings.staffing.coverage
    if lost >= COVERAGE_LOSS and result.aim.objective is Objective.COORDINATION:
        yield text(
            "省协调工时是以覆盖率为代价的。要两头兼顾，请用 --objective weights "
            "--weights coordination=1,uncovered=1,moved={moved:.2f}，或用 --pareto 看取舍。",
            moved=result.aim.weights.moved,
        )


def _overload(result: OptimiseResult, best: LayoutResult) -> Iterator[Text]:
    """Warn of hubs that have more work than hours, and of what leaves them room."""
    yield from overloaded_hubs(result.comparison)
    load = max(
        (best.findings.capacity.unit_load(hub) for hub in set(best.layout.hubs.values())), default=0
    )
    if load > 1 and result.freedom.load_at_most is None:
        yield text("限额只管职能工时；要给协调留出余地，可加 --load-at-most 0.8 之类的上限。")


def _emptied(result: OptimiseResult) -> Iterator[Text]:
    """Name the units that are left without functions: somebody must decide what becomes of them."""
    for outcome in result.outcomes:
        units = tuple(result.home.units[unit].name for unit in result.emptied(outcome.layout))
        if units:
            yield text(
                "“{layout}”把这些机构的职能全部划出：{units}。撤并还是另派职能，需要另定。",
                layout=outcome.layout.short,
                units=units,
            )


def _price_of_change(
    result: OptimiseResult, home: LayoutResult, best: LayoutResult
) -> Iterator[Text]:
    """Say what has to be moved and when that is saved again, from the layout as written."""
    if not result.moved:
        return
    hours = transition_hours(result.scenario, home.layout, best.layout)
    saved = home.findings.coordination.hours - best.findings.coordination.hours
    if saved < LEAST_SHOWN:
        yield text(
            "比{home}多划转 {n} 项职能，交接 {hours:,.0f} 小时；没有节省协调工时，谈不上回本。",
            home=_name(home),
            n=len(result.moved),
            hours=hours,
        )
        return
    months = payback_months(hours, saved)
    yield text(
        "比{home}多划转 {n} 项职能，交接 {hours:,.0f} 小时，按节省的协调工时计，回本：{months}。",
        home=_name(home),
        n=len(result.moved),
        hours=hours,
        months=_months(months),
    )


def _months(months: float | None) -> Text:
    if months is None:
        return text("不用交接工时")
    return text("{months:.1f} 个月", months=months)


def _first_steps(result: OptimiseResult) -> Iterator[Text]:
    """Name the moves that save most in their place, the largest saving first."""
    steps = result.steps.first
    gaining = [(n, step) for n, step in enumerate(steps, start=1) if step.gain >= LEAST_SHOWN]
    if len(steps) < 2 or not gaining:
        return
    first = sorted(gaining, key=lambda item: -item[1].gain)[:FIRST_STEPS]
    place = {step.function: n for n, step in enumerate(steps, start=1)}
    names = tuple(_named_step(result, n, step, place) for n, step in first)
    yield text("省得最多的（小时/月）：{names}。", names=names)


def _named_step(result: OptimiseResult, n: int, step: MoveStep, place: Mapping[str, int]) -> Text:
    """Name a move with its number and gain, and the earlier ones that its gain rests on."""
    named = text(
        "第 {n} 项“{function}”划入{unit}",
        n=n,
        function=result.scenario.function[step.function].name,
        unit=result.home.units[step.end].name,
    )
    if not step.needs or step.gain < step.alone + LEAST_SHOWN:
        return text("{named}（{gain:.1f}）", named=named, gain=step.gain)
    return text(
        "{named}（{gain:.1f}，须与第 {needs} 项一起做）",
        named=named,
        gain=step.gain,
        needs=tuple(str(place[f]) for f in step.needs),
    )


def _ties(result: OptimiseResult) -> Iterator[Text]:
    """Name the tie that costs most."""
    if not result.prices:
        if result.n_restrictions and result.freedom.most_moves != 0:
            yield text("没有算归属限制的代价：查找没有做完就停了，比不出放开能再省多少。")
        return
    dearest = result.prices[0]
    if dearest.gain < LEAST_SHOWN:
        if len(result.prices) == result.n_restrictions:
            yield text(
                "{n} 条归属限制逐条放开试过，没有找到放开哪一条能再省。", n=result.n_restrictions
            )
        return
    tie = dearest.restriction.tie
    name = tie.title if tie else result.scenario.function[dearest.restriction.functions[0]].name
    yield text(
        "{n} 条归属限制中代价最大的是“{name}”：放开它，目标值至少再降 {gain:,.1f} 小时/月。",
        n=result.n_restrictions,
        name=name,
        gain=dearest.gain,
    )


def _freed(result: OptimiseResult, home: LayoutResult, language: Language) -> Iterator[Text]:
    if result.free is None:
        return
    free = _result_of(result, result.free.layout.id)
    yield from_to(METRIC_OF["coordination_hours"], free, home, language)
    yield from_to(METRIC_OF["staff_coverage"], free, home, language)


def _result_of(result: OptimiseResult, layout: str) -> LayoutResult:
    return next(r for r in result.comparison.results if r.layout.id == layout)


def _name(r: LayoutResult) -> Text:
    return text("“{name}”", name=r.layout.short)
