"""Every faulty file of tests/data/bad gets the messages of tests/golden/messages, word for word."""

import re

import pytest

from simulator.checks import RULES
from simulator.errors import ScenarioError
from simulator.files import load_scenario
from simulator.files.tree import MOST_READINGS
from tests.golden.regenerate import BAD, MESSAGES, errors_of, messages_of, problems_of

FILES = sorted(path.name for path in BAD.glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_messages_are_the_expected_ones(name):
    golden = MESSAGES / name.replace(".yaml", ".txt")
    assert golden.exists(), f"no expected messages; see {MESSAGES.parent / 'README.md'}"
    assert messages_of(name) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_faulty_file_is_refused_with_all_its_errors(name, monkeypatch):
    monkeypatch.chdir(BAD)
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(name)
    assert list(refusal.value.problems) == errors_of(name) != []


def test_no_expected_message_is_left_over():
    assert sorted(path.stem for path in MESSAGES.glob("*.txt")) == [
        name.removesuffix(".yaml") for name in FILES
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_fault_gives_few_errors(name):
    several = name.startswith(("several_", "duplicate_id", "recoverable", "extends_", "remove_"))
    errors = errors_of(name)
    if name == "several_more_than_are_read.yaml":
        assert len(errors) == MOST_READINGS + 1
        return
    assert len(errors) <= (9 if several else 2)


def test_the_collection_breaks_every_rule_of_severity_error():
    broken = {problem.rule for name in FILES for problem in problems_of(name)}
    assert {rule.name for rule in RULES if rule.severity == "error"} <= broken


def test_english_messages_hold_no_chinese_of_the_program():
    for path in MESSAGES.glob("*.txt"):
        english = path.read_text(encoding="utf-8").split("\n\n")[1]
        assert not re.search("发现|应为|请", english), path.name
