"""The generated pages of the documentation: where each stands, and what makes it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.reference.assumptions import assumptions_page
from tests.reference.commands import commands_page
from tests.reference.metrics import metrics_page
from tests.reference.scenarios import scenarios_page
from tests.reference.workbook import workbook_page

TOP = Path(__file__).parents[2]

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "docs/reference/assumptions.md": assumptions_page,
        "docs/reference/commands.md": commands_page,
        "docs/reference/metrics.md": metrics_page,
        "docs/reference/workbook.md": workbook_page,
        "scenarios/README.md": lambda: scenarios_page(TOP / "scenarios"),
    }
)


def write_pages() -> None:
    """Write every page to its place."""
    for path, page in PAGES.items():
        target = TOP / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(), encoding="utf-8")
