"""An optimised layout as a reform: measures that lead to it from the layout as written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.language import Language, Text, text
from simulator.model.change import Change, MoveFunctions, MovePeople, SetHub
from simulator.model.layout import Layout
from simulator.model.reform import Measure, Reform
from simulator.model.scenario import Scenario

SOURCE = "assumption orgshift optimise"
MOST_NAMED = 3  # functions, people or tasks that the title of a measure names


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What an optimised layout is called.

    Attributes
    ----------
    ending
        Behind the id of the layout as written.
    name, short
        Full name and table heading.
    """

    ending: str
    name: Text
    short: Text


def reform_to(
    scenario: Scenario, home: Layout, best: Layout, naming: Naming, language: Language
) -> Reform:
    """Return the reform that leads from the layout as written to an optimised one.

    One measure for all functions that go from one unit to another, for all people who do, and for
    all joint tasks that get the same hub. Applied to ``home`` it gives exactly ``best``.
    """
    groups = [
        *_function_groups(scenario, home, best),
        *_people_groups(scenario, home, best),
        *_hub_groups(scenario, home, best),
    ]
    measures = tuple(
        Measure(
            id=f"m{n}",
            title=title.render(language),
            source=SOURCE,
            changes=(change,),
        )
        for n, (title, change) in enumerate(groups, start=1)
    )
    return Reform(
        id=free_id(f"{home.id}_{naming.ending}", scenario.layout_ids),
        name=_free_name(scenario, home.name, naming.name.render(language)),
        short=_free_name(scenario, home.short, naming.short.render(language)),
        source=SOURCE,
        **{"from": home.id},
        measures=measures,
    )


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that nothing has yet: the one wanted, else with a number behind it.

    Examples
    --------
    >>> free_id("proposed_best", ["current", "proposed_best"])
    'proposed_best_2'
    """
    known, n, name = set(taken), 2, wanted[:60]
    while name in known:
        name, n = f"{wanted[:60]}_{n}", n + 1
    return name


def _free_name(scenario: Scenario, start: str, wanted: str) -> str:
    """Return a name that no layout has yet: the one wanted, else with a number behind it.

    Where the layout it starts from has the same ending already, the ending does not pile up.
    """
    layouts = [scenario.layout(name) for name in scenario.layout_ids]
    known = {name for layout in layouts for name in (layout.name, layout.short)}
    ending = wanted.removeprefix(start)
    plain = re.sub(r" \d+$", "", start)
    root = plain if ending and plain.endswith(ending) else wanted
    name, n = root, 2
    while name in known:
        name, n = f"{root} {n}", n + 1
    return name


def _function_groups(
    scenario: Scenario, home: Layout, best: Layout
) -> Iterator[tuple[Text, Change]]:
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for f, holders in best.holders.items():
        if home.holders[f] != holders:
            groups.setdefault((home.unit_of(f), holders), []).append(f)
    for (start, holders), functions in groups.items():
        title = text(
            "{what}由{start}划入{end}",
            what=_what(tuple(scenario.function[f].name for f in functions), text("项职能")),
            start=home.units[start].name,
            end=tuple(best.units[unit].name for unit in holders),
        )
        yield (
            title,
            MoveFunctions(do="move_functions", functions=tuple(functions), to=holders),
        )


def _people_groups(scenario: Scenario, home: Layout, best: Layout) -> Iterator[tuple[Text, Change]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for p, unit in best.seats.items():
        if home.seats[p] != unit:
            groups.setdefault((home.seats[p], unit), []).append(p)
    for (start, end), people in groups.items():
        title = text(
            "{what}由{start}调到{end}",
            what=_what(tuple(scenario.person[p].name for p in people), text("人")),
            start=home.units[start].name,
            end=best.units[end].name,
        )
        yield title, MovePeople(do="move_people", people=tuple(people), to=end)


def _hub_groups(scenario: Scenario, home: Layout, best: Layout) -> Iterator[tuple[Text, Change]]:
    groups: dict[str | None, list[str]] = {}
    for task in scenario.joint_tasks:
        hub = best.hubs.get(task.id)
        if home.hubs.get(task.id) != hub:
            groups.setdefault(hub, []).append(task.id)
    for hub, tasks in groups.items():
        names = tuple(scenario.joint_task[t].name for t in tasks)
        what = _what(names, text("项联合任务"))
        if hub is None:
            title = text("{what}改为网状", what=what)
        else:
            title = text("{what}由{hub}统筹", what=what, hub=best.units[hub].name)
        yield title, SetHub(do="set_hub", tasks=tuple(tasks), hub=hub)


def _what(names: tuple[str, ...], counted: Text) -> Text:
    """Return the names, or of many the first few and how many there are."""
    if len(names) <= MOST_NAMED:
        return text("{names}", names=names)
    return text("{names}等 {n} {counted}", names=names[:MOST_NAMED], n=len(names), counted=counted)
