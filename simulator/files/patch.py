"""Writing reforms as a file that extends another: a patch that every command takes as it is."""

import os
from collections.abc import Sequence
from pathlib import Path

from simulator.files.dump import SCHEMA_LINE, written_lines
from simulator.model.reform import Reform


def dump_patch(
    base: Path,
    target: Path,
    *,
    title: str,
    reforms: Sequence[Reform],
    study: dict[str, object],
    comments: Sequence[str] = (),
) -> str:
    """Return the text of a file that adds reforms to another, and asks to compare them.

    Parameters
    ----------
    base
        The file that it extends.
    target
        Where it will stand; the way to ``base`` is written from there.
    title
        Title of the new file.
    reforms
        What it adds.
    study
        What it sets of the study, such as ``layouts``.
    comments
        Paragraphs at its top, without their ``#``.
    """
    entries: dict[str, object] = {
        "schema": 1,
        "extends": _way(base, target),
        "title": title,
        "reforms": list(reforms),
        "study": study,
    }
    lines = [line for comment in comments for line in comment.splitlines() or [""]]
    top = "".join(f"# {line}\n" if line else "#\n" for line in lines)
    return SCHEMA_LINE + top + "\n" + "\n".join(written_lines(entries)) + "\n"


def _way(base: Path, target: Path) -> str:
    """Return the path from the folder of one file to another, with forward slashes."""
    start = target.resolve().parent
    try:
        way = Path(os.path.relpath(base.resolve(), start))
    except ValueError:  # another drive of Windows: there is no way but from the top
        way = base.resolve()
    return way.as_posix()
