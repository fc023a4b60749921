"""What every command on scenarios begins with: where results go, and the files opened."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import typed_command
from simulator.errors import OutputError
from simulator.language import text

if TYPE_CHECKING:
    from simulator.files import LoadedScenario
    from simulator.reports.provenance import Provenance


def open_files(
    files: Sequence[Path],
    settings: Sequence[str] | None,
    out: Sequence[Path] | None,
    *,
    also: Sequence[str] = (),
    beside: Sequence[Path] = (),
) -> "list[LoadedScenario]":
    """Open scenario files, each read once, when their results can be written.

    Parameters
    ----------
    settings
        Values of ``--set``.
    out
        Files that the report is to be written to.
    also
        Suffixes of such files beside those of reports.
    beside
        Other files to be written; that they can be is known.

    Raises
    ------
    ScenarioError
        A file cannot be used.
    OutputError
        A file cannot be written, or is one of those that a scenario is read from, under whatever
        name.
    """
    from simulator.files import open_scenario
    from simulator.reports.write import require_destination

    for path in out or ():
        require_destination(path, also)

    opened = [open_scenario(file, overrides=settings or ()) for file in files]
    for path in (*(out or ()), *beside):
        for loaded in opened:
            _require_unread(path, loaded)
    return opened


def provenance_of(opened: "Sequence[LoadedScenario]", contradictions: int = 0) -> "Provenance":
    """Return where a report on scenarios comes from: the files as read, and this command."""
    from simulator.reports.provenance import Provenance

    return Provenance(
        files=tuple((str(loaded.file), loaded.digest) for loaded in opened),
        command=typed_command(),
        contradictions=contradictions,
    )


def _require_unread(path: Path, loaded: "LoadedScenario") -> None:
    if not path.exists():
        return
    own, *extended = loaded.read_from
    if path.samefile(own):
        raise OutputError(
            text("{path}：这是情景文件本身，写入会覆盖它。请换一个文件名。", path=path)
        )
    if any(path.samefile(other) for other in extended):
        raise OutputError(
            text("{path}：情景文件沿用（extends）它，写入会覆盖它。请换一个文件名。", path=path)
        )
