"""Rules on people: whether they are where their work and their posts are."""

from collections.abc import Iterator

from simulator.checks.facts import Facts
from simulator.checks.roster import Roster, is_qualified
from simulator.checks.rule import Finding, rule
from simulator.checks.wording import label, shortened
from simulator.errors import Severity
from simulator.language import Text, text
from simulator.model.person import Person
from simulator.model.unit import Unit
from simulator.model.work import Function
from simulator.quantities import SHARE

MOST_SECONDED = 0.25  # above it a quarter of the establishment works for somebody else


@rule(
    Severity.WARNING,
    text("有核定编制的机构有人"),
    text("核对 seats 与编制数；空编属实的不必改。"),
)
def posts_without_people(facts: Facts) -> Iterator[Finding]:
    """Find units with posts where nobody sits."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            if unit.posts.total and not roster.seated[unit.id]:
                yield Finding(
                    path,
                    text(
                        "{unit} 编制 {posts} 名，实有 0 人",
                        unit=label(unit),
                        posts=unit.posts.total,
                    ),
                    text("有编制的机构至少 1 人"),
                )


@rule(
    Severity.WARNING,
    text("各机构实有在编人数不超过核定编制（分行政、事业）"),
    text("核对人员的 unit、seats、post 与机构的 posts；超编属实的不必改。"),
)
def more_people_than_posts(facts: Facts) -> Iterator[Finding]:
    """Find units with more people on posts of a kind than posts."""
    for roster in facts.rosters:
        if not any(unit.posts.total for _, unit in roster.units()):
            continue  # the file does not deal with posts at all
        for path, unit in roster.units():
            seated = roster.seated[unit.id]
            yield from _over(path, unit, seated, text("行政"), "administrative")
            yield from _over(path, unit, seated, text("事业"), "institution")


def _over(
    path: tuple[str | int, ...], unit: Unit, seated: tuple[Person, ...], kind: Text, post: str
) -> Iterator[Finding]:
    filled = sum(person.post == post for person in seated)
    authorised = getattr(unit.posts, post)
    if filled > authorised:
        yield Finding(
            (*path, "posts"),
            text("{unit} {kind}编制实有 {filled} 人", unit=label(unit), kind=kind, filled=filled),
            text("不超过核定的 {authorised} 名", authorised=authorised),
        )


@rule(
    Severity.WARNING,
    text("在编人员写明占行政编制还是事业编制（post）"),
    text("补写 post: administrative 或 institution，否则不计入编制使用数。"),
)
def establishment_without_post(facts: Facts) -> Iterator[Finding]:
    """Find people on the establishment of whom nobody says which post they fill."""
    for i, person in enumerate(facts.scenario.people):
        if person.kind == "establishment" and person.post is None:
            yield Finding(
                ("people", i),
                text("在编人员 {person} 没有 post", person=person.id),
                text("post: administrative 或 institution"),
            )


@rule(
    Severity.WARNING,
    text("抽借调人员不超过在册人数的四分之一"),
    text("这么多人在外会使人员覆盖率明显偏低；请核对 status 与 statuses。"),
)
def many_seconded(facts: Facts) -> Iterator[Finding]:
    """Find layouts in which more than a quarter of those listed are seconded away."""
    for roster in facts.rosters:
        listed = [person.id for person in facts.scenario.people if person.kind != "programme"]
        away = sum(roster.layout.statuses[person] == "seconded" for person in listed)
        if listed and away / len(listed) > MOST_SECONDED:
            yield Finding(
                ("layouts", roster.position),
                text(
                    "在册 {listed} 人中抽借调 {away} 人，占 {share}",
                    listed=len(listed),
                    away=away,
                    share=SHARE.show(away / len(listed)),
                ),
                text("不超过 {most}", most=SHARE.show(MOST_SECONDED)),
            )


@rule(
    Severity.WARNING,
    text("承担职能的机构有人在岗（派驻机构另有规则）"),
    text("核对 status、seats 与 holds；缺人属实的不必改，可用 lendings 写明借用的人。"),
)
def unit_without_staff(facts: Facts) -> Iterator[Finding]:
    """Find units of the town's own that hold functions and have nobody at post."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            held = roster.held[unit.id]
            if unit.kind != "dispatched" and held and not roster.at_post[unit.id]:
                yield Finding(
                    path,
                    text(
                        "{unit} 承担 {functions}，在岗 0 人",
                        unit=label(unit),
                        functions=shortened([f.id for f in held]),
                    ),
                    text("承担职能的机构至少 1 人在岗"),
                )


