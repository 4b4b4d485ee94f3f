"""What the table finds: by what all responses have, by every type of answer, by words; and in which order."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from heliograph.calls.models import Response
from heliograph.calls.responses import keys
from heliograph.calls.responses.asking import asked_of, sent_to
from heliograph.calls.responses.paging import find, in_order
from heliograph.network.models import Person
from tests.calls.factories import DAY, call, response
from tests.calls.responses.asked import AGREED, answered, asking
from tests.network.factories import NOW, school

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three responses: "Anna", "Bela" and "Cleo", each with other answers."""
    call = asking()
    answered(
        call,
        "Anna",
        why="The river carries our letters.",
        size=9,
        day="2026-03-01",
        level="primary",
        themes=["peace", "water"],
        partner="TG",
        photos=AGREED,
    )
    answered(call, "Bela", why="We sing.", size=10, day="2026-04-01", level="upper", themes=["song"], partner="FR")
    answered(call, "Cleo 100%", size=-5)
    keys.refresh(call)
    return call


def titles(call, query: str) -> list[str]:
    wanted = asked_of(call, QueryDict(query), Person())
    found = find(wanted)
    return [each.answers["title"] for each in in_order(found, found.part(50).keys)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Anna", "Bela", "Cleo 100%"}),
        ("a.title=ann", {"Anna"}),
        ("a.title=100%25", {"Cleo 100%"}),
        ("a.title=%25a", set()),
        ("a.why=letters river", {"Anna"}),
        ("a.why=song", set()),
        ("a.why.is=yes", {"Anna", "Bela"}),
        ("a.why.is=no", {"Cleo 100%"}),
        ("a.size.from=9.5", {"Bela"}),
        ("a.size.from=-5&a.size.to=9", {"Anna", "Cleo 100%"}),
        ("a.day.from=2026-03-02", {"Bela"}),
        ("a.day.to=2026-03-01", {"Anna"}),
        ("a.level=upper", {"Bela"}),
        ("a.level=upper&a.level=primary", {"Anna", "Bela"}),
        ("a.themes=water", {"Anna"}),
        ("a.themes=water&a.themes=song", {"Anna", "Bela"}),
        ("a.partner=FR", {"Bela"}),
        ("a.photos.is=yes", {"Anna"}),
        ("a.photos.is=no", {"Bela", "Cleo 100%"}),
        ("q=river", {"Anna"}),
        ("q=bel", {"Bela"}),
        ("a.level=upper&a.themes=water", set()),
    ],
)
@pytest.mark.every_case
def test_each_type_of_answer_is_looked_for_in_its_way(three, query, expected):
    assert set(titles(three, query)) == expected


@pytest.mark.parametrize(
    "query", ["a.level=gone", "a.size.from=many", "a.day.from=soon", "state=draft", "country=XX", "a.x=1"]
)
def test_a_filter_that_is_not_understood_filters_nothing_and_stays_in_the_address(three, query):
    assert len(titles(three, query)) == 3
    wanted = asked_of(three, QueryDict(query), Person())
    assert "&".join(f"{name}={value}" for name, (value,) in wanted.unread.items()) == query
    assert wanted.query().urlencode() == query


@pytest.mark.parametrize("query", ["sort=gone", "col=gone", "other=1"])
def test_what_is_no_filter_and_the_table_does_not_know_is_left_out(three, query):
    assert asked_of(three, QueryDict(query), Person()).query().urlencode() == ""


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("a.title", ["Anna", "Bela", "Cleo 100%"]),
        ("-a.title", ["Cleo 100%", "Bela", "Anna"]),
        ("a.size", ["Cleo 100%", "Anna", "Bela"]),
        ("-a.size", ["Bela", "Anna", "Cleo 100%"]),
        ("a.day", ["Anna", "Bela", "Cleo 100%"]),
        ("-a.day", ["Bela", "Anna", "Cleo 100%"]),
    ],
)
@pytest.mark.every_case
def test_who_did_not_answer_stands_last_in_both_directions(three, sort, expected):
    assert titles(three, f"sort={sort}") == expected


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("sort", ["a.day", "-a.day", "state", "-state", "arrived", "-arrived", "who", "-country"])
@pytest.mark.every_case
def test_pages_forward_and_back_show_each_response_once_in_the_same_order(three, monkeypatch, sort, few):
    monkeypatch.setattr("heliograph.calls.responses.paging.FEW", few)
    monkeypatch.setattr("heliograph.calls.responses.paging.FIRST", 1)
    for number in range(4):
        answered(three, f"More {number}", day="2026-03-01")
    Response.objects.filter(answers__title="Bela").update(state="accepted", arrived_at=NOW - DAY)
    keys.refresh(three)
    found = find(asked_of(three, QueryDict(f"sort={sort}"), Person()))
    whole = found.part(50).keys
    forward, part = [], found.part(2)
    while part.keys:
        forward += part.keys
        part = found.part(2, after=part.keys[-1]) if part.after else found.part(2, after=whole[-1])
    assert forward == whole
    assert len(set(whole)) == 7
    back, part = [], found.part(2, before=whole[-1])
    while part.keys:
        back = part.keys + back
        part = found.part(2, before=part.keys[0])
    assert back == whole[:-1]


