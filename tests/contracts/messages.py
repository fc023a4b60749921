"""The translation tool: collects the templates of the source and keeps the catalogue in step.

Run as ``python -m tests.contracts.messages``, or ``make messages``. Every ``text("…")`` in
``simulator/`` that is not pure ASCII is one entry of ``orgshift.po``. New entries arrive with an
empty translation, entries that nobody uses leave, and ``orgshift.mo`` is compiled from what
remains. Neither file carries a date or a name, so the same source gives the same bytes.
"""

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from simulator.language import DOMAIN, LOCALE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "simulator"
PO = LOCALE / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")

HEADER = """\
# English for every sentence of orgshift. The msgid is the Chinese template in the source.
# Fill in the msgstr, keep the {names}, then run `make messages`."""


@dataclass(frozen=True, slots=True)
class Use:
    """One call of ``text`` in the source.

    ``template`` is None when the first argument is not a literal string: no tool can find it.
    """

    template: str | None
    path: str
    line: int


class PlainCatalog(Catalog):
    """A catalogue whose header says what a reader of the file needs, and nothing that changes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "en"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def main() -> None:
    """Bring both files into step with the source, and list what still lacks English."""
    catalog = updated(read_catalog(PO), source_uses(SOURCE))
    PO.write_bytes(po_bytes(catalog))
    MO.write_bytes(mo_bytes(catalog))
    missing = [template for template, english in entries(catalog).items() if not english]
    for template in missing:
        print(f"no English yet: {template}")
    print(f"{PO.relative_to(ROOT)}: {len(catalog)} messages, {len(missing)} without English")


def source_uses(folder: Path) -> list[Use]:
    """Return every call of ``text`` below a folder, in the order of files and lines."""
    return [use for path in sorted(folder.rglob("*.py")) for use in _file_uses(path)]


def read_catalog(path: Path) -> Catalog:
    """Return the catalogue of a .po file, an empty one when there is no file."""
    if not path.exists():
        return PlainCatalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def entries(catalog: Catalog) -> dict[str, str]:
    """Return the English of every template, an empty string where there is none yet."""
    return {str(entry.id): str(entry.string or "") for entry in catalog if entry.id}


def updated(old: Catalog, uses: list[Use]) -> Catalog:
    """Return the catalogue that the source needs, with the translations that are there."""
    catalog = PlainCatalog(locale="en", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for use in uses:
        if use.template is None or use.template.isascii():
            continue
        known = old.get(use.template)
        catalog.add(
            use.template,
            known.string if known else "",
            locations=[(use.path, 0)],
            user_comments=known.user_comments if known else (),
        )
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """Return the .po file of a catalogue: one line a message, files without line numbers."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, include_lineno=False)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return the .mo file of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _file_uses(path: Path) -> Iterator[Use]:
    source = path.read_text(encoding="utf-8")
    if "text(" not in source:
        return
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if _is_marker(call.func):
            yield Use(_literal(call), name, call.lineno)


def _is_marker(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="text") | ast.Attribute(value=ast.Name(id="language"), attr="text"):
            return True
    return False


def _literal(call: ast.Call) -> str | None:
    match call.args:
        case [ast.Constant(value=str(template))]:
            return template
    return None


if __name__ == "__main__":
    main()
