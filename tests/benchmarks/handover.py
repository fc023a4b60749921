"""How an instance travels to a process of another environment: one file of plain arrays."""

from dataclasses import fields
from pathlib import Path

import numpy as np

from solver.assignment.groups import Groups
from solver.assignment.instance import AssignmentInstance

ARRAYS = [field.name for field in fields(AssignmentInstance) if field.name != "groups"]
OF_GROUPS = [field.name for field in fields(Groups)]


def write_instance(path: Path, instance: AssignmentInstance) -> None:
    """Write an instance as ``.npz``."""
    groups = {f"groups.{name}": getattr(instance.groups, name) for name in OF_GROUPS}
    arrays = {name: np.asarray(getattr(instance, name)) for name in ARRAYS}
    np.savez(path, allow_pickle=False, **arrays, **groups)


def read_instance(path: Path) -> AssignmentInstance:
    """Read what :func:`write_instance` has written."""
    with np.load(path, allow_pickle=False) as file:
        groups = Groups(**{name: file[f"groups.{name}"] for name in OF_GROUPS})
        arrays = {name: file[name] for name in ARRAYS if name != "most_moves"}
        return AssignmentInstance(**arrays, groups=groups, most_moves=int(file["most_moves"]))
