"""Answers made anonymous: when, what goes, what stays, and that a fault in the middle does no harm."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from heliograph.calls.concerning import ANONYMOUS
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.figuring.figures import figures
from heliograph.calls.models import (
    AnswerFile,
    CallEntry,
    CoRespondent,
    Response,
    ResponseEntry,
    ResponseNote,
    StoredContent,
)
from heliograph.calls.retaining import anonymising
from heliograph.calls.retaining.anonymising import anonymise, anonymise_due
from heliograph.calls.retaining.until import is_due, kept_until
from heliograph.frame.needs import needs_of
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

OPTIONS = [{"key": "a", "label": {"en": "By train"}}, {"key": "b", "label": {"en": "On foot"}}]
QUESTIONS: list[dict[str, Any]] = [
    {"key": "badge", "type": "short", "label": {"en": "Name"}, "personal": True, "why": {"en": "For the badge."}},
    {"key": "diet", "type": "single", "label": {"en": "Diet"}, "options": OPTIONS, "personal": True,
     "why": {"en": "For the kitchen."}},
    {"key": "way", "type": "multiple", "label": {"en": "Way"}, "options": OPTIONS, "settings": {"other": True}},
    {"key": "why", "type": "long", "label": {"en": "Why?"}},
    {"key": "learners", "type": "number", "label": {"en": "Learners"}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def closed(**fields: Any) -> Any:
    return call(questions=QUESTIONS, opens=NOW - 20 * DAY, closes=NOW + DAY, **fields)


def everything() -> str:
    """All that tables of responses hold, as text."""
    models = (Response, ResponseEntry, CoRespondent, AnswerFile, ResponseNote)
    return json.dumps([list(model._default_manager.values()) for model in models], default=str)


def in_words(asked: Any, code: str) -> Any:
    with translation.override(code):
        return [(each.title, list(each.lines), each.note) for each in figures(asked, [code])]


def test_they_are_kept_as_long_as_the_organizer_says_else_the_usual_time_after_closing(settings):
    settings.ANSWERS_KEPT_DAYS = 100
    asked = closed()
    assert kept_until(asked, dates_of(asked)) == (NOW + 101 * DAY).date()
    asked.retain_until = date(2026, 3, 1)
    assert kept_until(asked, dates_of(asked)) == date(2026, 3, 1)


def test_the_day_ends_in_the_organizers_zone():
    asked = closed(zone="Pacific/Auckland", retain_until=date(2026, 3, 1))
    ends = NOW.replace(month=3, day=1, hour=11, minute=0, second=0, microsecond=0)
    assert not is_due(asked, ends - timedelta(seconds=1))
    assert is_due(asked, ends)


def test_nothing_is_made_anonymous_while_a_call_is_open_or_has_no_end():
    asked = closed(retain_until=(NOW - DAY).date())
    assert not is_due(asked, NOW)
    assert is_due(asked, NOW + 2 * DAY)
    endless = call(closes=None)
    assert not is_due(endless, NOW + 5000 * DAY)


def test_nobody_can_be_told_from_what_stays():
    asked, who = closed(retain_until=NOW.date()), person("ama@school.example.org", name="Ama Example")
    made = response(asked, who, badge="Ama", diet="a", way=["a", {"_other": "With Ama"}], why="I am Ama.", learners=31)
    CoRespondent.objects.create(response=made, email="kofi@school.example.org", name="Ama Kofi", invited_at=NOW)
    ResponseNote.objects.create(response=made, at=NOW, text="Ama has called.")
    Response.objects.filter(pk=made.pk).update(name="Ama", email="ama@school.example.org", draft={"why": "Ama"})
    ResponseEntry.objects.update(note="Dear Ama", data={"name": "Ama"})
    assert anonymise_due(NOW + 3 * DAY) == 1
    assert "Ama" not in everything()
    assert "school.example.org" not in everything()
    made.refresh_from_db()
    assert made.answers == {"way": ["a", {"_other": "…"}], "learners": 31}
    assert made.person.email.endswith(".invalid")


def test_state_country_and_days_stay_and_so_do_the_figures_in_each_language():
    asked = closed(retain_until=NOW.date(), respondent="organization")
    response(asked, for_=school(country="TG"), badge="Ama", diet="a", way=["a"], learners=31)
    before = {code: in_words(asked, code) for code in ("en", "fr", "ar")}
    anonymise_due(NOW + 3 * DAY)
    asked.refresh_from_db()
    assert asked.anonymised_at == NOW + 3 * DAY
    assert {code: in_words(asked, code) for code in ("en", "fr", "ar")} == before
    assert Response.objects.get().country == "TG"


def test_the_school_stays_where_schools_answer_and_goes_where_people_do():
    of_schools, of_people = closed(retain_until=NOW.date(), respondent="organization"), closed(retain_until=NOW.date())
    response(of_schools, for_=school())
    own = response(of_people)
    Response.objects.filter(pk=own.pk).update(organization=school())
    anonymise_due(NOW + 3 * DAY)
    assert Response.objects.get(call=of_schools).organization is not None
    assert Response.objects.get(call=of_people).organization is None


def test_drafts_and_files_go():
    asked = closed(retain_until=NOW.date())
    draft, sent = response(asked), response(asked)
    Response.objects.filter(pk=draft.pk).update(state="draft")
    content = StoredContent.objects.create(digest="d", size=1, content_type="text/plain", stored_at=NOW)
    AnswerFile.objects.create(response=sent, question="plan", content=content, name="plan.txt", sent_at=NOW)
    anonymise_due(NOW + 3 * DAY)
    assert not Response.objects.filter(pk=draft.pk).exists()
    assert not AnswerFile.objects.exists()


def test_what_was_interrupted_goes_on_where_it_was(monkeypatch):
    asked = closed(retain_until=NOW.date())
    for _number in range(5):
        response(asked, badge="Ama", learners=3)
    monkeypatch.setattr(anonymising, "BATCH", 2)
    whole, calls = anonymising._anonymise_batch, []

    def failing(*given: Any) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise OSError("the disk is full")
        whole(*given)

    monkeypatch.setattr(anonymising, "_anonymise_batch", failing)
    assert anonymise_due(NOW + 3 * DAY) == 0
    asked.refresh_from_db()
    assert (asked.anonymised_at, Response.objects.filter(slot__startswith=ANONYMOUS).count()) == (None, 2)
    learners = next(each for each in figures(asked, ["en"]) if each.key == "q-learners")
    assert anonymise_due(NOW + 4 * DAY) == 3
    asked.refresh_from_db()
    assert learners in figures(asked, ["en"])
    assert "Ama" not in everything()


def test_it_is_done_once_and_logged():
    asked = closed(retain_until=NOW.date())
    response(asked)
    assert (anonymise_due(NOW + 3 * DAY), anonymise_due(NOW + 4 * DAY)) == (1, 0)
    assert anonymise(asked, NOW + 4 * DAY) == 0
    assert CallEntry.objects.get(verb="anonymise").data == {"count": 1}


def test_an_owed_letter_is_not_written_to_nobody():
    asked = closed(retain_until=NOW.date())
    response(asked)
    ResponseEntry.objects.update(told_at=None)
    anonymise_due(NOW + 3 * DAY)
    assert not ResponseEntry.objects.filter(told_at=None).exists()


def test_organizers_are_told_on_the_desk_a_month_before():
    secretary = with_role(person(), "secretariat")
    asked = closed(retain_until=(NOW + 40 * DAY).date())
    response(asked)
    address = reverse("calls:desk_retention", args=[asked.slug])
    assert address not in [need.url for need in needs_of(secretary, NOW)]
    assert address in [need.url for need in needs_of(secretary, NOW + 20 * DAY)]


@pytest.fixture
def secretary(client):
    who = with_role(person(), "secretariat")
    client.force_login(who)
    return who


def test_the_day_is_set_on_the_desk_and_the_log_says_who_did(client, secretary):
    asked = closed()
    address = reverse("calls:desk_retention", args=[asked.slug])
    assert "13 January 2028" in client.get(address).content.decode()
    client.post(address, {"until": "2027-05-01"})
    asked.refresh_from_db()
    assert asked.retain_until == date(2027, 5, 1)
    assert CallEntry.objects.get(verb="retention").by == secretary
    assert client.post(address, {"until": "soon"}).status_code == 422


def test_at_once_only_for_a_call_that_is_over_and_by_who_is_sure(client, secretary):
    asked = closed()
    response(asked, badge="Ama")
    address = reverse("calls:desk_anonymise", args=[asked.slug])
    assert client.post(address, {"sure": "1"}).status_code == 302
    assert "Ama" in everything()
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        client.force_login(secretary)
        assert client.post(address).status_code == 422
        assert "Ama" in everything()
        anonymising.anonymise(asked, NOW + 2 * DAY, secretary)
        page = client.get(reverse("calls:desk_retention", args=[asked.slug])).content.decode()
    assert "made anonymous on" in page
    assert "Ama" not in everything()


def test_another_organizer_cannot(client):
    client.force_login(with_role(person(), "organizer", organization=school()))
    asked = closed()
    for name in ("calls:desk_retention", "calls:desk_anonymise"):
        assert client.get(reverse(name, args=[asked.slug])).status_code == 404


def test_who_answers_reads_the_day_before_he_sends(client):
    asked = closed(retain_until=date(2027, 5, 1))
    client.force_login(person())
    for name in ("calls:call", "calls:answer"):
        page = client.get(reverse(name, args=[asked.slug])).content.decode()
        assert "Answers are kept until Saturday, 1 May 2027" in page


def test_a_call_made_anonymous_takes_no_answers_any_more_whatever_dates_it_is_given():
    asked = closed(retain_until=NOW.date())
    anonymise_due(NOW + 3 * DAY)
    asked.deadlines.filter(kind="closes").update(at=NOW + 90 * DAY, until=NOW + 90 * DAY)
    asked = type(asked).objects.get(pk=asked.pk)
    with pytest.raises(Refused, match="no answers any more"):
        response(asked)


def test_a_day_that_is_past_cannot_be_chosen(client, secretary):
    asked = closed()
    answer = client.post(reverse("calls:desk_retention", args=[asked.slug]), {"until": "2020-01-01"})
    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.retain_until is None


def test_of_what_happened_when_only_the_days_stay():
    asked = closed(retain_until=NOW.date())
    response(asked)
    anonymise_due(NOW + 3 * DAY)
    made = Response.objects.get()
    instants = [made.submitted_at, made.arrived_at, made.created_at, *made.entries.values_list("at", flat=True)]
    assert {(each.hour, each.minute, each.second) for each in instants if each} == {(0, 0, 0)}


def test_the_calls_page_leads_to_it_and_the_desk_says_when_it_is_overdue(client, secretary):
    asked = call(closes=None, retain_until=NOW.date())
    response(asked)
    address = reverse("calls:desk_retention", args=[asked.slug])
    assert address in client.get(reverse("calls:desk_call", args=[asked.slug])).content.decode()
    late = [need for need in needs_of(secretary, NOW + 5 * DAY) if need.url == address]
    assert "close or complete it" in late[0].words