@rule(
    Severity.WARNING,
    text("法定承担机构自己有人能做名下的职能"),
    text("请核实实际承担人员；可用 lendings 写明借用的人，或用 holds 写明实际承担机构。"),
)
def owner_cannot_do(facts: Facts) -> Iterator[Finding]:
    """Find units with staff at post of whom nobody can do some function the unit owns."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            own = roster.at_post[unit.id]
            undone = [
                f
                for f in roster.held[unit.id]
                if own and f.owner == unit.id and not _anybody(own, f)
            ]
            if undone:
                yield Finding(path, _owner_and_doer(roster, unit, undone), text("本机构有人能做"))


def _owner_and_doer(roster: Roster, unit: Unit, undone: list[Function]) -> Text:
    functions = shortened([f.id for f in undone])
    doers = [p.id for p in roster.lent[unit.id] if any(is_qualified(p, f) for f in undone)]
    if not doers:
        return text("{unit} 在岗人员都不会做 {functions}", unit=label(unit), functions=functions)
    return text(
        "{unit} 在岗人员都不会做 {functions}，由借用的 {doers} 承担",
        unit=label(unit),
        functions=functions,
        doers=shortened(doers),
    )


@rule(
    Severity.WARNING,
    text("在岗人员在所坐机构（或支援的机构）有能做的职能"),
    text("核对这些人的 skills、seats 与 lendings；专做其他任务的不必改。"),
)
def person_without_work(facts: Facts) -> Iterator[Finding]:
    """Find people at post who can do nothing of what is done where they may work."""
    for roster in facts.rosters:
        lent = {person for person, _ in roster.layout.lendings}
        for path, unit in roster.units():
            idle = [
                person.id
                for person in roster.at_post[unit.id]
                if not any(is_qualified(person, f) for f in roster.held[unit.id])
                and not (person.id in lent and _works_elsewhere(roster, person))
            ]
            if idle:
                yield Finding(
                    path,
                    text(
                        "{unit} 的 {people} 没有能做的职能",
                        unit=label(unit),
                        people=shortened(idle),
                    ),
                    text("每个在岗人员至少能做一项职能"),
                )


def _works_elsewhere(roster: Roster, person: Person) -> bool:
    units = [unit for p, unit in roster.layout.lendings if p == person.id]
    return any(is_qualified(person, f) for unit in units for f in roster.held[unit])


@rule(
    Severity.WARNING,
    text("支援其他机构的人在岗，且支援的不是自己的机构"),
    text("删去这条 lendings，或改正人员、机构。"),
)
def lending_without_effect(facts: Facts) -> Iterator[Finding]:
    """Find allowances that bring nobody anywhere."""
    for i, (entry, roster) in enumerate(zip(facts.scenario.layouts, facts.rosters, strict=True)):
        for j, lending in enumerate(entry.lendings):
            if not roster.layout.is_at_post(lending.person):
                found = text("{person} 不在岗", person=lending.person)
            elif roster.layout.seats[lending.person] == lending.to:
                found = text("{person} 本来就坐在 {unit}", person=lending.person, unit=lending.to)
            else:
                continue
            yield Finding(("layouts", i, "lendings", j), found, text("在岗的、其他机构的人员"))


@rule(
    Severity.WARNING,
    text("只有派驻机构写 managed"),
    text("删去 managed，或把 kind 改为 dispatched。"),
)
def managed_without_dispatch(facts: Facts) -> Iterator[Finding]:
    """Find units of the town's own whose attendance is said to be managed by the town."""
    for roster in facts.rosters:
        for path, unit in roster.units():
            if unit.managed and unit.kind != "dispatched":
                yield Finding(
                    (*path, "managed"),
                    text("{unit} 的 kind 为 {kind}", unit=label(unit), kind=unit.kind),
                    text("kind 为 dispatched 的机构"),
                )


def _anybody(people: tuple[Person, ...], function: Function) -> bool:
    return any(is_qualified(person, function) for person in people)
