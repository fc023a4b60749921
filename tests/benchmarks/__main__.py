"""Measure speed and solution quality, and write the page that says so."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.effort import FULL, QUICK
from tests.benchmarks.page import sections_of, written

SECTIONS = {
    "commands": ("commands", "lines"),
    "gqap": ("targets", "gqap"),
    "ctap": ("targets", "ctap"),
    "proof": ("proof", "lines"),
    "towns": ("towns", "lines"),
    "growth": ("growth", "lines"),
    "draws": ("draws", "lines"),
}
"""Sections in their order: the module, and its function that measures."""


def main(arguments: list[str]) -> None:
    """Measure what is asked for and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("page", type=Path, help="page to write, for example docs/benchmarks.md")
    parser.add_argument(
        "--only", choices=SECTIONS, action="append", help="measure this section, keep the others"
    )
    parser.add_argument(
        "--quick", action="store_true", help="measure a little, to see that everything works"
    )
    asked = parser.parse_args(arguments)
    kept = sections_of(asked.page.read_text(encoding="utf-8")) if asked.page.exists() else {}
    effort = QUICK if asked.quick else FULL
    new = {}
    for name in asked.only or SECTIONS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        module, function = SECTIONS[name]
        measure = getattr(import_module(f"tests.benchmarks.sections.{module}"), function)
        new[name] = "\n".join(measure(effort)) + "\n"
        asked.page.write_text(written(list(SECTIONS), kept, new), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
