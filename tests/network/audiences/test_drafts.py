"""A rule while it is edited: steps, and the form that carries all of it."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network.audiences.drafts import Group, Line, draft_of, moved, rule_of_draft, with_part, without
from heliograph.network.audiences.form import fields, read, stepped
from heliograph.network.audiences.parsing import parse
from heliograph.network.audiences.trees import tidy
from tests.network.audiences.networks import rules

SOMEBODY = "5f0c2b7e-4c1d-4b6a-9f53-2f6f3f0a9d11"
ROLE, COUNTRY, LANGUAGE = Line("role", ("teacher",)), Line("country", ("KE",)), Line("language", ("fr",))


def posted(draft, **more):
    post = QueryDict(mutable=True)
    for name, value in [*fields(draft, ()), *more.items()]:
        post.appendlist(name, value)
    return post


@given(rules([SOMEBODY], leaves=8))
def test_rule_is_the_same_after_it_was_opened_in_the_editor(data):
    rule = parse(data)
    assert tidy(rule_of_draft(read(posted(draft_of(rule))))) == tidy(rule)


@given(rules([SOMEBODY]), st.booleans())
def test_what_was_removed_is_carried_along_and_means_nothing(data, negated):
    inner = draft_of(parse(data))
    draft = Group(
        "any", (ROLE, Group(inner.kind, inner.parts, removed=True), Line("country", ("KE",), negated=negated))
    )
    assert read(posted(draft)) == draft
    assert rule_of_draft(draft) == rule_of_draft(Group("any", (draft.parts[0], draft.parts[2])))


def test_line_is_added_at_the_end_of_a_group():
    draft = Group("all", (ROLE, Group("any", (COUNTRY,))))
    assert with_part(draft, (1,), LANGUAGE) == (Group("all", (ROLE, Group("any", (COUNTRY, LANGUAGE)))), (1, 1))


def test_part_is_removed_and_put_back():
    draft = Group("all", (ROLE, COUNTRY))
    removed, place = without(draft, (0,))
    assert (rule_of_draft(removed), place) == (rule_of_draft(Group("all", (COUNTRY,))), (0,))
    assert without(removed, (0,), removed=False) == (draft, (0,))


def test_part_is_moved_within_its_group_only():
    draft = Group("all", (ROLE, COUNTRY))
    assert moved(draft, (1,), -1) == (Group("all", (COUNTRY, ROLE)), (0,))
    for place, by in (((0,), -1), ((1,), 1), ((), 1)):
        with pytest.raises(LookupError):
            moved(draft, place, by)


@pytest.mark.parametrize(
    ("do", "parts", "at"),
    [
        ("up-1", (COUNTRY, ROLE), (0,)),
        ("down-0", (COUNTRY, ROLE), (1,)),
        ("group", (ROLE, COUNTRY, Group()), (2,)),
        ("line", (ROLE, COUNTRY, Line("theme")), (2,)),
        ("find-1", (ROLE, COUNTRY), (1,)),
        ("count", (ROLE, COUNTRY), None),
    ],
)
def test_button_takes_its_step(do, parts, at):
    assert stepped(posted(Group("all", (ROLE, COUNTRY)), do=do, new="theme")) == (Group("all", parts), at)


NONSENSE = ["up-0", "up-9", "remove", "remove-x", "remove--1", "up-1-1", "line-0", "remove-" + "0-" * 5000, "up-٣", ""]


@pytest.mark.parametrize("do", NONSENSE)
def test_nonsense_changes_nothing(do):
    draft = Group("all", (ROLE, COUNTRY))
    assert stepped(posted(draft, do=do, new="theme")) == (draft, None)


def test_form_without_sense_is_an_empty_draft():
    assert read(QueryDict("line=role&group-0=any&line-0=colour")) == Group()
    assert read(QueryDict("group=every&line-0=role&values-0=king&line-2=role")) == Group("all", (Line("role"),))


def test_form_of_endless_groups_is_cut_off():
    deep = QueryDict("&".join(f"group{'-0' * depth}=all" for depth in range(300)))
    wide = QueryDict("group=all&" + "&".join(f"line-{index}=role" for index in range(5000)))
    assert len(str(read(deep))) < 2000
    assert len(read(wide).parts) == 199
