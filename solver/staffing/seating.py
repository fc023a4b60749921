r"""Who had better sit in which unit: a mixed-integer model of seats and hours together.

With a yes or no :math:`z_{su}` wherever person s may sit in unit u, and hours :math:`y_{sf} \ge 0`
wherever s may do function f, which is done in unit :math:`u(f)`:

.. math::

    \max \sum_{sf} w_f y_{sf} - \sum_{su} c_{su} z_{su} - P \sum_f r_f
    \quad \text{subject to}

- seat: :math:`\sum_u z_{su} = 1`
- availability: :math:`\sum_{f: u(f) = u} y_{sf} \le A_s z_{su}`
- demand: :math:`\sum_s y_{sf} \le D_f`
- posts: :math:`\sum_{s \in T} z_{su} \le R_u`, for the persons T who take up a post
- somebody: :math:`\sum_{s \text{ may do } f} z_{s,u(f)} + r_f \ge 1`, for functions that somebody
  must be able to do

The limit on functions per person is left out, so the value is an estimate from above.
"""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Floats, Ints, kept, kept_flags, kept_integers, require_shape
from solver.milp import solve_milp
from solver.status import SolveReport, SolveStatus

PENALTY = 1e4  # of a function that nobody can do, in weighted hours


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatingInstance:
    """Persons, units and functions of one seating problem.

    Attributes
    ----------
    available
        Hours of each person, shape ``(s,)``.
    demand, weight
        Hours wanted of each function and what one is worth, shape ``(f,)``.
    able
        Who may do what, shape ``(s, f)``.
    unit
        Unit in which each function is done, shape ``(f,)``.
    seat_cost
        Weighted hours that a seat costs, shape ``(s, m)``; infinite where a person may not sit.
    takes_post
        Whether a person takes up a post, shape ``(s,)``.
    room
        How many of those a unit takes in, shape ``(m,)``.
    needed
        Whether somebody must be able to do a function, shape ``(f,)``.

    Raises
    ------
    InstanceError
        An array of another shape.
    """

    available: Floats
    demand: Floats
    weight: Floats
    able: Flags
    unit: Ints
    seat_cost: Floats
    takes_post: Flags
    room: Ints
    needed: Flags

    def __post_init__(self) -> None:
        for name in ("available", "demand", "weight", "seat_cost"):
            object.__setattr__(self, name, kept(name, getattr(self, name)))
        for name in ("able", "takes_post", "needed"):
            object.__setattr__(self, name, kept_flags(name, getattr(self, name)))
        for name in ("unit", "room"):
            object.__setattr__(self, name, kept_integers(name, getattr(self, name)))
        s, f, m = len(self.available), len(self.demand), len(self.room)
        for name in ("weight", "unit", "needed"):
            require_shape(name, getattr(self, name), (f,), "demand")
        require_shape("takes_post", self.takes_post, (s,), "available")
        require_shape("able", self.able, (s, f), "available and demand")
        require_shape("seat_cost", self.seat_cost, (s, m), "available and room")


def solve_seating(
    instance: SeatingInstance, start: Ints, *, max_nodes: int, seed: int = 0
) -> tuple[Ints, SolveReport]:
    """Find the seats from which most weighted hours can be delivered.

    Parameters
    ----------
    instance
        The problem.
    start
        A feasible unit of each person, shape ``(s,)``; the seats found are worth no less.
    max_nodes
        Branch-and-bound nodes; no clock is looked at.

    Returns
    -------
    seats, report
        Unit of each person, shape ``(s,)``, and how sure it is that none are better.

    Examples
    --------
    Two functions in two units, each wanting one of two persons, who both sit in the first:

    >>> instance = SeatingInstance(
    ...     available=[10.0, 10.0], demand=[10.0, 10.0], weight=[1.0, 1.0],
    ...     able=[[True, True], [True, True]], unit=[0, 1], seat_cost=[[0, 1], [0, 2]],
    ...     takes_post=[True, True], room=[2, 1], needed=[True, True],
    ... )
    >>> seats, report = solve_seating(instance, np.array([0, 0]), max_nodes=100)
    >>> seats, report.objective
    (array([1, 0]), 19.0)
    """
    if not len(instance.available):
        return np.zeros(0, dtype=np.int64), _nothing(seed)
    model = _Model(instance)
    answer = solve_milp(model.problem, max_nodes=max_nodes, seed=seed, start=model.values(start))
    chosen = np.full(len(instance.available), -1, dtype=np.int64)
    for (s, u), z in model.seats.items():
        if answer.values[z.name] > 0.5:
            chosen[s] = u
    return chosen, answer.report


