"""Where a report comes from, as its footer says: version, files and command."""

from dataclasses import dataclass

from simulator.language import Language, Text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a report comes from.

    Attributes
    ----------
    files
        (name, short hash) of every scenario file.
    command
        The command that makes the same report again.
    contradictions
        How often the sources contradict themselves, as ``orgshift check`` lists.
    """

    files: tuple[tuple[str, str], ...]
    command: str
    contradictions: int = 0

    def footer(
        self, version: str, own: tuple[tuple[Text, Text], ...], language: Language
    ) -> tuple[tuple[str, str], ...]:
        """Return a report's footer: version and files, its own lines, the command."""
        lines = (
            (text("版本"), text("orgshift {version}", version=version)),
            *(
                (text("文件"), text("{name} (sha256 {digest})", name=name, digest=digest))
                for name, digest in self.files
            ),
            *own,
            (text("复现命令"), text("{command}", command=self.command)),
        )
        return tuple((label.render(language), value.render(language)) for label, value in lines)
