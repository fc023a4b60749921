"""Moves that gain nothing undone: of layouts that are worth the same, the one with fewer moves."""

from dataclasses import replace

import numpy as np

from simulator.encode import PlacementRules
from simulator.metrics.transition import functions_moved
from simulator.model.layout import Layout
from simulator.model.scenario import Scenario
from simulator.search.effort import Effort
from simulator.search.rules import keeps_rules
from simulator.search.trial import Score, Tried, is_lower
from simulator.search.worth import worth
from solver.arrays import Ints
from solver.assignment import AssignmentInstance, total_cost, unit_loads
from solver.assignment.shifts import shift_changes

NOTHING = 1e-9  # share of the cost that is rounding


def sent_home(instance: AssignmentInstance, assignment: Ints) -> Ints:
    """Return an assignment in which no single function could go home without raising the cost.

    Parameters
    ----------
    assignment
        Unit of each function, shape ``(n,)``, within all limits; the answer is within them too.
    """
    x = assignment.copy()
    most = NOTHING * max(1.0, abs(total_cost(instance, x)))
    rows, home = np.arange(len(x)), instance.home
    while True:
        room = instance.most_load - unit_loads(instance, x)
        change = shift_changes(instance, x)[rows, home]
        can = (x != home) & instance.allowed[rows, home] & (instance.load <= room[home])
        free = np.flatnonzero(can & (change <= most))
        if not len(free):
            return x
        x[free[0]] = home[free[0]]
        most -= max(0.0, float(change[free[0]]))


def sent_home_by_trial(
    scenario: Scenario,
    home: Layout,
    rules: PlacementRules,
    effort: Effort,
    tried: Tried,
    score: Score,
) -> Tried:
    """Return a layout in which no single function could go home without a higher score.

    Staffing is solved for every function that is tried, until the effort is over.
    """
    layout, found, spent = tried.layout, tried.found, tried.trials
    left = list(functions_moved(home, layout))
    while left and not effort.is_over():
        f = left.pop(0)
        back = replace(layout, holders={**layout.holders, f: home.holders[f]})
        if not keeps_rules(scenario, home, back, rules):
            continue
        value = worth(scenario, home, back, seed=effort.seed)
        spent += 1
        if not is_lower(score(found), score(value)):
            layout, found = back, value
            left = list(functions_moved(home, layout))
    return Tried(layout=layout, found=found, trials=spent)
