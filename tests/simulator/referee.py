"""Every number of the registry a second time, in plain loops straight from the definitions.

Slow and simple on purpose, and written from the definitions in the documentation alone: nothing
here calls ``simulator.metrics`` or ``solver``. Only the records of a scenario and the state of a
layout are read.
"""

from itertools import combinations
from math import inf

from tests.simulator.exhaustive import best_coverage, plan_of

TYPES = ("pooled", "sequential", "reciprocal")


class Referee:
    """The numbers of one layout, and of the way to it from a baseline."""

    def __init__(self, scenario, layout, baseline=None, baseline_scenario=None):
        self.scenario = scenario
        self.layout = layout
        self.baseline = baseline or layout
        self.baseline_scenario = baseline_scenario or scenario
        self.say = scenario.assumption
        self.units = list(layout.units)
        self.pairs, self.tasks = self._pairs(), self._tasks()
        self.charges = self._charges()

    # ── coordination ─────────────────────────────────────────────────────────────────────────

    def rho(self, u, v):
        if u == v:
            return self.say("same_unit")
        a, b = self.layout.units[u], self.layout.units[v]
        factor = self.say("other_unit")
        if a.place == b.place and self.say("co_located") < factor:
            factor = self.say("co_located")
        if a.leader and a.leader == b.leader and self.say("same_leader") < factor:
            factor = self.say("same_leader")
        for unit in (a, b):
            if unit.kind == "dispatched" and not unit.managed:
                return factor * self.say("unmanaged_dispatched")
        return factor

    def x(self, function):
        return self.layout.holders[function][0]

    def _pairs(self):
        """Return (u, v, hours) of every interaction."""
        found = []
        for one in self.scenario.interactions:
            u, v = self.x(one.between[0]), self.x(one.between[1])
            hours = one.contacts.value * self.say(f"minutes_{one.kind}") / 60 * self.rho(u, v)
            found.append((u, v, hours))
        return found

    def _tasks(self):
        """Return for every joint task its links (u, v, hours), overhead, hub and cycles."""
        return {task.id: self._task(task) for task in self.scenario.joint_tasks}

    def _task(self, task):
        units = sorted({self.x(f) for f in task.functions})
        hours = task.cycles.value * task.link_hours.value
        hub = self.layout.hubs.get(task.id)
        if hub is None:
            links = [(u, v, hours * self.rho(u, v)) for u, v in combinations(units, 2)]
            overhead = 0.0
        else:
            ease = self.say("hub_ease")
            links = [(u, hub, hours * self.rho(u, hub) * ease) for u in units if u != hub]
            overhead = hours * self.say("hub_overhead")
        failure = 1 - (1 - task.drop_probability.value) ** (len(units) - 1)
        if task.id in self.layout.closed_loop:
            failure *= self.say("closed_loop")
        cycles = 1 / (1 - failure)
        return {"units": units, "hub": hub, "links": links, "overhead": overhead, "cycles": cycles}

    def _first_pass(self, task):
        return sum(hours for _, _, hours in task["links"]) + task["overhead"]

    def pair_hours(self):
        return sum(hours for _, _, hours in self.pairs)

    def mesh_hours(self):
        return sum(self._first_pass(t) for t in self.tasks.values() if t["hub"] is None)

    def hub_hours(self):
        return sum(self._first_pass(t) for t in self.tasks.values() if t["hub"] is not None)

    def dropped_ball_hours(self):
        return sum(self._first_pass(t) * (t["cycles"] - 1) for t in self.tasks.values())

    def task_hours(self):
        return {name: self._first_pass(t) * t["cycles"] for name, t in self.tasks.items()}

    def coordination_hours(self):
        return self.pair_hours() + sum(self.task_hours().values())

    def _charges(self):
        """Return the hours each unit bears: half a link each side, overhead to the hub."""
        borne = dict.fromkeys(self.units, 0.0)
        for u, v, hours in self.pairs:
            borne[u] += hours / 2
            borne[v] += hours / 2
        for task in self.tasks.values():
            for u, v, hours in task["links"]:
                borne[u] += hours * task["cycles"] / 2
                borne[v] += hours * task["cycles"] / 2
            if task["hub"] is not None:
                borne[task["hub"]] += task["overhead"] * task["cycles"]
        return borne

    def seams(self):
        """Return the hours between every two different units, by the set of the two."""
        between: dict[frozenset[str], float] = {}
        links = list(self.pairs)
        for task in self.tasks.values():
            links += [(u, v, hours * task["cycles"]) for u, v, hours in task["links"]]
        for u, v, hours in links:
            if u != v:
                between[frozenset((u, v))] = between.get(frozenset((u, v)), 0.0) + hours
        return between

    # ── people ───────────────────────────────────────────────────────────────────────────────

    def with_hours(self):
        return [p for p in self.at_post() if self.gross(p) > 0]

    def at_post(self):
        return [p for p in self.scenario.people if self.layout.statuses[p.id] == "at_post"]

    def gross(self, person):
        other = person.other_duties
        if other is None:
            other = self.say("other_duties")
        return self.say("hours_per_month") * self.say("presence") * (1 - other)

    def share_of_coordination(self, person):
        """Return the hours a person bears of the unit's, in proportion to available hours.

        A unit with nobody of its own is borne by those lent to it.
        """
        borne = 0.0
        for unit in self.units:
            own = {p.id: self.gross(p) for p in self.at_post() if self.layout.seats[p.id] == unit}
            if sum(own.values()) == 0:
                own = {
                    p.id: min(self.gross(p), self.layout.lendings.get((p.id, unit), 0.0))
                    for p in self.at_post()
                }
            if own.get(person.id, 0.0) > 0:
                borne += self.charges[unit] * own[person.id] / sum(own.values())
        return borne

    def net(self, person):
        return max(0.0, self.gross(person) - self.share_of_coordination(person))

    def could_give(self, person, function):
        """Return the hours a person could at most give to a function; None when out of reach."""
        unit = self.x(function.id)
        if self.gross(person) == 0:
            return None
        if function.skills and not set(function.skills) & set(person.skills):
            return None
        if self.layout.seats[person.id] == unit:
            return self.gross(person)
        lent = self.layout.lendings.get((person.id, unit))
        return None if lent is None else min(lent, self.gross(person))

    def qualified(self, function):
        return [p for p in self.at_post() if self.could_give(p, function) is not None]

    def work(self, unit):
        return sum(f.hours for f in self.scenario.functions if self.x(f.id) == unit)

    def unit_hours(self, unit):
        hours = 0.0
        for person in self.at_post():
            if self.layout.seats[person.id] == unit:
                hours += self.gross(person)
            else:
                hours += min(self.gross(person), self.layout.lendings.get((person.id, unit), 0.0))
        return hours

    def unit_load(self, unit):
        return _load(self.work(unit) + self.charges[unit], self.unit_hours(unit))

    def person_load(self, person):
        """Return asked ÷ available hours of somebody who has hours."""
        asked = self.share_of_coordination(person)
        for function in self.scenario.functions:
            mine = self.could_give(person, function)
            if mine:
                all_of_us = [self.could_give(p, function) for p in self.qualified(function)]
                asked += function.hours * mine / sum(all_of_us)
        return asked / self.gross(person)

    def required_staff(self, unit):
        """Return R = S · CAF + IAF for one unit."""
        working_time = self.say("hours_per_month") * self.say("presence")
        standard = self.work(unit) / working_time
        category = 1 / (1 - self.say("other_duties"))
        individual = self.charges[unit] / working_time
        return standard * category + individual

    # ── staff coverage ───────────────────────────────────────────────────────────────────────

    def coverage(self, month=None, away=None):
        return best_coverage(self.staffing_problem(month, away))

    def staffing_problem(self, month=None, away=None):
        """Return a staffing problem as lists: who has what time, and who may do what."""
        people = [p for p in self.at_post() if p.id != away]
        factors = [1 if month is None or not f.season else f.season[month] for f in self.functions]
        cells = {}
        for s, person in enumerate(people):
            for f, function in enumerate(self.functions):
                if self.could_give(person, function) is not None:
                    unit = self.x(function.id)
                    lent = self.layout.seats[person.id] != unit
                    cells[s, f] = (person.id, unit) if lent else None
        return {
            "available": [self.net(p) for p in people],
            "demand": [f.hours * n for f, n in zip(self.functions, factors, strict=True)],
            "weight": [self.scenario.priority(f) for f in self.functions],
            "cells": cells,
            "lent": dict(self.layout.lendings),
            "effort": self.say("lending_effort"),
            "limit": int(self.say("functions_per_person")),
        }

    @property
    def functions(self):
        return self.scenario.functions

    def coverage_by_unit(self):
        """Return the coverage of each unit; without lending every unit is on its own."""
        problem = self.staffing_problem()
        plan = plan_of(problem)
        covered = {}
        for unit in self.units:
            own = [f for f, function in enumerate(self.functions) if self.x(function.id) == unit]
            wanted = sum(problem["weight"][f] * problem["demand"][f] for f in own)
            done = sum(problem["weight"][f] * h for (_, f), h in plan.items() if f in own)
            covered[unit] = done / wanted if wanted else 1.0
        return covered

    def worst_month(self):
        return min(self.coverage(month=month) for month in range(12))

    def worst_absence(self):
        full = self.coverage()
        return max((full - self.coverage(away=p.id) for p in self.at_post()), default=0.0)

    # ── crossing, citizens, structure ────────────────────────────────────────────────────────

    def crossing(self, group):
        """Return the functions that cross, where ``group`` says what counts as one."""
        found = set()
        for f, holders in self.layout.holders.items():
            if len({group(u) for u in holders}) > 1:
                found.add(f)
        for one in self.scenario.interactions:
            f, g = one.between
            if one.kind != "pooled" and group(self.x(f)) != group(self.x(g)):
                found |= {f, g}
        return found

    def place(self, unit):
        return self.layout.units[unit].place

    def doors(self, journey):
        return len({self.place(self.x(step)) for step in journey.steps})

    def span(self):
        led = [unit.leader for unit in self.layout.units.values() if unit.leader is not None]
        return [led.count(leader) for leader in sorted(set(led))]

    # ── transition ───────────────────────────────────────────────────────────────────────────

    def functions_moved(self):
        before = self.baseline.holders
        return [f for f in before if f in self.layout.holders and self.x(f) != before[f][0]]

    def persons_moved(self):
        before = self.baseline.seats
        seats = self.layout.seats
        moved = [p for p in before if p in seats and seats[p] != before[p]]
        return [p for p in moved if self.layout.statuses[p] == "at_post"]

    def units_set_up(self):
        found = set()
        for unit_id, unit in self.layout.units.items():
            was = self.baseline.units.get(unit_id)
            took_in = any(
                end == (unit_id, "merged") and old in self.baseline.units
                for old, end in self.layout.ended.items()
            )
            if was is None or was.name != unit.name or took_in:
                found.add(unit_id)
        return found

    def transition_hours(self):
        return (
            len(self.functions_moved()) * self.say("handover_hours")
            + len(self.persons_moved()) * self.say("settling_hours")
            + len(self.units_set_up()) * self.say("setup_hours")
        )

    def payback_months(self):
        hours = self.transition_hours()
        before = Referee(self.baseline_scenario, self.baseline)
        saved = before.coordination_hours() - self.coordination_hours()
        if hours == 0:
            return None
        return hours / saved if saved > 0 else inf


