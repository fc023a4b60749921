"""No input gives a traceback: a mangled file is a scenario or a list of problems, nothing else."""

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.errors import ScenarioError, Severity
from simulator.files import check_file, dump_scenario, load_scenario
from simulator.files.attempt import quick_attempt, thorough_attempt
from simulator.files.draft import Draft
from simulator.files.dump import written_value
from tests.shipped import SCENARIOS
from tests.simulator.files.writing import BASE, GOOD

EXAMPLES = int(os.environ.get("MANGLED_EXAMPLES", "150"))  # tens of thousands before a release

SIGNS = st.sampled_from(
    (
        *":-[]{}#&*!|>'\"%@`,?\n\t\0：，【】“”　\ufeff\u202e",
        "<<: ",
        "---\n",
        "...\n",
        "*a",
        "&a ",
        "!!str ",
    )
)
VALUES = st.one_of(
    st.sampled_from(
        (
            *(
                "1e999",
                "-.inf",
                ".nan",
                "~",
                "true",
                "yes",
                "[]",
                "{}",
                "[[]]",
                "{a: {b: 1}}",
                "''",
            ),
            *("9" * 5000, "字" * 5000, "0x" + "f" * 5000, '"\\U00110000"', '"\\ud800"', "- - -"),
            *(
                "[" * 200,
                "[" * 200 + "]" * 200,
                "{a: " * 61 + "}" * 61,
                "*x",
                "&x [*x]",
                "|",
                "2026-11-23",
            ),
        )
    ),
    st.text(max_size=5),
    st.integers().map(str),
    st.floats().map(repr),
)
FILES = tuple(path.read_text(encoding="utf-8") for path in sorted(GOOD.glob("*.yaml")))


@st.composite
def mangled_texts(draw):
    """Draw a good file with pieces deleted, put in, moved, or replaced by other values."""
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        to = min(len(content), at + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(("cut", "delete", "sign", "value", "word", "line", "repeat")))
        if kind == "cut":
            content = content[:at]
        elif kind == "delete":
            content = content[:at] + content[to:]
        elif kind == "sign":
            content = content[:at] + draw(SIGNS) + content[at:]
        elif kind == "value":  # in the place of whatever stands behind a colon
            start = content.find(": ", at) + 2
            end = min((i for i in (content.find(c, start) for c in ",}\n") if i > 0), default=start)
            content = content[:start] + draw(VALUES) + content[end:]
        elif kind == "word":
            content = content[:at] + draw(st.text(max_size=8)) + content[to:]
        elif kind == "line":
            lines = content.splitlines(keepends=True) or [""]
            i = draw(st.integers(0, len(lines) - 1))
            j = draw(st.integers(0, len(lines) - 1))
            lines[i], lines[j] = lines[j], lines[i]
            content = "".join(lines)
        else:
            content = content[:to] + content[at:to] + content[to:]
    return content


@st.composite
def mangled_bytes(draw):
    """Draw a good file with some bytes changed."""
    data = bytearray(draw(st.sampled_from(FILES)).encode())
    for _ in range(draw(st.integers(1, 5))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def judge(path, **options):
    """Load, and see that what is refused is refused with words in both languages."""
    errors = [p for p in check_file(path, **options) if p.severity is Severity.ERROR]
    for problem in errors:
        assert problem.line >= 1 <= problem.column
        assert problem.render().encode() != problem.render("en").encode()
    if errors:
        with pytest.raises(ScenarioError) as refusal:
            load_scenario(path, **options)
        assert list(refusal.value.problems) == errors
    else:
        scenario = load_scenario(path, **options)
        again = path.with_name("again.yaml")
        again.write_text(dump_scenario(scenario), encoding="utf-8")
        assert load_scenario(again) == scenario


@settings(max_examples=EXAMPLES)
@given(content=mangled_texts())
@example(content="? \n: a")
@example(content="%YAML 9.9\n---\na: 1\n")
@example(content="extends: ''\n")
@example(content="extends: .\n")
@example(content="{{}: 1}")
@example(content="\r")
def test_mangled_text(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp()
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    path = folder / "mangled.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    judge(path)


@settings(max_examples=EXAMPLES)
@given(data=mangled_bytes())
def test_mangled_bytes(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "mangled.yaml"
    path.write_bytes(data)
    judge(path)


@settings(max_examples=EXAMPLES)
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "mangled.yaml"
    path.write_bytes(data)
    judge(path)


KEYS = st.sampled_from(
    (
        *(
            "title",
            "study.seed",
            "functions.F001.volume",
            "functions.F001",
            "functions",
            "layouts.current",
        ),
        *(
            "interactions.F001+F002.contacts",
            "assumptions.presence.value",
            "reforms.hall.measures.hall",
        ),
        *(
            "layouts.current.holds.F001",
            "study.priorities.民生",
            "schema",
            "a.b",
            ".",
            "functions.F9.id",
        ),
    )
)


@settings(max_examples=EXAMPLES)
@given(key=st.one_of(KEYS, st.text(max_size=12)), value=VALUES)
def test_any_set(tmp_path_factory, key, value):
    path = tmp_path_factory.getbasetemp() / "set.yaml"
    path.write_text(BASE, encoding="utf-8")
    judge(path, overrides=[f"{key}={value}", f"{key}={written_value(value)}"])
    judge(path, overrides=[f"{key}={value}"])


@settings(max_examples=EXAMPLES, deadline=None)
@given(content=mangled_texts())
@example(content="a: 1\tb\n")
@example(content="*a: 1\n")
@example(content="- &a: 1\n- *a:\n")
@example(content="a: x\x85b: 2\n")
@example(content="a: x\u2028b: 2\n")
@example(content="a: x\rb: 2\n")
@example(content="a:\nb: 2\n")
@example(content="a: |# b\n  c\n")
@example(content="|2-# b\n  c\n")
@example(content=">-\n  a\n  b\n")
@example(content="|\n  a")
def test_what_the_quick_parser_reads_the_thorough_one_reads_too(content):
    draft = Draft(content, "f.yaml")
    quick = quick_attempt(draft, content)
    assert quick is None or repr(quick) == repr(thorough_attempt(draft, content))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_files_are_read_quickly(path, ends):
    content = path.read_text("utf-8").replace("\n", ends)
    draft = Draft(content, "f.yaml")
    quick = quick_attempt(draft, content)
    assert quick is not None
    assert repr(quick) == repr(thorough_attempt(draft, content))
