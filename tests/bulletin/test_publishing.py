"""Scheduling, publishing, correcting: the rules, the log, the letter handed over once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.models import Issue
from heliograph.bulletin.publishing import LONG_PAST, address, correct, publish, publish_due, schedule, unschedule
from heliograph.bulletin.states import Refused
from heliograph.delivery.models import Body, Mailing
from tests.bulletin.factories import make_issue, make_item
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def draft(db):
    return make_issue(items=2, state="draft")


def verbs(issue):
    return list(issue.log.values_list("verb", flat=True))


def refused(code, call, *arguments):
    with pytest.raises(Refused) as refusal:
        call(*arguments)
    assert refusal.value.code == code
    return str(refusal.value)


def test_publishing_dates_and_logs_and_sends(draft, secretary, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        issue = publish(draft.pk, secretary, NOW)
    assert (issue.state, issue.published_at, issue.mailing_key) == ("published", NOW, f"issue-22-{draft.pk}")
    assert verbs(issue) == ["create", "publish"]
    assert issue.log.last().actor == secretary
    mailing = Mailing.objects.get()
    assert (mailing.key, mailing.topic) == (issue.mailing_key, "bulletin")
    assert [message.address for message in mailing.messages.all()] == [coordinator.email]


def test_publishing_twice_is_publishing_once(draft, secretary, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(draft.pk, secretary, NOW)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        issue = publish(draft.pk, secretary, LATER)
    assert (issue.published_at, callbacks, verbs(issue)) == (NOW, [], ["create", "publish"])
    assert Mailing.objects.count() == 1


def test_an_issue_without_items_is_refused(secretary):
    issue = make_issue(items=0, state="draft")
    assert refused("no-items", publish, issue.pk, secretary, NOW) == (
        "This issue has no items yet. Add one, then publish it."
    )
    issue.refresh_from_db()
    assert (issue.state, verbs(issue)) == ("draft", ["create"])


def test_a_missing_title_is_refused_by_name(draft, secretary):
    make_item(draft, 3, title=LazyI18nString({"fr": "Sans titre anglais"}))
    assert refused("item-title-missing", publish, draft.pk, secretary, NOW) == (
        "Item 3 has no title in English. Write one."
    )
    draft.title = LazyI18nString({"fr": "Bulletin"})
    draft.save()
    assert refused("title-missing", schedule, draft.pk, LATER, secretary, NOW) == (
        "The issue has no title in English. Write one."
    )


def test_only_the_secretariat_publishes(draft, coordinator):
    for call, arguments in (
        (publish, (coordinator, NOW)),
        (schedule, (LATER, coordinator, NOW)),
        (unschedule, (coordinator, NOW)),
        (correct, ("Wrong day.", coordinator, NOW)),
    ):
        refused("not-allowed", call, draft.pk, *arguments)


def test_scheduling_and_taking_it_back(draft, secretary):
    issue = schedule(draft.pk, LATER, secretary, NOW)
    assert (issue.state, issue.publish_at) == ("scheduled", LATER)
    issue = schedule(draft.pk, LATER + timedelta(days=1), secretary, NOW)
    assert issue.publish_at == LATER + timedelta(days=1)
    issue = unschedule(draft.pk, secretary, NOW)
    assert (issue.state, issue.publish_at) == ("draft", None)
    assert verbs(issue) == ["create", "schedule", "schedule", "unschedule"]
    refused("not-scheduled", unschedule, draft.pk, secretary, NOW)


def test_a_past_time_is_refused(draft, secretary):
    refused("past", schedule, draft.pk, NOW, secretary, NOW)


def test_a_published_issue_is_neither_scheduled_nor_taken_back(secretary):
    issue = make_issue(items=1)
    refused("published", schedule, issue.pk, LATER, secretary, NOW)
    refused("published", unschedule, issue.pk, secretary, NOW)


def test_what_is_due_is_published_by_the_clock(draft, secretary):
    waiting = make_issue(23, items=1, state="draft")
    schedule(draft.pk, LATER, secretary, NOW)
    schedule(waiting.pk, LATER + timedelta(hours=1), secretary, NOW)
    assert publish_due(LATER - timedelta(seconds=1)) == []
    assert publish_due(LATER) == [22]
    assert publish_due(LATER) == []
    assert set(Issue.objects.published()) == {draft}
    assert draft.log.last().actor is None


def test_what_is_due_but_not_ready_becomes_a_draft_with_the_reason(draft, secretary, caplog):
    schedule(draft.pk, LATER, secretary, NOW)
    draft.items.all().delete()
    assert publish_due(LATER) == []
    draft.refresh_from_db()
    assert (draft.state, draft.log.last().note) == ("draft", "This issue has no items yet. Add one, then publish it.")


def test_a_correction_is_dated_and_what_was_mailed_stays(
    draft, secretary, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publish(draft.pk, secretary, NOW)
    before = list(Body.objects.values_list("subject", "html", "text"))
    issue = correct(draft.pk, " The second date was wrong. ", secretary, LATER)
    assert (issue.corrected_at, issue.log.last().note) == (LATER, "The second date was wrong.")
    assert list(Body.objects.values_list("subject", "html", "text")) == before


def test_a_correction_needs_a_note_and_a_published_issue(draft, secretary):
    refused("not-published", correct, draft.pk, "Wrong day.", secretary, NOW)
    refused("note-missing", correct, make_issue(23).pk, "  ", secretary, NOW)


def test_issue_whose_time_is_long_past_asks_instead_of_going_out(draft, secretary):
    schedule(draft.pk, LATER, secretary, NOW)
    assert publish_due(LATER + LONG_PAST + timedelta(minutes=1)) == []
    draft.refresh_from_db()
    assert (draft.state, draft.log.last().verb) == ("draft", "unschedule")
    assert draft.log.last().note.startswith("Its time was long past")


def test_reach_is_chosen_before_publishing_and_not_after(draft, secretary):
    issue = address(draft.pk, "all", secretary, NOW, wait=True)
    assert (issue.reach, issue.letters_wait, verbs(issue)[-1]) == ("all", True, "address")
    version = issue.version
    assert address(draft.pk, "all", secretary, NOW, wait=True).version == version
    publish(draft.pk, secretary, NOW)
    with pytest.raises(Refused) as refusal:
        address(draft.pk, "schools", secretary, NOW, wait=False)
    assert refusal.value.code == "published"


def test_nobody_else_chooses_the_reach(draft, coordinator):
    with pytest.raises(Refused) as refusal:
        address(draft.pk, "all", coordinator, NOW, wait=False)
    assert refusal.value.code == "not-allowed"
