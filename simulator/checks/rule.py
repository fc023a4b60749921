"""What a consistency rule is: a function that finds faults, with the words that describe it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.checks.facts import Facts
from simulator.checks.references import Path
from simulator.errors import Problem, Severity
from simulator.language import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken.

    Attributes
    ----------
    path
        Key path in the file; entries of lists by their position.
    found, expected
        What stands there and what should.
    remedy
        What to do; the rule's own advice if not given.
    """

    path: Path
    found: Text
    expected: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One consistency rule.

    Attributes
    ----------
    name
        Stable public name in snake_case: the name of its function.
    severity
        How much it matters when the rule is broken.
    asks
        What the rule asks of a file, one line.
    remedy
        What to do when it is broken, one sentence.
    find
        Returns every place where a scenario breaks it.
    """

    name: str
    severity: Severity
    asks: Text
    remedy: Text
    find: Callable[[Facts], Iterator[Finding]]

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Return every breach of the rule as a problem without a line number."""
        for finding in self.find(facts):
            yield Problem(
                path=finding.path,
                found=finding.found,
                expected=finding.expected,
                remedy=finding.remedy or self.remedy,
                rule=self.name,
                severity=self.severity,
            )


def rule(
    severity: Severity, asks: Text, remedy: Text
) -> Callable[[Callable[[Facts], Iterator[Finding]]], Rule]:
    """Make a rule of a function that finds its breaches."""

    def declared(find: Callable[[Facts], Iterator[Finding]]) -> Rule:
        return Rule(find.__name__, severity, asks, remedy, find)

    return declared