def _nothing(seed: int) -> SolveReport:
    return SolveReport(
        status=SolveStatus.OPTIMAL, objective=0.0, bound=0.0, seconds=0.0, seed=seed, nodes=0
    )


class _Model:
    """The model and its variables: seats by person and unit, hours by person and function."""

    def __init__(self, instance: SeatingInstance) -> None:
        import pulp

        self.instance = instance
        self.problem = pulp.LpProblem("seating", pulp.LpMaximize)
        add = self.problem.add_variable
        self.seats = {
            (s, u): add(f"z_{s}_{u}", cat="Binary")
            for s, u in np.argwhere(np.isfinite(instance.seat_cost)).tolist()
        }
        self.hours = {
            (s, f): add(f"y_{s}_{f}", lowBound=0)
            for s, f in np.argwhere(instance.able & (instance.demand > 0)).tolist()
            if (s, int(instance.unit[f])) in self.seats
        }
        self.lacking = {
            f: add(f"r_{f}", lowBound=0) for f in np.flatnonzero(instance.needed).tolist()
        }
        self._add_objective()
        self._add_seat_rows()
        self._add_hour_rows()
        self._add_somebody()

    def values(self, seats: Ints) -> dict[str, float]:
        """Return the value of every variable when nobody has been given any hours yet."""
        values = {z.name: float(seats[s] == u) for (s, u), z in self.seats.items()}
        values |= {y.name: 0.0 for y in self.hours.values()}
        there = self.instance.able & (seats[:, None] == self.instance.unit)
        return values | {r.name: float(not there[:, f].any()) for f, r in self.lacking.items()}

    def _add_objective(self) -> None:
        import pulp

        weight, cost = self.instance.weight.tolist(), self.instance.seat_cost.tolist()
        terms = [(y, weight[f]) for (_, f), y in self.hours.items()]
        terms += [(z, -cost[s][u]) for (s, u), z in self.seats.items()]
        terms += [(r, -PENALTY) for r in self.lacking.values()]
        self.problem.setObjective(pulp.LpAffineExpression(terms))

    def _add_seat_rows(self) -> None:
        import pulp

        for s in range(len(self.instance.available)):
            own = [z for (person, _), z in self.seats.items() if person == s]
            self.problem.addConstraint(pulp.lpSum(own) == 1, f"seat_{s}")
        for u, room in enumerate(self.instance.room.tolist()):
            fill = [z for (s, v), z in self.seats.items() if v == u and self.instance.takes_post[s]]
            if fill:
                self.problem.addConstraint(pulp.lpSum(fill) <= room, f"posts_{u}")

    def _add_hour_rows(self) -> None:
        import pulp

        unit, available = self.instance.unit.tolist(), self.instance.available.tolist()
        by_seat: dict[tuple[int, int], list[pulp.LpVariable]] = {}
        by_function: dict[int, list[pulp.LpVariable]] = {}
        for (s, f), y in self.hours.items():
            by_seat.setdefault((s, unit[f]), []).append(y)
            by_function.setdefault(f, []).append(y)
        for (s, u), row in by_seat.items():
            limit = available[s] * self.seats[s, u]
            self.problem.addConstraint(pulp.lpSum(row) <= limit, f"availability_{s}_{u}")
        for f, row in by_function.items():
            wanted = float(self.instance.demand[f])
            self.problem.addConstraint(pulp.lpSum(row) <= wanted, f"demand_{f}")

    def _add_somebody(self) -> None:
        import pulp

        for f, lacking in self.lacking.items():
            u = int(self.instance.unit[f])
            able = [
                self.seats[s, u]
                for s in np.flatnonzero(self.instance.able[:, f]).tolist()
                if (s, u) in self.seats
            ]
            self.problem.addConstraint(pulp.lpSum([*able, lacking]) >= 1, f"somebody_{f}")
