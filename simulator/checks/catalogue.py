"""All consistency rules, and the one function that runs them."""

from types import ModuleType

from simulator.checks import (
    contradictions,
    draws,
    duplicates,
    figures,
    placement,
    reforming,
    staff,
    ties,
    unknown,
    work,
)
from simulator.checks.facts import Facts
from simulator.checks.names import Names
from simulator.checks.rule import Rule
from simulator.errors import Problem, Severity
from simulator.model.scenario import Scenario

MODULES: tuple[ModuleType, ...] = (
    unknown,
    duplicates,
    figures,
    draws,
    placement,
    reforming,
    ties,
    contradictions,
    staff,
    work,
)

# Every rule that the modules declare, in the order of their text.
RULES: tuple[Rule, ...] = tuple(
    found for module in MODULES for found in vars(module).values() if isinstance(found, Rule)
)


def find_problems(scenario: Scenario, names: Names | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with a scenario, or odd about it.

    Contradictions and warnings are judged only on a file that can be used:
    while a rule of severity error is broken, or entries of the file are
    missing from the scenario, they would follow from that and not from the file.

    Parameters
    ----------
    names
        The names of the whole file, when entries too faulty to load were left
        out of ``scenario``; references to those are not reported.

    Returns
    -------
    tuple of Problem
        Without file, line and column; in the order of :data:`RULES`.
    """
    facts = Facts.of(scenario, names)
    errors = _broken(facts, {Severity.ERROR})
    if errors or not facts.is_complete:
        return errors
    return _broken(facts, {Severity.CONTRADICTION, Severity.WARNING})


def find_contradictions(scenario: Scenario) -> tuple[Problem, ...]:
    """Return where a scenario that can be used contradicts itself, each contradiction once.

    Returns
    -------
    tuple of Problem
        See :func:`find_problems`.
    """
    found = _broken(Facts.of(scenario, None), {Severity.CONTRADICTION})
    return tuple({(problem.path, problem.found): problem for problem in found}.values())


def _broken(facts: Facts, severities: set[Severity]) -> tuple[Problem, ...]:
    return tuple(
        problem for rule in RULES if rule.severity in severities for problem in rule.problems(facts)
    )
