"""One file on top of another: what ``extends``, ``remove`` and ``--set`` do to a tree.

Order of priority: ``--set`` before the file before the file it extends. Mappings are merged key by
key; lists of entries with an id, and interactions by their pair of functions, are merged entry by
entry, new ones at the end; totals and silences of the sources are added; every other value is
replaced as a whole. A value keeps the place where it was written.
"""

from dataclasses import replace

from simulator.checks.nearest import suggestion
from simulator.errors import Problem
from simulator.files.names import entry_name, same_entry
from simulator.files.node import ListNode, MapNode, Node, Path, ScalarNode, child
from simulator.files.problems import problem_at, shortened
from simulator.language import Text, text

# Lists of entries that are told apart by name, by the keys that lead to them.
MERGED_LISTS = frozenset(
    (
        ("sources",),
        ("functions",),
        ("interactions",),
        ("joint_tasks",),
        ("journeys",),
        ("unknowns",),
        ("ties",),
        ("leaders",),
        ("people",),
        ("layouts",),
        ("layouts", "units"),
        ("reforms",),
        ("reforms", "measures"),
    )
)
ADDED_LISTS = frozenset((("stated",), ("silences",)))
# What ``remove`` calls the entries that have no id.
NAMING_KEYS = {"stated": "figure", "silences": "about"}
REMOVABLE = (
    "sources",
    "stated",
    "silences",
    "assumptions",
    "functions",
    "interactions",
    "joint_tasks",
    "journeys",
    "unknowns",
    "ties",
    "leaders",
    "people",
    "layouts",
    "reforms",
)


def merged(below: Node, above: Node, keys: tuple[str, ...] = ()) -> Node:
    """Return what holds when one value is written over another.

    ``keys`` lead to both from the top of the file, positions in lists left out.
    """
    match below, above:
        case MapNode(), MapNode():
            return _merged_maps(below, above, keys)
        case ListNode(), ListNode() if keys in MERGED_LISTS:
            return _merged_entries(below, above, keys)
        case ListNode(), ListNode() if keys in ADDED_LISTS:
            return ListNode(above.mark, (*below.items, *above.items))
    return above


def removed(base: MapNode, wanted: Node) -> tuple[MapNode, list[Problem]]:
    """Return a file without the entries that ``remove`` names, and what was wrong with that."""
    if not isinstance(wanted, MapNode):
        return base, [_bad_removal(wanted, ("remove",))]
    problems: list[Problem] = []
    values = dict(base.values)
    for section, names in wanted.values.items():
        path = ("remove", section)
        if section not in REMOVABLE:
            mark = wanted.key_mark(section)
            problems.append(
                problem_at(
                    mark,
                    "remove_unknown_section",
                    text("remove 不认识的一节 {section}", section=shortened(section)),
                    text("可以删去条目的一节"),
                    suggestion(section, REMOVABLE),
                    path=path,
                )
            )
        elif not isinstance(names, ListNode):
            problems.append(_bad_removal(names, path))
        else:
            kept, found = _without_entries(section, values.get(section), names)
            problems.extend(found)
            if kept is not None:
                values[section] = kept
    return replace(base, values=values), problems


def repeated(node: Node, keys: tuple[str, ...] = (), path: Path = ()) -> list[Problem]:
    """Return the entries of a file that say something about the same entry twice."""
    if not isinstance(node, MapNode):
        return []
    problems: list[Problem] = []
    for key, value in node.values.items():
        below = (*keys, key)
        if below not in MERGED_LISTS or not isinstance(value, ListNode):
            continue
        seen: dict[frozenset[str], Node] = {}
        for item in value.items:
            name = entry_name(item)
            if name is None:
                continue
            here = (*path, key, name)
            first = seen.setdefault(same_entry(name), item)
            if first is not item:
                problems.append(_repeated(item, first, name, here))
            problems.extend(repeated(item, below, here))
    return problems


def _repeated(item: Node, first: Node, name: str, path: Path) -> Problem:
    return problem_at(
        item.mark,
        "edited_twice",
        text("第二次写 {name}", name=shortened(name)),
        text("同一条目在一个文件里只写一次"),
        text("第 {line} 行已经写过，请合并为一处。", line=first.mark.line),
        path=path,
    )


def _merged_maps(below: MapNode, above: MapNode, keys: tuple[str, ...]) -> MapNode:
    values = dict(below.values)
    marks = dict(below.key_marks)
    for key, value in above.values.items():
        values[key] = merged(values[key], value, (*keys, key)) if key in values else value
        marks[key] = above.key_mark(key)
    return MapNode(above.mark, values, marks)


def _merged_entries(below: ListNode, above: ListNode, keys: tuple[str, ...]) -> ListNode:
    items = list(below.items)
    places = {same_entry(name): i for i, item in enumerate(items) if (name := entry_name(item))}
    for item in above.items:
        name = entry_name(item)
        place = None if name is None else places.get(same_entry(name))
        if place is None:
            items.append(item)
        else:
            items[place] = merged(items[place], item, keys)
    return ListNode(above.mark, tuple(items))


def _without_entries(
    key: str, section: Node | None, names: ListNode
) -> tuple[Node | None, list[Problem]]:
    wanted = {frozenset(_words(name)): (i, name) for i, name in enumerate(names.items)}
    here: dict[frozenset[str], str] = {}
    kept: Node | None = section
    if isinstance(section, ListNode):
        known = [(item, _removal_name(key, item)) for item in section.items]
        here = {_removal_words(key, name): name for _, name in known if name is not None}
        left = [
            item for item, name in known if name is None or _removal_words(key, name) not in wanted
        ]
        kept = ListNode(section.mark, tuple(left))
    elif isinstance(section, MapNode):
        here = {frozenset((name,)): name for name in section.values}
        left_values = {k: v for k, v in section.values.items() if frozenset((k,)) not in wanted}
        kept = replace(section, values=left_values)
    path = ("remove", key)
    problems = [
        _unknown_removal(name, " + ".join(sorted(words)), tuple(here.values()), (*path, i))
        for words, (i, name) in wanted.items()
        if words not in here
    ]
    return kept, problems


def _removal_name(section: str, entry: Node) -> str | None:
    """Return what ``remove`` calls an entry."""
    if section not in NAMING_KEYS:
        return entry_name(entry)
    written = child(entry, NAMING_KEYS[section])
    return written.written if isinstance(written, ScalarNode) else None


def _removal_words(section: str, name: str) -> frozenset[str]:
    return frozenset((name,)) if section in NAMING_KEYS else same_entry(name)


def _words(name: Node) -> list[str]:
    """Return the id, or the two of an interaction, that an entry of ``remove`` names."""
    if isinstance(name, ListNode):
        return [item.written for item in name.items if isinstance(item, ScalarNode)]
    return [name.written] if isinstance(name, ScalarNode) else []


def _unknown_removal(name: Node, shown: str, known: tuple[str, ...], path: Path) -> Problem:
    return problem_at(
        name.mark,
        "remove_unknown_entry",
        text("要删去的条目 {name} 不存在", name=shortened(shown)) if shown else _no_name(),
        text("被沿用的文件中有的条目"),
        suggestion(shown, known) if known else text("那里这一节没有条目，请删去这一项。"),
        path=path,
    )


def _no_name() -> Text:
    return text("不是代号的内容")


def _bad_removal(node: Node, path: Path) -> Problem:
    return problem_at(
        node.mark,
        "remove_not_a_list",
        text("写法不对的 remove"),
        text("按节列出的代号"),
        text("请写成 remove: {{functions: [F001], interactions: [[F001, F002]]}}。"),
        path=path,
    )
