"""From an error of pydantic to what an author should know: found, expected, what to do."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

from simulator.checks.nearest import nearest_names, suggestion
from simulator.errors import Problem
from simulator.files.found import found_text
from simulator.files.meaning import MEANING, UNIT, field_name
from simulator.files.node import MapNode, Mark, Node, Path, ScalarNode, descend
from simulator.files.problems import problem_at, shortened
from simulator.files.shape import Place, alternatives, choices, keys_of, place_at, tag_of
from simulator.language import Text, text
from simulator.model.assumption import ENTRY_OF
from simulator.model.change import Change

CHANGES = {tag_of(kind): kind for kind in alternatives(Change)}
_WIDE_DIGITS = re.compile("[０-９．－]")
_NUMBER_WITH_MORE = re.compile(r"\s*([-+]?[0-9][0-9,_]*(?:\.[0-9]+)?)\s*(\D*)")


class Fault(NamedTuple):
    """One error of pydantic, brought to its place in the tree.

    Attributes
    ----------
    kind
        Pydantic's name of the error.
    path
        Where it is; for a key that is missing, that key.
    limits
        What pydantic compared with, such as ``{"ge": 0}``; ``others`` are further missing keys.
    """

    kind: str
    path: Path
    limits: Mapping[str, Any]


class _Words(NamedTuple):
    rule: str
    found: Text
    expected: Text
    remedy: Text


def translated(fault: Fault, root: Node) -> Problem:
    """Return a fault as a problem with its place and words."""
    nodes = list(descend(root, fault.path))
    is_there = len(nodes) == len(fault.path) + 1
    node = nodes[-1]
    place = place_at(root, fault.path)
    describe = _DESCRIPTIONS.get(fault.kind, _unfitting)
    words = describe(fault, node, place)
    mark = node.mark
    if fault.kind == "extra_forbidden" and is_there:
        mark = _key_mark(nodes[-2], fault.path)
    elif fault.kind == "union_tag_invalid" and isinstance(node, MapNode):
        mark = node.values["do"].mark
    return problem_at(mark, *words, path=fault.path)


def _key_mark(record: Node, path: Path) -> Mark:
    key = path[-1]
    return (
        record.key_mark(key)
        if isinstance(record, MapNode) and isinstance(key, str)
        else record.mark
    )


# ── keys ─────────────────────────────────────────────────────────────────────────────────────


def _missing_key(fault: Fault, node: Node, place: Place) -> _Words:
    key = str(fault.path[-1])
    keys: tuple[str, ...] = (key, *fault.limits.get("others", ()))
    meaning = MEANING[field_name(place.record, place.field)]
    expected = text("{key}（{meaning}）", key=key, meaning=meaning)
    remedy = text("请补写 {keys}。", keys=keys)
    if len(keys) > 1:
        expected = text("必写的 {n} 个键", n=len(keys))
    elif options := choices(place.annotation):
        remedy = text("请补写 {key}，可写 {options}。", key=key, options=options)
    return _Words("missing_key", text("缺少 {keys}", keys=keys), expected, remedy)


def _unknown_key(fault: Fault, node: Node, place: Place) -> _Words:
    key = str(fault.path[-1])
    return _Words(
        "unknown_key",
        text("不认识的键 {key}", key=shortened(key)),
        text("本条可用的键"),
        suggestion(key, keys_of(place.record)),
    )


def _unknown_change(fault: Fault, node: Node, place: Place) -> _Words:
    written = node.values["do"] if isinstance(node, MapNode) else node
    name = written.written if isinstance(written, ScalarNode) else ""
    return _Words(
        "unknown_change",
        text("do 的值为{found}", found=found_text(written)),
        text("一种变动"),
        suggestion(name, tuple(CHANGES)),
    )


def _untold_change(fault: Fault, node: Node, place: Place) -> _Words:
    return _Words(
        "missing_key",
        text("没有写 do 的变动"),
        text("do（变动的种类）"),
        text("请补写 do，可写 {options}。", options=tuple(CHANGES)),
    )


# ── kinds of values ──────────────────────────────────────────────────────────────────────────


def _wants_text(fault: Fault, node: Node, place: Place) -> _Words:
    remedy = text("请写成一段文字；没有内容可以不写这个键。")
    if isinstance(node, ScalarNode) and node.value is not None:
        remedy = text('请加英文引号："{written}"。', written=shortened(node.written))
    return _Words("wants_text", found_text(node), text("文字"), remedy)


def _wants_number(fault: Fault, node: Node, place: Place) -> _Words:
    is_whole = fault.kind.startswith("int")
    unit = _unit(fault.path, place)
    expected = text("整数") if is_whole else text("数字")
    if unit is not None:
        expected = text("{kind}，单位 {unit}", kind=expected, unit=unit)
    return _Words("wants_number", found_text(node), expected, _number_remedy(node, is_whole))


def _number_remedy(node: Node, is_whole: bool) -> Text:
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        if is_whole and isinstance(node, ScalarNode) and isinstance(node.value, float):
            return text("请写不带小数的整数。")
        return text("请只写一个数字。")
    written = node.value.strip()
    if _WIDE_DIGITS.search(written):
        return text("请把全角数字改为半角。")
    with_more = _NUMBER_WITH_MORE.fullmatch(written)
    if with_more is None:
        return text("请只写一个数字。")
    number, more = with_more.group(1).replace(",", "").replace("_", ""), with_more.group(2).strip()
    if more in ("%", "％"):
        return text("百分数请写成小数，如 {share:g}。", share=float(number) / 100)
    return text("请只写 {number}，不加单位、引号或千分位。", number=number)


def _wants_finite(fault: Fault, node: Node, place: Place) -> _Words:
    return _Words(
        "wants_finite",
        found_text(node),
        text("有限的数字"),
        text("请写一个实际的数；不设上限时不写这个键。"),
    )


def _wants_truth(fault: Fault, node: Node, place: Place) -> _Words:
    return _Words(
        "wants_truth",
        found_text(node),
        text("true（是）或 false（否）"),
        text("请写 true 或 false，不加引号。"),
    )


def _wants_choice(fault: Fault, node: Node, place: Place) -> _Words:
    options = choices(place.annotation) or ("all",)
    written = node.written if isinstance(node, ScalarNode) else ""
    expected = (
        text("{options} 之一", options=options) if len(options) > 1 else text("{o}", o=options[0])
    )
    near = nearest_names(written, options)
    remedy = text("是不是要写 {names}？", names=near) if near else text("请改为所列的写法。")
    if place.field == "format":
        remedy = text("请写 schema: 1；更高的版本需要更新的软件。")
    elif isinstance(node, ScalarNode) and written in options:
        remedy = text("请去掉引号。")
    return _Words("wants_choice", found_text(node), expected, remedy)


def _wants_list(fault: Fault, node: Node, place: Place) -> _Words:
    words = _words_for_list(place)
    if words and isinstance(node, ScalarNode) and node.value is not None:
        return _wants_list_or_word(node, words)
    remedy = text("请写成 [甲, 乙]，或每项一行、以“- ”开头。")
    if isinstance(node, ScalarNode) and node.value is None:
        remedy = text("请补写内容，或删去这个键。")
    elif isinstance(node, ScalarNode) and re.search("[，、【]", node.written):
        remedy = text("请用英文方括号和英文逗号：[甲, 乙]。")
    elif isinstance(node, ScalarNode) and isinstance(node.value, str):
        remedy = text("只有一项也要写成列表：[{written}]。", written=shortened(node.written))
    return _Words("wants_list", found_text(node), text("列表"), remedy)


def _words_for_list(place: Place) -> tuple[str, ...]:
    """Return the words that may stand in the place of a list, such as all."""
    info = place.record.model_fields.get(place.field)
    if info is None:
        return ()
    return tuple(word for kind in alternatives(info.annotation) for word in choices(kind))


def _wants_list_or_word(node: ScalarNode, words: tuple[str, ...]) -> _Words:
    remedy = text("全部请写 {word}；只要几项请写成列表：[甲, 乙]。", word=words[0])
    if near := nearest_names(node.written, words):
        remedy = text("是不是要写 {names}？", names=near)
    elif isinstance(node.value, str):
        remedy = text(
            "全部请写 {word}；只有一项也要写成列表：[{written}]。",
            word=words[0],
            written=shortened(node.written),
        )
    return _Words("wants_list", found_text(node), text("列表或 {word}", word=words[0]), remedy)


def _wants_record(fault: Fault, node: Node, place: Place) -> _Words:
    remedy = text("请写成“键: 值”，几项写在一行时用 {{ }} 括起、以英文逗号分隔。")
    if isinstance(node, ScalarNode) and node.value is None:
        remedy = text("请补写内容，或删去这一处。")
    elif isinstance(node, ScalarNode) and "：" in node.written:
        remedy = text("请把全角冒号改为英文半角冒号加一个空格。")
    elif isinstance(node, ScalarNode) and re.search(r"\w:\w", node.written):
        remedy = text("请在冒号后加一个空格。")
    return _Words("wants_record", found_text(node), text("一组“键: 值”"), remedy)


# ── limits ───────────────────────────────────────────────────────────────────────────────────


def _out_of_range(fault: Fault, node: Node, place: Place) -> _Words:
    relation, bound = next(
        (_RELATIONS[key], fault.limits[key]) for key in _RELATIONS if key in fault.limits
    )
    expected = text("{relation} {bound:g}", relation=relation, bound=bound)
    unit = _unit(fault.path, place)
    if unit is not None:
        expected = text("{kind}，单位 {unit}", kind=expected, unit=unit)
    return _Words("out_of_range", found_text(node), expected, text("请改为范围内的数。"))


def _wrong_length(fault: Fault, node: Node, place: Place) -> _Words:
    least, most = fault.limits.get("min_length"), fault.limits.get("max_length")
    exact = _exact_length(place)
    if exact is not None:
        expected = text("恰好 {n} 项", n=exact)
    elif least is not None:
        expected = text("至少 {n} 项", n=least)
    else:
        expected = text("不超过 {n} 项", n=most)
    return _Words("wrong_length", found_text(node), expected, text("请补足或删去多余的项。"))


def _exact_length(place: Place) -> int | None:
    arguments = get_args(place.annotation)
    return None if not arguments or arguments[-1] is Ellipsis else len(arguments)


def _text_too_short(fault: Fault, node: Node, place: Place) -> _Words:
    return _Words(
        "empty_text", found_text(node), text("至少一个字"), text("请补写，或删去这个键。")
    )


def _text_too_long(fault: Fault, node: Node, place: Place) -> _Words:
    length = len(node.written) if isinstance(node, ScalarNode) else 0
    return _Words(
        "text_too_long",
        text("{length} 个字的“{written}”", length=length, written=_written(node)),
        text("不超过 {most} 个字", most=fault.limits["max_length"]),
        text("请缩短；要补充的话写在 note 里。"),
    )


def _bad_pattern(fault: Fault, node: Node, place: Place) -> _Words:
    if isinstance(node, ScalarNode) and not node.written.strip():
        return _Words(
            "blank_text",
            text("只有空白的文字"),
            text("至少一个看得见的字"),
            text("请补写，或删去这个键。"),
        )
    return _bad_id(node)


def _bad_id(node: Node) -> _Words:
    return _Words(
        "bad_id",
        found_text(node),
        text("代号：由字母、数字、汉字和 _ . - 组成，以字母、数字或汉字开头"),
        text("请去掉空格、引号和其他标点。"),
    )


def _unfitting(fault: Fault, node: Node, place: Place) -> _Words:
    return _Words(
        "unfitting_value",
        found_text(node),
        text("符合该键含义的值"),
        text("请对照参考页“情景文件”中该键的说明改写。"),
    )


def _written(node: Node) -> str:
    return shortened(node.written) if isinstance(node, ScalarNode) else ""


def _unit(path: Path, place: Place) -> Text | None:
    """Return the unit of measure of what stands at a path."""
    match path:
        case ("assumptions", str(key), *_) if key in ENTRY_OF:
            return ENTRY_OF[key].unit
    if not place.field:
        return None
    return UNIT.get(f"{place.record.__name__}.{place.field}")


_RELATIONS = {
    "ge": text("不小于"),
    "gt": text("大于"),
    "le": text("不大于"),
    "lt": text("小于"),
}

_DESCRIPTIONS: dict[str, Callable[[Fault, Node, Place], _Words]] = {
    "missing": _missing_key,
    "extra_forbidden": _unknown_key,
    "union_tag_invalid": _unknown_change,
    "union_tag_not_found": _untold_change,
    "string_type": _wants_text,
    "int_type": _wants_number,
    "int_from_float": _wants_number,
    "float_type": _wants_number,
    "finite_number": _wants_finite,
    "bool_type": _wants_truth,
    "literal_error": _wants_choice,
    "tuple_type": _wants_list,
    "model_type": _wants_record,
    "model_attributes_type": _wants_record,
    "dict_type": _wants_record,
    "greater_than_equal": _out_of_range,
    "greater_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "string_too_short": _text_too_short,
    "string_too_long": _text_too_long,
    "string_pattern_mismatch": _bad_pattern,
}
