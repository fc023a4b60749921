import ast

import pytest

from simulator.language import MissingTranslation, Text, hole_names, text
from tests.contracts import messages

CATALOGUE = messages.read_catalog(messages.PO)
ENTRIES = messages.entries(CATALOGUE)
USES = messages.source_uses(messages.SOURCE)


def test_holes_are_filled_by_name():
    assert text("{b}, {a}", a=1, b="乙").render() == "乙, 1"


def test_a_hole_may_say_how_a_number_is_shown():
    assert text("{share:.1%}", share=0.345).render() == "34.5%"


def test_a_text_inside_a_text_takes_the_language_of_the_whole():
    inner = text("{names}", names=[text("{n}", n=1), "二"])
    assert text("({inner})", inner=inner).render("zh") == "(1、二)"
    assert text("({inner})", inner=inner).render("en") == "(1, 二)"


def test_the_order_of_values_does_not_matter():
    assert text("{a} {b}", a=1, b=2) == text("{a} {b}", b=2, a=1)


@pytest.mark.parametrize("values", [{}, {"found": 1, "expected": 2}, {"fuond": 1}])
def test_values_that_do_not_fit_the_holes_are_refused_at_once(values):
    with pytest.raises(ValueError, match=r"has the holes \['found'\], got values \["):
        text("发现 {found}", **values)


@pytest.mark.parametrize("template", ["{}", "{0}", "{person.name}", "{rows[0]}"])
def test_a_hole_needs_a_plain_name(template):
    with pytest.raises(ValueError, match="expected a plain name"):
        hole_names(template)


def test_doubled_braces_are_not_holes():
    assert text("{{x}}").render() == "{x}"


def test_a_missing_translation_is_never_shown_in_chinese():
    untranslated = Text("这一句永远没有译文")
    assert untranslated.render("zh") == "这一句永远没有译文"
    with pytest.raises(
        MissingTranslation, match=r"No English for '这一句永远没有译文'\. Run `make"
    ):
        untranslated.render("en")


def test_every_template_in_the_source_is_a_literal():
    hidden = [f"{use.path}:{use.line}" for use in USES if use.template is None]
    assert hidden == []


def test_every_template_in_the_source_has_plain_holes():
    for use in USES:
        hole_names(use.template or "")


def test_nobody_builds_a_text_behind_the_marker():
    built = [
        f"{path.relative_to(messages.ROOT)}:{node.lineno}"
        for path in sorted(messages.SOURCE.rglob("*.py"))
        if path.name != "language.py"
        for node in _calls_of_language_text(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert built == []


def test_the_catalogue_is_what_the_source_needs():
    needed = messages.po_bytes(messages.updated(CATALOGUE, USES))
    assert messages.PO.read_bytes() == needed, "Run `make messages`."


def test_every_entry_has_english_with_the_same_holes():
    wrong = [
        template
        for template, english in ENTRIES.items()
        if not english or hole_names(english) != hole_names(template)
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_what_the_catalogue_compiles_to():
    compiled = messages.mo_bytes(messages.updated(CATALOGUE, USES))
    assert messages.MO.read_bytes() == compiled, "Run `make messages`."


def test_every_entry_renders_as_its_english():
    for template, english in filter(all, ENTRIES.items()):
        values = dict.fromkeys(hole_names(template), 1)
        assert text(template, **values).render("en") == english.format(**values)


def test_updating_keeps_translations_and_drops_what_nobody_uses():
    old = messages.PlainCatalog(locale="en")
    old.add("甲", "A")
    old.add("乙", "B")
    uses = [
        messages.Use("乙", "b.py", 1),
        messages.Use("丙", "c.py", 1),
        messages.Use("ok", "c.py", 2),
    ]
    new = messages.updated(old, uses)
    assert messages.entries(new) == {"乙": "B", "丙": ""}


def test_the_tool_finds_both_ways_of_calling_and_marks_what_it_cannot_read(tmp_path):
    (tmp_path / "a.py").write_text(
        'text("甲" "乙", n=1)\nlanguage.text("丙")\ntext(name)\nother.text("丁")\n',
        encoding="utf-8",
    )
    found = [(use.template, use.line) for use in messages.source_uses(tmp_path)]
    assert found == [("甲乙", 1), ("丙", 2), (None, 3)]


def _calls_of_language_text(tree):
    imported = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "simulator.language"
        and any(alias.name == "Text" for alias in node.names)
        for node in ast.walk(tree)
    )
    return [
        node
        for node in ast.walk(tree)
        if imported
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Text"
    ]
