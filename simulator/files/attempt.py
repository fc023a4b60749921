"""One reading of a text: by the parser in C if there is no doubt about it, else by that in Python.

The one in C takes a seventeenth of the time; messages rest on the places and complaints of the one
in Python.
"""

import re
from typing import NamedTuple

from simulator.errors import Problem, ScenarioError
from simulator.files.compose import UNPRINTABLE, Composer
from simulator.files.draft import Draft
from simulator.files.node import MapNode, Node
from simulator.files.punctuation import Stray

DOUBTFUL = re.compile(f"\t|\r(?!\n)|[|>][-+0-9]*#|(?!\r){UNPRINTABLE.pattern}")
"""What the two parsers take differently: tabs, odd ends of lines, comments that touch the sign of a
block of text, and characters that are not seen."""


class Attempt(NamedTuple):
    """What one reading of a draft came to.

    Attributes
    ----------
    root
        The tree; None when the reading stopped.
    problems
        Faults that did not prevent reading on, and the one that ended it for good.
    strays
        Mistyped punctuation that can be mended, with its line counted from 0.
    texts
        Where the texts begin and end, as line and column of the draft, in their order; quotation
        marks are left out.
    error
        The complaint of the parser, if it stopped.
    """

    root: Node | None
    problems: list[Problem]
    strays: list[tuple[int, Stray]]
    texts: list[tuple[tuple[int, int], tuple[int, int]]]
    error: Exception | None = None


def attempted(draft: Draft) -> Attempt:
    """Return the tree of a draft, or how far the reading came."""
    content = draft.content
    return quick_attempt(draft, content) or thorough_attempt(draft, content)


def quick_attempt(draft: Draft, content: str) -> Attempt | None:
    """Return the tree of a draft by the parser in C; None if anything about it is in doubt.

    The parsers differ in characters (:data:`DOUBTFUL`), in what an alias may be called, and in
    where a value stands that is left out.
    """
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # not in its __all__
    from ruamel.yaml.error import YAMLError

    if not draft.is_as_written or DOUBTFUL.search(content) is not None:
        return None
    composer = Composer(draft, content, iter(CParser(content).get_event, None))
    try:
        root = composer.document()
    except (YAMLError, ScenarioError, OverflowError, ValueError):
        return None  # the other parser finds the same, and says it in its own words
    has_gap = any(start == end for start, end in composer.texts)
    is_faulty = composer.problems or composer.strays or not isinstance(root, MapNode)
    if is_faulty or composer.anchors or has_gap:
        return None
    return Attempt(root, composer.problems, composer.strays, composer.texts)


def thorough_attempt(draft: Draft, content: str) -> Attempt:
    """Return the tree of a draft by the parser in Python, or how far the reading came."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    composer = Composer(draft, content, YAML(typ="safe", pure=True).parse(content))
    found = (composer.problems, composer.strays, composer.texts)
    try:
        return Attempt(composer.document(), *found)
    except (YAMLError, OverflowError, ValueError) as error:  # the last two: \\U beyond Unicode
        return Attempt(None, *found, error)
    except ScenarioError as error:
        composer.problems.extend(error.problems)
        return Attempt(None, *found)
