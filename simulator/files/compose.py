"""From text to a tree of values with places, in one pass over the events of the YAML parser.

The parsers of ruamel.yaml are used, its resolver and constructors are not: they would turn dates
into objects, keep the places of keys only, and take longer than the parsing itself. Nothing is
built that a file has no use for, so tags, merge keys and several documents are refused by name.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from simulator.errors import Problem
from simulator.files.draft import Draft
from simulator.files.node import ListNode, MapNode, Mark, Node, ScalarNode
from simulator.files.problems import problem_at, refuse, shortened
from simulator.files.punctuation import WIDE_SPACES, Stray, stray_punctuation, strays_on
from simulator.files.scalars import scalar_value
from simulator.language import Text, text

MOST_LEVELS = 60
MOST_NODES = 500_000  # with every alias written out
MOST_ALIASES = 1_000

# YAML joins the lines of a text with a space, which Chinese does without.
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
_FOLD = re.compile(f"(?<={_CHINESE}) (?={_CHINESE})")
_LATIN_KEY = re.compile(r"[A-Za-z_][\w.\-]*\s*:")
_WIDE_COLON_KEY = re.compile(r"[A-Za-z_][\w.\-]*\s*：")
# Control characters, half surrogates, and what shows as nothing or reverses what follows.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


class Position(Protocol):
    """A place in the text, counted from 0."""

    line: int
    column: int
    index: int


class Event(Protocol):
    """What the parser reports; which of these an event has depends on its class."""

    start_mark: Position
    end_mark: Position
    anchor: str
    tag: str | None
    value: str
    style: str | None
    flow_style: bool


class Composer:
    """Builds the tree; every event is seen once."""

    def __init__(self, draft: Draft, content: str, events: Iterator[Event]) -> None:
        self.draft = draft
        self.content = content
        self.events = events
        self.problems: list[Problem] = []
        self.strays: list[tuple[int, Stray]] = []
        self.texts: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open_anchors: list[str] = []
        self.nodes = 0
        self.aliases = 0

    def document(self) -> Node:
        """Return the root of the only document."""
        next(self.events)  # the start of the stream
        start = next(self.events)
        if _kind(start) == "StreamEnd":
            refuse(
                Mark(self.draft.file),
                "file_empty",
                text("只有注释的文件"),
                text("一个情景"),
                text("可从带说明的样例 scenarios/tiny.yaml 改起。"),
            )
        first = next(self.events)
        root = self._node(first, 1)
        if _is_plain(first):
            self._report_wide_colon_line(first)
        next(self.events)  # the end of the document
        after = next(self.events)
        if _kind(after) != "StreamEnd":
            refuse(
                self._mark(after),
                "several_documents",
                text("第二个文档（--- 之后）"),
                text("一个文件一个情景"),
                text("请删去这一行，或把后面的内容另存为一个文件。"),
            )
        return root

    def _node(self, event: Event, depth: int) -> Node:
        kind = _kind(event)
        if kind == "Alias":
            return self._alias(event)
        self._count(event, 1)
        if depth > MOST_LEVELS:
            self._refuse_depth(event)
        if event.tag is not None:
            self._report_tag(event)
        before = self.nodes
        if event.anchor is not None:
            self.open_anchors.append(event.anchor)
        node = self._content(event, kind, depth)
        if event.anchor is not None:
            self.open_anchors.pop()
            self.anchors[event.anchor] = (node, self.nodes - before + 1)
        return node

    def _content(self, event: Event, kind: str, depth: int) -> Node:
        if kind == "Scalar":
            return self._scalar(event)
        if kind == "SequenceStart":
            return self._list(event, depth)
        return self._map(event, depth)

    def _scalar(self, event: Event) -> ScalarNode:
        mark = self._mark(event)
        written: str = event.value
        is_plain = event.style is None or event.style == ""
        self._remember_text(event)
        bad = UNPRINTABLE.search(written)
        if bad is not None:
            self._report(
                mark,
                "control_character",
                text("含有看不见的字符 U+{code} 的文字", code=f"{ord(bad.group()):04X}"),
                text("普通文字"),
                text("请删除该字符后重新输入（常见于从网页或 PDF 粘贴的文字）。"),
            )
            written = UNPRINTABLE.sub("", written)
        if event.style != "|" and event.end_mark.line > event.start_mark.line:
            written = _FOLD.sub("", written)
        return ScalarNode(mark, scalar_value(written) if is_plain else written, written)

    def _remember_text(self, event: Event) -> None:
        start, end = event.start_mark, event.end_mark
        quote = 1 if event.style in ("'", '"') else 0
        self.texts.append(((start.line, start.column + quote), (end.line, end.column - quote)))

    def _list(self, start: Event, depth: int) -> ListNode:
        items: list[Node] = []
        while _kind(event := next(self.events)) != "SequenceEnd":
            item = self._node(event, depth + 1)
            if start.flow_style and _is_plain(event):
                self._report_punctuation(event, item, "，【】", "，")
            items.append(item)
        return ListNode(self._mark(start), tuple(items))

    def _map(self, start: Event, depth: int) -> MapNode:
        values: dict[str, Node] = {}
        marks: dict[str, Mark] = {}
        is_damaged = False
        while _kind(event := next(self.events)) != "MappingEnd":
            key = self._key(event, depth)
            value_event = next(self.events)
            value = self._node(value_event, depth + 1)
            if key is not None and start.flow_style and self._lacks_colon(event, value_event):
                self._report_missing_colon(event, key)
            elif key is not None and key in values:
                self._report_duplicate(event, key, marks[key])
            elif key is not None and not self._is_left_out(event, value):
                values[key], marks[key] = value, self._mark(event)
                continue
            is_damaged = True
        is_damaged = is_damaged or self.draft.lacks_lines(
            start.start_mark.line, event.end_mark.line
        )
        return MapNode(self._mark(start), values, marks, is_damaged)

    def _is_left_out(self, key: Event, value: Node) -> bool:
        """Whether the lines that held the value of a key could not be read."""
        if not isinstance(value, ScalarNode) or value.value is not None:
            return False
        return self.draft.lacks_value_after(key.end_mark.line)

    def _key(self, event: Event, depth: int) -> str | None:
        """Return a key as text; None for one that cannot be read as such."""
        node = self._node(event, depth + 1)
        if not isinstance(node, ScalarNode) or node.value is None:
            self._report_key(event, text("没有文字的键"), text("请在冒号前写上键名。"))
            return None
        if _is_plain(event) and node.written == "<<":
            self._report(
                self._mark(event),
                "merge_key",
                text("合并键 <<"),
                text("逐项写出的内容"),
                text("请改用 extends 沿用另一个文件，或把内容直接写出。"),
            )
            return None
        if _is_plain(event) and node.written != node.written.strip():
            self._report_punctuation(event, node, WIDE_SPACES, WIDE_SPACES)
            return None
        if _is_plain(event) and _WIDE_COLON_KEY.match(node.written):
            self._report_wide_colon(event, node)
            return None
        if not isinstance(node.value, str):
            remedy = text('请加引号："{key}"。', key=node.written)
            self._report_key(event, text("会被当作数字或真假的键 {key}", key=node.written), remedy)
        return node.written

    def _alias(self, event: Event) -> Node:
        name: str = event.anchor
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            refuse(
                self._mark(event),
                "too_many_aliases",
                text("超过 {most} 处的 * 引用", most=MOST_ALIASES),
                text("不超过 {most} 处", most=MOST_ALIASES),
                text("请把内容直接写出，或改用 extends。"),
            )
        if name not in self.anchors:
            is_open = name in self.open_anchors
            refuse(
                self._mark(event),
                "alias_unknown",
                text("引用自身的 *{name}", name=name)
                if is_open
                else text("没有定义的引用 *{name}", name=name),
                text("前文已用 & 定义的名称"),
                text("请把内容直接写出；若 * 是文字的一部分，请给整段文字加引号。"),
            )
        node, size = self.anchors[name]
        self._count(event, size)
        return node

    def _count(self, event: Event, more: int) -> None:
        self.nodes += more
        if self.nodes > MOST_NODES:
            refuse(
                self._mark(event),
                "too_many_nodes",
                text("展开后超过 {most} 个值", most=MOST_NODES),
                text("不超过 {most} 个", most=MOST_NODES),
                text("请检查 & 和 * 引用是否层层套用，或文件是否选错。"),
            )

    def _refuse_depth(self, event: Event) -> None:
        refuse(
            self._mark(event),
            "too_deep",
            text("嵌套超过 {most} 层", most=MOST_LEVELS),
            text("不超过 {most} 层（情景文件一般只有 8 层）", most=MOST_LEVELS),
            text("请检查此处的括号或缩进。"),
        )

    def _lacks_colon(self, key: Event, value: Event) -> bool:
        between = self.content[key.end_mark.index : value.start_mark.index]
        return _is_plain(value) and not value.value and ":" not in between

    def _report_wide_colon(self, event: Event, key: ScalarNode) -> None:
        """Report a key that goes on as its value, and what else is typed in the same manner."""
        at = event.start_mark
        if event.end_mark.line != at.line:
            self._report_punctuation(event, key, "：", "")
            return
        bracket = "{"  # makes the key the first of a record
        for stray in strays_on(bracket + key.written):
            offset = at.column + stray.offset - len(bracket)
            self.strays.append((at.line, replace(stray, offset=offset)))

    def _report_wide_colon_line(self, event: Event) -> None:
        """Report the first line of a text that was meant as a key and its value."""
        first, last = event.start_mark.line, event.end_mark.line
        for line, content in enumerate(self.draft.lines[first : last + 1], start=first):
            if _WIDE_COLON_KEY.match(content.lstrip()):
                self.strays.extend((line, stray) for stray in strays_on(content))
                return

    def _report_missing_colon(self, event: Event, key: str) -> None:
        node = ScalarNode(self._mark(event), key, key)
        mendable = ":" if _LATIN_KEY.match(key) else ""
        if self._report_punctuation(event, node, "：，【】:", mendable):
            return
        self._report(
            self._mark(event),
            "missing_colon",
            text("没有冒号和值的“{key}”", key=shortened(key)),
            text("“键: 值”"),
            text("若是上一个值的一部分，请给那个值加英文引号；否则请补上冒号、空格和值。"),
        )

    def _report_punctuation(self, event: Event, node: Node, which: str, mendable: str) -> bool:
        """Report punctuation that was typed in the wrong width, and say whether there was any."""
        if not isinstance(node, ScalarNode):
            return False
        stray = stray_punctuation(node.written, which)
        if stray is None:
            return False
        at = event.start_mark
        is_one_line = event.end_mark.line == at.line
        if is_one_line and node.written[stray.offset] in mendable:
            self.strays.extend(
                (at.line, replace(stray, offset=at.column + offset))
                for offset, character in enumerate(node.written)
                if offset == stray.offset or character == node.written[stray.offset] == "，"
            )
            return True
        offset = stray.offset if is_one_line else 0
        mark = self.draft.mark(at.line, at.column + offset)
        self._report(mark, stray.rule, stray.found, stray.expected, stray.remedy)
        return True

    def _report_tag(self, event: Event) -> None:
        self._report(
            self._mark(event),
            "yaml_tag",
            text("YAML 标签 {tag}", tag=shortened(str(event.tag))),
            text("没有标签的值"),
            text("请删去感叹号开头的标签；若感叹号是文字的一部分，请给整段文字加引号。"),
        )

    def _report_duplicate(self, event: Event, key: str, first: Mark) -> None:
        self._report(
            self._mark(event),
            "duplicate_key",
            text("重复的键 {key}", key=shortened(key)),
            text("每个键只写一次"),
            text("第 {line} 行已经写过，请合并为一处。", line=first.line),
        )

    def _report_key(self, event: Event, found: Text, remedy: Text) -> None:
        self._report(self._mark(event), "key_not_text", found, text("文字的键"), remedy)

    def _report(self, mark: Mark, rule: str, found: Text, expected: Text, remedy: Text) -> None:
        self.problems.append(problem_at(mark, rule, found, expected, remedy))

    def _mark(self, event: Event) -> Mark:
        return self.draft.mark(event.start_mark.line, event.start_mark.column)


def _kind(event: Event) -> str:
    return type(event).__name__.removesuffix("Event")


def _is_plain(event: Event) -> bool:
    return _kind(event) == "Scalar" and not event.style
