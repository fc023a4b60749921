"""The way from one layout to another as changes: how a reform is undone, or a layout written."""

from collections.abc import Iterator

from simulator.model import change as c
from simulator.model.layout import Layout
from simulator.model.unit import Unit


def changes_between(before: Layout, after: Layout) -> tuple[c.Change, ...]:
    """Return changes that turn one layout of an organisation into another.

    ``apply_changes(scenario, before, changes_between(before, after)) == after``
    for any two layouts of the same functions, people and joint tasks, where
    people are at post, seconded, or equally sick in both; how units ended
    (``Layout.ended``) is only restored where they exist again.
    """
    return (
        *_units_opened(before, after),
        *_units_altered(before, after),
        *_placements(before, after),
        *_coordination(before, after),
        *_status_changes(before, after),
        *_lendings(before, after),
        *_units_closed(before, after),
    )


def _units_opened(before: Layout, after: Layout) -> Iterator[c.Change]:
    for unit_id, unit in after.units.items():
        if unit_id not in before.units:
            yield c.OpenUnit(do="open_unit", unit=unit)


def _units_altered(before: Layout, after: Layout) -> Iterator[c.Change]:
    for unit_id, old in before.units.items():
        if unit_id in after.units:
            yield from _unit_changes(old, after.units[unit_id])


def _unit_changes(old: Unit, new: Unit) -> Iterator[c.Change]:
    only = (new.id,)
    now = (old.name, old.kind)
    if old.managed != new.managed:
        if old.kind != "dispatched":  # only of these can management be altered
            now = (new.name, "dispatched")
            yield c.RenameUnit(do="rename_unit", unit=new.id, name=new.name, kind="dispatched")
        yield c.ManageDispatched(do="manage_dispatched", units=only, managed=new.managed)
    if now != (new.name, new.kind):
        yield c.RenameUnit(do="rename_unit", unit=new.id, name=new.name, kind=new.kind)
    if old.place != new.place:
        yield c.CoLocate(do="co_locate", units=only, place=new.place)
    if old.leader != new.leader:
        yield c.SetLeader(do="set_leader", units=only, leader=new.leader)
    if old.posts != new.posts:
        yield c.SetPosts(do="set_posts", unit=new.id, **new.posts.model_dump())


def _placements(before: Layout, after: Layout) -> Iterator[c.Change]:
    for f, units in after.holders.items():
        if before.holders[f] != units:
            yield c.MoveFunctions(do="move_functions", functions=(f,), to=units)
    for p, unit in after.seats.items():
        if before.seats[p] != unit:
            yield c.MovePeople(do="move_people", people=(p,), to=unit)


def _coordination(before: Layout, after: Layout) -> Iterator[c.Change]:
    for task in sorted({*before.hubs, *after.hubs}):
        if before.hubs.get(task) != after.hubs.get(task):
            yield c.SetHub(do="set_hub", tasks=(task,), hub=after.hubs.get(task))
    for task in sorted(before.closed_loop ^ after.closed_loop):
        yield c.ClosedLoop(do="closed_loop", tasks=(task,), on=task in after.closed_loop)


def _status_changes(before: Layout, after: Layout) -> Iterator[c.Change]:
    for p, status in after.statuses.items():
        if before.statuses[p] == status:
            continue
        if status == "at_post":
            yield c.RecallSeconded(do="recall_seconded", people=(p,))
        elif status == "seconded":
            yield c.SecondOut(do="second_out", people=(p,))


def _lendings(before: Layout, after: Layout) -> Iterator[c.Change]:
    for pair in sorted({*before.lendings, *after.lendings}):
        hours = after.lendings.get(pair, 0.0)
        if before.lendings.get(pair, 0.0) != hours:
            yield c.SetLending(do="set_lending", person=pair[0], to=pair[1], hours=hours)


def _units_closed(before: Layout, after: Layout) -> Iterator[c.Change]:
    """Close what is left over; it is empty by now, so that any heir will do."""
    for unit_id in before.units:
        if unit_id not in after.units:
            heir = after.ended.get(unit_id, (next(iter(after.units)), "closed"))[0]
            yield c.CloseUnit(do="close_unit", unit=unit_id, heir=heir)
