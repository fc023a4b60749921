"""Sentences that wait for their language: a Chinese template, named holes, and English on demand.

The Chinese template is the key of its translation. A template of ASCII characters only, such as
``"{name} ({key})"``, reads the same in both languages and has no entry; every other template has
one, in ``locale/en/LC_MESSAGES/orgshift.po``. ``make messages`` collects the templates, and a test
fails while one of them has no English.
"""

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, Never

Language = Literal["zh", "en"]

DOMAIN = "orgshift"
LOCALE = Path(__file__).with_name("locale")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with named holes, not yet in any language.

    Attributes
    ----------
    template
        The sentence in Chinese, with holes such as ``{found}`` or ``{share:.1f}``.
    values
        What goes into each hole, by name. A text is rendered in the language of the sentence
        around it; a tuple or list is rendered item by item as a list of words.

    Raises
    ------
    ValueError
        The names of the holes and of the values differ.
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __post_init__(self) -> None:
        given = frozenset(name for name, _ in self.values)
        holes = hole_names(self.template)
        if given != holes:
            msg = f"{self.template!r} has the holes {sorted(holes)}, got values {sorted(given)}."
            raise ValueError(msg)

    def render(self, language: Language = "zh") -> str:
        """Return the sentence in one language, with every hole filled.

        Raises
        ------
        MissingTranslation
            The sentence, or one inside it, has no English yet.

        Examples
        --------
        >>> text("{names}", names=("党政办", "财政所")).render()
        '党政办、财政所'
        >>> text("{names}", names=("党政办", "财政所")).render("en")
        '党政办, 财政所'
        """
        shown = {name: _shown(value, language) for name, value in self.values}
        return _in_language(self.template, language).format(**shown)


class MissingTranslation(LookupError):
    """A sentence was asked for in English and has none."""

    def __init__(self, template: str) -> None:
        super().__init__(
            f"No English for {template!r}. Run `make messages`, then fill in its msgstr in "
            f"simulator/locale/en/LC_MESSAGES/{DOMAIN}.po and run it again."
        )


def text(template: str, /, **values: object) -> Text:
    """Return a sentence to be rendered later; the one way to mark a template for translation.

    Parameters
    ----------
    template
        A literal string, so that the translation tool can find it.
    values
        What goes into each hole, by name.

    Examples
    --------
    >>> text("{key}: {n:.1f}", key="units", n=6).render()
    'units: 6.0'
    """
    return Text(template, tuple(sorted(values.items())))


@cache
def hole_names(template: str) -> frozenset[str]:
    """Return the names of the holes of a template.

    Raises
    ------
    ValueError
        A hole has no plain name, such as ``{}`` or ``{person.name}``.

    Examples
    --------
    >>> sorted(hole_names("{found} of {expected:.1f}"))
    ['expected', 'found']
    """
    names = frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    for name in sorted(names):
        if not name.isidentifier():
            msg = f"{template!r} has the hole {{{name}}}, expected a plain name."
            raise ValueError(msg)
    return names


def _in_language(template: str, language: Language) -> str:
    if language == "zh" or template.isascii():
        return template
    return _english().gettext(template)


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Text):
        return value.render(language)
    if isinstance(value, tuple | list):
        return text("、").render(language).join(str(_shown(item, language)) for item in value)
    return value


@cache
def _english() -> gettext.GNUTranslations:
    path = LOCALE / "en" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    translations.add_fallback(_NoFallback())
    return translations


class _NoFallback(gettext.NullTranslations):
    """Refuse what the catalogue lacks, where gettext itself would answer in Chinese."""

    def gettext(self, message: str) -> Never:
        raise MissingTranslation(message)
