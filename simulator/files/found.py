"""How a value of a file is repeated in a message: as it was written, and short."""

from simulator.files.node import ListNode, MapNode, Node, ScalarNode
from simulator.files.problems import shortened
from simulator.language import Text, text

MOST_KEYS = 4


def found_text(node: Node) -> Text:
    """Return what stands at a node, with its kind where the characters do not show it."""
    match node:
        case ListNode():
            return text("列表（{n} 项）", n=len(node.items))
        case MapNode():
            keys = tuple(shortened(key) for key in list(node.values)[:MOST_KEYS])
            more = "…" if len(node.values) > MOST_KEYS else ""
            return (
                text("一组键（{keys}{more}）", keys=keys, more=more) if keys else text("空的一组键")
            )
    return _scalar(node)


def _scalar(node: ScalarNode) -> Text:
    written = shortened(node.written)
    match node.value:
        case None:
            return text("空值")
        case bool():
            return text("真假值 {written}", written=written)
        case int() | float():
            return text("数字 {written}", written=written)
    return text("文字“{written}”", written=written) if written else text("空的文字")
