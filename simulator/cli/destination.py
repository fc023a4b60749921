"""Where a command may write: never over what somebody else may have put there."""

from collections.abc import Sequence
from pathlib import Path

from simulator.errors import OutputError
from simulator.language import text


def require_free(out: Path, *, force: bool, read: Sequence[Path] = ()) -> None:
    """Refuse to write over a file, unless that is asked for; over what is read, always.

    Raises
    ------
    OutputError
        There is such a file.
    """
    if not out.exists():
        return
    if any(path.exists() and out.samefile(path) for path in read):
        raise OutputError(
            text("{path}：这是要读取的文件本身，写入会覆盖它。请换一个文件名。", path=out)
        )
    if not force:
        raise OutputError(
            text("{path}：已经有这个文件，没有覆盖。请换一个文件名，或加 --force 覆盖。", path=out)
        )
