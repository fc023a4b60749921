"""Where functions may go: qualified people, ties, ``allowed``, what is kept, and who takes in."""

from simulator.search import Freedom, placement_rules
from tests.builders import function, village

FREE = Freedom()


def permitted(scenario, freedom=FREE, **others):
    return placement_rules(scenario, scenario.layout("current"), freedom, **others).permitted


def test_a_function_goes_where_somebody_at_post_is_qualified_or_stays():
    found = permitted(village())
    assert found["notice"] == ("office", "hall")  # 文秘: ann in the office, dan in the hall
    assert found["relief"] == ("office", "station", "hall")  # 文秘 or 会计: hua in the station too
    assert found["market"] == ("bureau",)  # 执法: eve alone


def test_the_leadership_and_dispatched_offices_take_nothing_in():
    anybody = [function("notice", "office"), function("relief", "station")]
    anybody += [function("permit", "hall"), function("market", "bureau")]
    found = permitted(village(functions=anybody))
    assert found["notice"] == ("office", "station", "hall")
    assert found["market"] == ("office", "station", "hall", "bureau")  # but may leave one


def test_a_dispatched_office_takes_in_what_a_tie_names_it_for():
    tie = {
        "id": "T1",
        "title": "市场",
        "functions": ["permit"],
        "units": ["hall", "bureau"],
        "source": "report",
    }
    anybody = [function("notice", "office"), function("relief", "station")]
    anybody += [function("permit", "hall"), function("market", "bureau")]
    tied = village(functions=anybody, ties=[tie])
    assert permitted(tied)["permit"] == ("hall", "bureau")
    lifted = permitted(tied, lifted=frozenset({"T1"}))
    assert lifted["permit"] == ("office", "station", "hall")


def test_allowed_of_the_author_is_respected_and_can_be_lifted():
    functions = [f.model_dump() for f in village().functions]
    functions[1]["allowed"] = ["station", "hall"]
    limited = village(functions=functions)
    assert permitted(limited)["relief"] == ("station", "hall")
    lifted = permitted(limited, lifted=frozenset({"allowed:relief"}))
    assert lifted["relief"] == ("office", "station", "hall")


def test_what_is_kept_stays_and_an_untouched_unit_takes_nothing_in():
    kept = permitted(village(), Freedom(kept=frozenset({"relief"})))
    assert kept["relief"] == ("station",)
    untouched = permitted(village(), Freedom(untouched=frozenset({"hall"})))
    assert untouched["notice"] == ("office",)
    assert untouched["permit"] == ("office", "station", "hall")


def test_skills_do_not_count_where_people_may_be_reseated():
    assert permitted(village(), Freedom(people_stay=False))["market"] == (
        "office",
        "station",
        "hall",
        "bureau",
    )