def test_a_draft_is_never_found(three):
    draft = Response.objects.filter(answers__title="Anna")
    draft.update(state="draft")
    assert set(titles(three, "")) == {"Bela", "Cleo 100%"}


def test_filters_by_what_all_responses_have(three):
    late = answered(three, "Late", school("School of Togo", country="TG"))
    Response.objects.filter(pk=late.pk).update(late=True, language="fr", arrived_at=NOW - 3 * DAY, state="accepted")
    keys.refresh(three)
    for query in ("late=yes", "country=TG", "region=africa", "language=fr", "state=accepted", "kind=school", "q=togo"):
        assert titles(three, query) == ["Late"]
    day = (NOW - 3 * DAY).date().isoformat()
    assert titles(three, f"since={day}&until={day}") == ["Late"]
    assert "Late" not in titles(three, "late=no")
    assert titles(three, "files=yes") == []


def test_an_address_that_was_read_is_written_the_same_way(three):
    query = "state=submitted&a.size.from=3&a.level=upper&a.photos.is=no&sort=-a.size&col=who&col=a.title"
    assert QueryDict(query) == asked_of(three, QueryDict(query), Person()).query()


def test_a_changed_answer_is_found_by_what_it_is_now(three):
    one = Response.objects.get(answers__title="Anna")
    one.answers, one.version = {"title": "Dora", "why": "Mountains."}, one.version + 1
    one.save()
    assert keys.refresh(three) == 0
    assert titles(three, "a.title=anna") == []
    assert titles(three, "q=river") == []
    assert titles(three, "a.why=mountains") == ["Dora"]


def test_keys_that_are_dropped_leave_nothing_to_find(three):
    keys.drop_keys(sent_to(three))
    assert titles(three, "q=river") == []
    assert titles(three, "a.title.is=yes") == []
    assert keys.tend(NOW) == 3
    assert titles(three, "q=river") == ["Anna"]


def test_old_keys_of_several_calls_are_made_in_batches(three, monkeypatch):
    monkeypatch.setattr(keys, "BATCH", 2)
    response(call())
    Response.objects.update(keyed=0)
    assert keys.tend(NOW) == 4
    assert not Response.objects.filter(keys.OLD).exists()


def test_questions_of_earlier_versions_can_still_be_asked_for(three):
    newest = three.question_sets.get()
    newest.pk, newest.version = None, 2
    newest.questions = [{"key": "new", "type": "short", "label": {"en": "New"}}]
    newest.save()
    assert titles(three, "a.title=anna") == ["Anna"]


def test_who_was_never_asked_a_question_has_not_answered_it(three):
    newest = three.question_sets.get()
    newest.pk, newest.version = None, 2
    newest.questions = [*newest.questions, {"key": "new", "type": "short", "label": {"en": "New"}}]
    newest.save()
    answered(three, "Dora", new="Yes.")
    answered(three, "Emil")
    keys.refresh(three)
    assert set(titles(three, "a.new.is=no")) == {"Anna", "Bela", "Cleo 100%", "Emil"}
    assert titles(three, "a.new.is=yes") == ["Dora"]


@pytest.mark.parametrize(
    "query",
    ["q=river", "a.why=river", "a.level=upper", "a.level.is=no", "a.size.from=1&late=no", "state=submitted&files=no"],
)
@pytest.mark.every_case
def test_what_is_picked_by_a_filter_is_what_the_table_shows(three, query):
    wanted = asked_of(three, QueryDict(query), Person())
    assert {each.answers["title"] for each in wanted.apply(sent_to(three))} == set(titles(three, query))
