"""“Take the floor”: a call bound to an event; who is accepted stands on the programme, as he has agreed to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, decide, submit, withdraw
from heliograph.calls.models import Call
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.retaining.anonymising import anonymise
from heliograph.calls.states import Actor, Verb
from heliograph.events.afterwards.floor import open_floor
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.states import Refused
from tests.events.factories import event, occurrence
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
LAST = date(2026, 1, 16)
AGREED = {"agreed": True, "text": "My name …", "language": "en", "digest": "x", "at": NOW.isoformat()}


def opened(organizer, **fields):
    one = occurrence(event("Fourth session", **fields)).event
    return one, open_floor(one, LAST, organizer, NOW)


def offer(call, **answers):
    teacher = person(name="Ama Mensah")
    at = school(name="Lomé School")
    with_role(teacher, "teacher", organization=at)
    with_role(teacher, "focal-point", organization=at)
    given = {"topic": "Our notebook", "summary": "What we wrote.", "speaks": "myself", **answers}
    sheet = Sheet(call.question_sets.latest("version"), given)
    return submit(call, Subject(teacher, organization=at, country=at.country), sheet, Act(NOW, teacher)).response


def accepted(response, organizer):
    return decide(response, Verb.ACCEPT, Act(NOW, organizer, Actor.ORGANIZER)).response


def programme(one):
    return [(each.name, each.organization, str(each.role), str(each.topic)) for each in one.speakers.all()]


def test_the_floor_is_a_published_call_of_the_events_programme_until_a_day(organizer):
    one, call = opened(organizer)
    assert (call.kind, call.status, str(call.title), call.programme) == (
        "floor", "published", "Take the floor: Fourth session", one.programme,
    )  # fmt: skip
    closes = call.deadlines.get(kind="closes")
    assert (closes.precision, closes.until.isoformat()) == ("day", "2026-01-16T23:00:00+00:00")
    assert open_floor(one, LAST + timedelta(days=1), organizer, NOW) == call
    Call.objects.update(status="cancelled")
    fresh = open_floor(one, LAST + timedelta(days=1), organizer, NOW)
    assert (fresh != call, type(one).objects.get(pk=one.pk).floor) == (True, fresh)
    assert [each.key for each in questions_of(call.question_sets.get())] == [
        "topic", "summary", "speaks", "language", "name",
    ]  # fmt: skip


@pytest.mark.parametrize(("last", "code"), [(date(2026, 1, 11), "past"), (date(2026, 1, 19), "too-late")])
def test_offers_end_before_the_event_begins(organizer, last, code):
    one = occurrence(event()).event
    with pytest.raises(Refused) as refused:
        open_floor(one, last, organizer, NOW)
    assert (refused.value.code, Call.objects.count()) == (code, 0)


def test_a_draft_has_a_draft_and_only_who_runs_the_event_opens_it(organizer):
    assert opened(organizer, status="draft")[1].status == "draft"
    with pytest.raises(Refused):
        open_floor(occurrence(event()).event, LAST, person(), NOW)


def test_who_is_accepted_stands_on_the_programme_by_name_where_he_agrees(organizer):
    one, call = opened(organizer)
    named, unnamed = offer(call, name=AGREED), offer(call)
    assert programme(one) == []
    accepted(named, organizer)
    accepted(unnamed, organizer)
    assert programme(one) == [
        ("Ama Mensah", "Lomé School", "", "Our notebook"),
        ("Lomé School", "", "", "Our notebook"),
    ]
    withdraw(named, Act(NOW, named.person))
    assert programme(one) == [("Lomé School", "", "", "Our notebook")]


def test_students_never_stand_there_by_name(organizer):
    one, call = opened(organizer)
    accepted(offer(call, speaks="students", name=AGREED), organizer)
    ((name, organization, role, _topic),) = programme(one)
    assert (name, organization, "students" in role) == ("Lomé School", "", True)


def test_of_who_is_forgotten_the_school_speaks(organizer):
    one, call = opened(organizer)
    response = accepted(offer(call, name=AGREED), organizer)
    held = next(each for each in holdings() if each.slug == "floors")
    assert [row["name"] for row in held.export(response.person)] == ["Ama Mensah"]
    held.erase(Erasing(response.person, {}, NOW))
    assert programme(one)[0][:2] == ("Lomé School", "")


def test_of_who_is_forgotten_after_the_offers_were_made_anonymous_the_school_speaks(organizer):
    one, call = opened(organizer)
    response = accepted(offer(call, name=AGREED), organizer)
    anonymise(call, NOW)
    one.speakers.update(name="Mme Ama Mensah")
    held = next(each for each in holdings() if each.slug == "floors")
    assert [row["name"] for row in held.export(response.person)] == ["Mme Ama Mensah"]
    held.erase(Erasing(response.person, {}, NOW))
    assert (programme(one)[0][:2], one.speakers.get().person) == (("Lomé School", ""), None)


def test_the_page_of_the_event_offers_the_floor_while_it_is_open(client, organizer, clock):
    one, call = opened(organizer)
    page = reverse("events:event", args=[one.slug])
    address = reverse("calls:call", args=[call.slug])
    assert f'href="{address}"' in client.get(page).content.decode()
    call.deadlines.filter(kind="closes").update(until=NOW)
    assert address not in client.get(page + "?x=1").content.decode()
