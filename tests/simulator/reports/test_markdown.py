import pytest

from simulator.reports.markdown import escaped, render_markdown
from tests.simulator.reports.samples import comparison


def test_a_comparison_carries_all_columns_with_numbers_on_the_right():
    lines = render_markdown(comparison(3)).splitlines()
    start = lines.index("## 各方案比较")
    assert lines[start + 3] == (
        "| :--- | :--- | ---: | ---: | ---: | ---: | :--- | ---: | ---: | ---: | :--- |"
    )
    assert lines[start + 5] == (
        "| 协调成本 | 小时/月 | 2,345.6 | 2,057.1 | -288.5 | -12.3 % | 更好 "
        "| 2,143.7 | -201.9 | -8.6 % | 更好 |"
    )


def test_a_section_is_a_row_in_bold():
    assert "\n| **人员覆盖** |  |  |\n" in render_markdown(comparison(1))


def test_no_character_of_a_name_means_anything_to_markdown():
    assert escaped("a|b\\c`d`*e*_f_[g](h)~i~ $j$ <k>&amp;") == (
        r"a\|b\\c\`d\`\*e\*\_f\_\[g\](h)\~i\~ \$j\$ &lt;k&gt;&amp;amp;"
    )


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("1. a", r"1\. a"),
        ("1.5 a", "1.5 a"),
        ("- a", r"\- a"),
        ("-1", "-1"),
        ("+", r"\+"),
        ("# a", r"\# a"),
    ],
)
def test_a_sentence_does_not_become_a_list_or_a_heading(sentence, written):
    assert escaped(sentence) == written
