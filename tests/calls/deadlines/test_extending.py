"""More time for one person: never less than everybody has, told by a letter with a link of his own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.answering import links
from heliograph.calls.deadlines import concerned, extending
from heliograph.calls.deadlines.following import follow
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.desk import letters
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, start, submit
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Extension
from heliograph.calls.states import DeadlineKind as D
from heliograph.delivery.models import Message
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PARIS = "Europe/Paris"
CLOSES = on_day(date(2026, 2, 1), PARIS)
UNTIL = on_day(date(2026, 2, 6), PARIS).until


@pytest.fixture
def one():
    """A published call that closes on 1 February in Paris."""
    made = call("Posters", opens=None, closes=None, zone=PARIS)
    deadline(made, "closes", CLOSES.at, until=CLOSES.until, precision="day")
    return made


@pytest.fixture
def late(one):
    """Somebody who has begun an answer."""
    who = person("late@example.org", name="Late", languages=["en"], zone="Africa/Lome")
    start(one, Subject(who), Sheet(one.question_sets.get()), Act(NOW, who))
    return who


def test_who_was_given_more_time_can_answer_when_it_is_closed_for_all_others(one, late, organizer):
    extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW, "Ill")
    sheet, after = Sheet(one.question_sets.get()), CLOSES.until + DAY
    assert submit(one, Subject(late), sheet, Act(after, late)).response.state == "confirmed"
    with pytest.raises(Refused) as refused:
        submit(one, Subject(person()), sheet, Act(after))
    assert refused.value.code == "closed"


def test_the_letter_says_until_when_why_and_has_a_link_of_his_own(one, late, organizer):
    extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW, "You were ill.")
    message = Message.objects.get(address="late@example.org")
    assert message.mailing.topic == "answers"
    assert message.body.subject == "More time for you: Posters (Friday, 6 February 2026)"
    lines = message.body.text.splitlines()
    assert "Closes: Friday, 6 February 2026" in lines
    assert "Open until Friday, 6 February 2026, 22:59 (Lome time)" in lines
    assert "For everybody else it stays: Sunday, 1 February 2026" in lines
    assert "You were ill." in lines
    signed = next(line for line in lines if "/answer/with/" in line).rstrip("/").rsplit("/", 1)[1]
    assert links.read(unquote(signed), one).person == late.public_id


@pytest.mark.parametrize("kind", [D.WITHDRAW, D.RECONFIRM])
def test_the_letter_to_who_has_answered_leads_to_what_he_has_more_time_for(client, one, organizer, kind):
    who, after = person("done@example.org", languages=["en"]), CLOSES.until + DAY
    deadline(one, kind, CLOSES.until)
    answer = response(one, who)
    extending.grant(one, who, kind, after + DAY, organizer, NOW)
    text = Message.objects.get(address="done@example.org", mailing__topic="answers").body.text
    link = re.search(r"https?://[^/]+(/answers/with/\S+)", text)[1]
    with time_machine.travel(after, tick=False):
        page = client.get(link)
        assert (page.status_code, page.context["line"].response) == (200, answer)
        assert Step(kind) in page.context["line"].can
        form = client.get(reverse("calls:answer_signed", args=[one.slug, links.token(who, one)])).content.decode()
    assert re.search(r'/answers/with/[^"]+">Look at it', form)


def test_the_same_once_more_writes_no_second_letter(one, late, organizer):
    for _time in range(2):
        extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW)
    assert (Message.objects.count(), one.extensions.count(), one.entries.count()) == (1, 1, 1)


def test_more_time_still_is_a_second_letter_and_less_is_refused(one, late, organizer):
    extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW)
    extending.grant(one, late, D.CLOSES, UNTIL + DAY, organizer, NOW)
    with pytest.raises(Refused, match="Take it back first"):
        extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW)
    assert (Message.objects.count(), one.extensions.get().until) == (2, UNTIL + DAY)


@pytest.mark.parametrize(
    ("kind", "until", "code"),
    [
        (D.CLOSES, CLOSES.until, "not-later"),
        (D.CLOSES, CLOSES.until - DAY, "not-later"),
        (D.WITHDRAW, UNTIL, "no-date"),
    ],
)
def test_a_date_is_never_moved_earlier_nor_given_where_there_is_none(one, late, organizer, kind, until, code):
    with pytest.raises(Refused) as refused:
        extending.grant(one, late, kind, until, organizer, NOW)
    assert (refused.value.code, Extension.objects.count(), Message.objects.count()) == (code, 0, 0)


def test_time_that_is_past_a_closed_account_and_a_call_that_is_over_are_refused(one, late, organizer):
    for who, fields, at, code in (
        (late, {}, UNTIL, "past"),
        (person(is_active=False), {}, NOW, "gone"),
        (late, {"status": "completed"}, NOW, "over"),
        (late, {"status": "draft"}, NOW, "over"),
        (late, {"anonymised_at": NOW}, NOW, "anonymous"),
    ):
        type(one).objects.filter(pk=one.pk).update(**{"status": "published", **fields})
        with pytest.raises(Refused) as refused:
            extending.grant(one, who, D.CLOSES, UNTIL, organizer, at)
        assert refused.value.code == code


def test_it_is_noted_on_what_he_has_answered_and_owes_no_second_letter(one, late, organizer):
    other = response(one)
    extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW, "Ill")
    entry = one.responses.get(person=late).entries.get(verb="extend")
    assert (entry.note, entry.told_at, entry.by) == ("Ill", NOW, organizer)
    assert not other.entries.filter(verb="extend").exists()


def test_what_was_given_is_taken_back_once_and_told(one, late, organizer):
    extension = extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW)
    assert extending.take_back(extension, organizer, NOW)
    assert not extending.take_back(extension, organizer, NOW)
    assert not Extension.objects.exists()
    subjects = [message.body.subject for message in Message.objects.order_by("pk")]
    assert subjects[1:] == ["Your extra time was taken back: Posters (Closes: Sunday, 1 February 2026)"]
    assert [entry.verb for entry in one.entries.all()] == ["extension", "extension-back"]


def test_given_again_after_it_was_taken_back_it_is_told_again(one, late, organizer):
    for _time in range(2):
        extending.take_back(extending.grant(one, late, D.CLOSES, UNTIL, organizer, NOW), organizer, NOW)
    assert Message.objects.count() == 4


def test_a_general_extension_beyond_it_counts_for_him_too(one, late, organizer):
    extending.grant(one, late, D.CLOSES, CLOSES.until + timedelta(hours=5), organizer, NOW)
    one.deadlines.filter(kind="closes").update(until=UNTIL)
    submit(one, Subject(late), Sheet(one.question_sets.get()), Act(UNTIL - DAY, late))


def test_those_who_have_begun_or_sent_an_answer_are_offered_to_the_secretariat(one, late, organizer):
    sent = response(one, person("sent@example.org", name="Ama"))
    response(call(), person("elsewhere@example.org"))
    assert extending.candidates(one, organizer) == [sent.person, late]


def test_who_has_only_begun_is_not_named_to_an_organizer_and_is_accepted_by_address(one, late):
    sent = response(one, person("sent@example.org", name="Ama"))
    by = with_role(person(), "organizer", organization=school())
    assert extending.candidates(one, by) == [sent.person]
    assert extending.person_at("LATE@example.org", one, by) == late


def test_an_organizer_finds_those_who_have_to_do_with_the_call_and_nobody_else(one):
    by = with_role(person("by@example.org"), "organizer", organization=school())
    follower, sent = person("follows@example.org"), response(one, person("sent@example.org")).person
    follow(one, follower, NOW)
    stranger, elsewhere = person("stranger@example.org"), response(call(), person("elsewhere@example.org")).person
    assert extending.person_at("follows@example.org", one, by) == follower
    assert extending.person_at("sent@example.org", one, by) == sent
    said = set()
    for address in (stranger.email, elsewhere.email, "no-such-address@example.org"):
        with pytest.raises(Refused) as refused:
            extending.person_at(address, one, by)
        said.add((refused.value.code, refused.value.sentence))
    assert [code for code, _sentence in said] == ["nobody"]
    assert extending.person_at("by@example.org", one, by) == by


def test_who_has_more_time_and_has_not_begun_is_told_of_a_moved_date_and_a_cancellation(one, organizer):
    waits = person("waits@example.org")
    Extension.objects.create(call=one, person=waits, until=UNTIL, made_at=NOW)
    assert [each.address for each in concerned.people(one)] == ["waits@example.org"]
    assert concerned.count(one) == 1
    assert [each.address for each in letters.answering(one)] == ["waits@example.org"]
