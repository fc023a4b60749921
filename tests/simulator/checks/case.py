"""What a test case of a rule is, and the parts of the plain file that cases spoil."""

from dataclasses import dataclass
from typing import Any

from tests.simulator.checks.builder import PLAIN


@dataclass(frozen=True, slots=True)
class Case:
    """Edits that break one rule once.

    Attributes
    ----------
    where
        Key path as the message shows it.
    zh, en
        Words that the message contains in either language.
    """

    rule: str
    edits: tuple[tuple[Any, ...], ...]
    where: str
    zh: str
    en: str

    def __str__(self):
        return f"{self.rule} {self.where}"


NOW = ("layouts", 0)
CHANGES = ("reforms", 0, "measures", 0, "changes")
F1, F2, F3 = PLAIN["functions"]
P1, P2, P3, P4 = PLAIN["people"]
LAYOUT = PLAIN["layouts"][0]
REFORM = PLAIN["reforms"][0]
UNIT = {"id": "xin", "name": "新办", "place": "大院"}
BACK = {"id": "back", "name": "回", "source": "report", "from": "hall", "measures": []}
SMALL = {
    **LAYOUT,
    "id": "small",
    "units": LAYOUT["units"][:2],
    "holds": {"F3": "bmz"},
    "seats": {"p4": "bmz"},
}
TIE = {"id": "T1", "title": "财政归财政所", "units": ["czs"], "source": "report"}


def change(do, **keys):
    return (*CHANGES, [{"do": do, **keys}])


def one(rule, *rest):
    """Return a case with one edit: (rule, edit, where, zh, en)."""
    edit, where, zh, en = rest
    return Case(rule, (edit,), where, zh, en)