def _load(asked, available):
    if available > 0:
        return asked / available
    return inf if asked > 0 else 0.0


def _ratio(part, whole):
    return part / whole if whole else None


def _backup(r):
    counted = [f for f in r.functions if not f.no_backup]
    return _ratio(sum(len(r.qualified(f)) >= 2 for f in counted), len(counted))


def _posts(r):
    units = r.layout.units.values()
    return sum(unit.posts.administrative + unit.posts.institution for unit in units)


def _status(r, status):
    return [*r.layout.statuses.values()].count(status)


def _cases(r):
    return sum(j.cases.value for j in r.scenario.journeys)


def _own(r):
    return [u for u in r.units if r.layout.units[u].kind not in ("leadership", "dispatched")]


def _all_required(r):
    return sum(r.required_staff(u) for u in _own(r))


def _own_posts(r):
    posts = [r.layout.units[u].posts for u in _own(r)]
    return sum(p.administrative + p.institution for p in posts)


def _own_at_post(r):
    return sum(r.layout.seats[p.id] in _own(r) for p in r.at_post())


VALUES = {
    "coordination_hours": Referee.coordination_hours,
    "coordination_pair_hours": Referee.pair_hours,
    "coordination_mesh_hours": Referee.mesh_hours,
    "coordination_hub_hours": Referee.hub_hours,
    "dropped_ball_hours": Referee.dropped_ball_hours,
    "coordination_share": lambda r: _ratio(
        r.coordination_hours(), sum(r.gross(p) for p in r.at_post())
    ),
    "hub_utilisation": lambda r: max(
        (r.unit_load(hub) for hub in r.layout.hubs.values()), default=None
    ),
    "staff_coverage": Referee.coverage,
    "staff_coverage_worst_month": Referee.worst_month,
    "uncovered_functions": lambda r: sum(not r.qualified(f) for f in r.functions),
    "backup_share": _backup,
    "worst_absence_loss": Referee.worst_absence,
    "busiest_person_load": lambda r: max((r.person_load(p) for p in r.with_hours()), default=None),
    "busiest_unit_load": lambda r: max(r.unit_load(u) for u in r.units),
    "overloaded_units": lambda r: sum(r.unit_load(u) > 1 for u in r.units),
    "functions_crossing_units": lambda r: len(r.crossing(lambda unit: unit)),
    "functions_crossing_places": lambda r: len(r.crossing(r.place)),
    "joint_tasks_crossing": lambda r: sum(len(t["units"]) > 1 for t in r.tasks.values()),
    "joint_task_connectivity": lambda r: sum(len(t["units"]) - 1 for t in r.tasks.values()),
    "units_per_joint_task": lambda r: _ratio(
        sum(len(t["units"]) for t in r.tasks.values()), len(r.tasks)
    ),
    "doors_per_journey": lambda r: _ratio(
        sum(j.cases.value * r.doors(j) for j in r.scenario.journeys), _cases(r)
    ),
    "one_stop_share": lambda r: _ratio(
        sum(j.cases.value for j in r.scenario.journeys if r.doors(j) == 1), _cases(r)
    ),
    "units": lambda r: len(r.units),
    "posts_authorised": _posts,
    "posts_filled": lambda r: sum(p.kind == "establishment" for p in r.scenario.people),
    "people_seconded": lambda r: _status(r, "seconded"),
    "people_sick": lambda r: _status(r, "sick"),
    "people_at_post": lambda r: _status(r, "at_post"),
    "required_staff": _all_required,
    "staff_gap_authorised": lambda r: _own_posts(r) - _all_required(r),
    "staff_gap_at_post": lambda r: _own_at_post(r) - _all_required(r),
    "span_mean": lambda r: _ratio(sum(r.span()), len(r.span())),
    "span_widest": lambda r: max(r.span(), default=None),
    "functions_moved": lambda r: len(r.functions_moved()),
    "persons_moved": lambda r: len(r.persons_moved()),
    "transition_hours": Referee.transition_hours,
    "payback_months": Referee.payback_months,
}

# Those that ask for the best of all staffing plans, and so take long.
STAFFING = ("staff_coverage", "staff_coverage_worst_month", "worst_absence_loss")
