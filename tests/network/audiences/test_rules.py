"""A rule as data: what is read, what is refused and where, and that nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network.audiences.parsing import DEEPEST, MOST_PARTS, MOST_VALUES, Unreadable, as_data, parse
from heliograph.network.audiences.trees import All, AnyOf, Leaf, Not, tidy
from heliograph.network.states import Refused
from tests.network.audiences.networks import rules

SOMEBODY = "5f0c2b7e-4c1d-4b6a-9f53-2f6f3f0a9d11"
TEACHERS = {"clause": "role", "values": ["teacher"]}


@given(rules([SOMEBODY]))
def test_rule_survives_being_kept(data):
    assert as_data(parse(data)) == data


def test_rule_is_read_as_a_tree():
    data = {"all": [TEACHERS, {"not": {"any": [{"clause": "country", "values": ["KE", "TG"]}]}}]}
    assert parse(data) == All((Leaf("role", ("teacher",)), Not(AnyOf((Leaf("country", ("KE", "TG")),)))))


def test_values_are_kept_once_and_people_in_one_spelling():
    data = {"clause": "person", "values": [SOMEBODY.upper(), SOMEBODY]}
    assert parse(data) == Leaf("person", (SOMEBODY,))


def nested(depth):
    rule = TEACHERS
    for _level in range(depth - 1):
        rule = {"not": rule}
    return rule


def grouped(depth):
    """Groups within one another, each of which is denied: "None of these is so"."""
    rule = {"not": TEACHERS}
    for _level in range(depth):
        rule = {"not": {"any": [rule]}}
    return rule["not"]


WRONG = [
    (None, ""),
    ([], ""),
    ({}, ""),
    ({"all": [], "any": []}, ""),
    ({"every": []}, ""),
    ({"all": {}}, "all"),
    ({"all": ["role"]}, "all[0]"),
    ({"all": [TEACHERS, {"not": []}]}, "all[1].not"),
    ({"clause": "colour", "values": ["red"]}, "clause"),
    ({"clause": "role"}, "values"),
    ({"clause": "role", "values": "teacher"}, "values"),
    ({"clause": "role", "values": [1]}, "values"),
    ({"any": [{"not": {"clause": "role", "values": ["teacher", "king"]}}]}, "any[0].not.values"),
    ({"clause": "country", "values": ["XX"]}, "values"),
    ({"clause": "region", "values": ["africa"]}, "values"),
    ({"clause": "language", "values": ["fr'; --"]}, "values"),
    ({"clause": "teaching-language", "values": ['fr"']}, "values"),
    ({"clause": "person", "values": ["7"]}, "values"),
    ({"clause": "everybody", "values": ["all"]}, "values"),
    ({"clause": "role", "values": ["teacher"], "since": 2020}, "since"),
    ({"clause": "language", "values": ["fr"] * (MOST_VALUES + 1)}, "values"),
    ({"all": [TEACHERS] * MOST_PARTS}, f"all[{MOST_PARTS - 1}]"),
    (nested(DEEPEST + 3), ".".join(["not"] * (DEEPEST + 1))),
    (grouped(DEEPEST + 1), "any[0]" + ".not.any[0]" * (DEEPEST - 1) + ".not"),
]


@pytest.mark.parametrize(("data", "path"), WRONG)
def test_wrong_data_is_refused_at_its_place(data, path):
    with pytest.raises(Unreadable) as refused:
        parse(data)
    assert refused.value.path == path
    assert isinstance(refused.value, Refused)


def test_refusal_tells_place_and_reason():
    with pytest.raises(Unreadable) as refused:
        parse({"all": [{"clause": "role", "values": ["king"]}]})
    assert refused.value.sentence == "all[0].values: “king” is no value of this clause."


def test_largest_rule_is_read():
    assert parse(grouped(DEEPEST))
    assert len(parse({"all": [{"not": TEACHERS}] * (MOST_PARTS - 1)}).parts) == MOST_PARTS - 1
    assert len(parse({"all": [TEACHERS] * (MOST_PARTS - 1)}).parts) == MOST_PARTS - 1


def test_deep_nonsense_does_not_exhaust_the_stack():
    data = TEACHERS
    for _level in range(100_000):
        data = {"not": data}
    with pytest.raises(Unreadable):
        parse(data)


@given(st.integers(0, 5))
def test_tidying_takes_away_what_means_nothing(times):
    rule = Leaf("role", ("teacher",))
    wrapped = rule
    for _each in range(times):
        wrapped = Not(Not(All((AnyOf((wrapped,)),))))
    assert tidy(wrapped) == rule
    assert tidy(Not(AnyOf())) == All()
