"""Names that users ask by: which layout is meant, and what to say of an unknown name."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from simulator.errors import QuestionError
from simulator.language import text
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario

MOST_LISTED = 60  # names that a message lists; with more, only the nearest are named


def find_case(scenarios: Sequence[Scenario], name: str, option: str) -> tuple[Scenario, Layout]:
    """Return the scenario that has a layout of this name, and the layout.

    A name such as ``2:proposed`` is that of the second scenario. The names
    that tables show are understood too.

    Raises
    ------
    QuestionError
        No layout has this name.
    """
    number, colon, layout_id = name.partition(":")
    if colon and number.isdigit() and 1 <= int(number) <= len(scenarios):
        scenario = scenarios[int(number) - 1]
        if layout_id in scenario.layout_ids:
            return scenario, scenario.layout(layout_id)
    for scenario in scenarios:
        if name in scenario.layout_ids:
            return scenario, scenario.layout(name)
    for scenario in scenarios:
        for layout_id in scenario.layout_ids:
            layout = scenario.layout(layout_id)
            if name in (layout.short, layout.name):
                return scenario, layout
    known = [layout_id for scenario in scenarios for layout_id in scenario.layout_ids]
    problem = unknown_name(option, name, known)
    raise problem


def unknown_name(
    where: str, name: str, known: Sequence[str] | Mapping[str, object]
) -> QuestionError:
    """Return the error for a name that nothing has, with the nearest ones or all there are."""
    near = get_close_matches(name, list(known), n=3)
    hint = text("是否想写 {near}？", near=tuple(near)) if near else text("请核对名称。")
    if len(known) > MOST_LISTED:
        return QuestionError(
            text(
                "{where}：发现 {name}，没有这个代号或名称。{hint}",
                where=where,
                name=name,
                hint=hint,
            )
        )
    return QuestionError(
        text(
            "{where}：发现 {name}，应为以下之一：{known}。{hint}",
            where=where,
            name=name,
            known=tuple(dict.fromkeys(known)),
            hint=hint,
        )
    )


def one_of(option: str, given: str, known: Sequence[str]) -> str:
    """Return a word if it is one of those known.

    Raises
    ------
    QuestionError
        It is another word.
    """
    if given not in known:
        problem = unknown_name(option, given, known)
        raise problem
    return given


def list_of_names(argument: str, given: Sequence[str]) -> tuple[str, ...]:
    """Refuse one word where a list of words is meant; it would be read letter by letter.

    Raises
    ------
    QuestionError
        One word was given.
    """
    if isinstance(given, str):
        problem = QuestionError(
            text(
                '{argument}：发现 "{given}"，应为 名称的列表，如 ["{given}"]。',
                argument=argument,
                given=given,
            )
        )
        raise problem
    return tuple(given)
