"""The page of rules is what the rules say."""

from simulator.checks import RULES
from tests.simulator.checks.reference_page import PAGE, reference_page


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == reference_page(), (
        "run `python -m tests.simulator.checks.reference_page`"
    )


def test_every_rule_has_one_line():
    lines = reference_page().splitlines()
    for rule in RULES:
        assert sum(line.startswith(f"| `{rule.name}` |") for line in lines) == 1
