"""What the letters about answers say, by whom they are to: who answers, alone or for another, who is answered for."""

from __future__ import annotations

import re

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import CoRespondent, Response, ResponseEntry
from heliograph.calls.said import Role, said
from heliograph.calls.states import Actor, Verb
from heliograph.calls.telling import write_letters
from heliograph.delivery.models import Message
from tests.calls.factories import DAY, call, deadline, response
from tests.network.factories import NOW, person, school

pytestmark = pytest.mark.django_db
GUEST = "guest@example.org"


def subjects():
    """Who has got which subject since this was asked last."""
    write_letters(NOW)
    found = dict(Message.objects.values_list("address", "body__subject"))
    Message.objects.all().delete()
    return found


def letters():
    write_letters(NOW)
    return dict(Message.objects.order_by("pk").values_list("address", "body__text"))


def line_before_link(text):
    found = re.search(r"^(.+)\nhttp\S+/answers/\S+$", text, re.MULTILINE)
    return found and found[1]


def lead():
    return person("lead@example.org", name="Ama")


def answered_for_guest(to, name="Kofi"):
    by = lead()
    subject = Subject(by, name=name, email=GUEST)
    return verbs.submit(to, subject, Sheet(to.question_sets.get(), {}), Act(NOW, by)).response


def test_who_is_answered_for_is_told_by_whom_what_it_means_and_what_can_be_done():
    to = call()
    deadline(to, "reconfirm", NOW + 5 * DAY)
    answered_for_guest(to)
    written = letters()
    assert written[GUEST].startswith(
        "Ama has answered the call “Registration” for you. It is confirmed: you are expected.\n\nWhat was sent for you:"
    )
    assert line_before_link(written[GUEST]) == "You need no account for that. Look at it, reconfirm or withdraw it:"
    assert written["lead@example.org"].startswith(
        "We have your answer to “Registration” for Kofi.\n\nWhat you have sent:"
    )


def test_the_waiting_list_is_whose_place_it_is():
    to = call(capacity=1)
    response(to)
    answered_for_guest(to)
    response(to, person("own@example.org", name="Own"))
    response(to, person("school@example.org"), for_=school(name="Lycée"))
    found = subjects()
    assert {address: found[address] for address in (GUEST, "lead@example.org", "own@example.org")} == {
        GUEST: "You are on the waiting list: Registration",
        "lead@example.org": "Kofi is on the waiting list: Registration",
        "own@example.org": "You are on the waiting list: Registration",
    }
    assert found["school@example.org"] == "Lycée is on the waiting list: Registration"


def test_a_place_that_is_free_is_to_be_taken_up_at_the_link_of_its_letter():
    to = call(capacity=1)
    first = response(to)
    answered_for_guest(to)
    subjects()
    verbs.withdraw(first, Act(NOW, first.person))
    write_letters(NOW)
    found = {row.address: row.body for row in Message.objects.select_related("body")}
    subject = re.sub(r"by .*:", "by …:", found[GUEST].subject)
    assert subject == "A place is free for you, take it by …: Registration"
    assert found["lead@example.org"].subject.startswith("A place is free for Kofi, take it by ")
    assert line_before_link(found["lead@example.org"].text) == "Take it up, or let it go:"
    assert line_before_link(found[GUEST].text) == "You need no account for that. Take it up, or let it go:"
    assert line_before_link(found[first.person.email].text) == "Look at it, or answer again while the call is open:"


def test_who_gets_a_place_passed_on_is_told_by_whom_and_who_had_it_that_it_is_gone():
    passed = answered_for_guest(call())
    subjects()
    verbs.substitute(passed, "Esi", "esi@example.org", Act(NOW, passed.person))
    write_letters(NOW)
    found = {row.address: row.body for row in Message.objects.select_related("body")}
    assert {address: body.subject for address, body in found.items()} == {
        "esi@example.org": "Kofi has passed their place on to you: Registration",
        GUEST: "Your place was passed on: Registration",
        "lead@example.org": "Somebody else comes: Registration",
    }
    assert found["esi@example.org"].attachments.count() == 1
    assert "/answers/" not in found[GUEST].text
    assert "on to Esi. Nothing more is expected of you." in found[GUEST].text
    assert found["lead@example.org"].text.startswith("The place for “Registration” was passed on. Now it is for Esi.")


def test_ones_own_place_is_passed_on_in_ones_own_name():
    own = response(call(), lead())
    subjects()
    verbs.substitute(own, "Esi", "esi@example.org", Act(NOW, own.person))
    assert subjects()["esi@example.org"] == "Ama has passed their place on to you: Registration"


def test_who_comes_instead_is_asked_for_the_answers_about_himself():
    diet = {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": {"en": "Food."}, "personal": True}
    own = response(call(questions=[{**diet, "required": True}]), lead(), diet="no nuts")
    verbs.substitute(own, "Esi", "esi@example.org", Act(NOW, own.person))
    text = letters()["esi@example.org"]
    assert "Some answers about you are missing: please fill them in at the link below." in text
    assert "no nuts" not in text


def test_who_is_answered_for_and_has_an_account_reads_in_his_own_language():
    person(GUEST, languages=["fr"], zone="Africa/Lome")
    answered_for_guest(call())
    write_letters(NOW)
    body = Message.objects.select_related("body").get(address=GUEST).body
    assert (body.language, body.zone) == ("fr", "Africa/Lome")


def test_after_a_step_the_line_before_the_link_fits_it():
    to = call(kind="application")
    one = response(to)
    desk = Act(NOW, None, Actor.ORGANIZER)
    letters()
    verbs.decide(one, Verb.RETURN, desk)
    assert line_before_link(letters_of(one)) == "Change it and send it again:"
    verbs.decide(one, Verb.ACCEPT, desk)
    assert line_before_link(letters_of(one)) == "Look at it, or withdraw it:"
    verbs.withdraw(one, Act(NOW, one.person))
    assert line_before_link(letters_of(one)) == "Look at it, or answer again while the call is open:"


def letters_of(one: Response) -> str:
    write_letters(NOW)
    return Message.objects.filter(address=one.person.email).order_by("-pk")[0].body.text


def test_who_answers_along_reads_of_another_and_cannot_withdraw():
    one, other = response(call(together=True), lead()), person("other@example.org")
    CoRespondent.objects.create(response=one, email=other.email, person=other, invited_at=NOW, accepted_at=NOW)
    assert line_before_link(letters()[other.email]) == "Look at your answer, or change it:"


@pytest.mark.parametrize("role", list(Role))
def test_every_step_has_words_for_everybody(role):
    words = dict.fromkeys(("title", "subject", "until", "lead", "giver", "name", "had"), "—")
    for verb in Verb:
        if verb in {Verb.START, Verb.COMPLETE, Verb.INVITE, Verb.JOIN, Verb.PART, Verb.WRITE}:
            continue
        for after in ("waitlisted", "confirmed"):
            subject, sentence = said(ResponseEntry(verb=verb, after=after), role)
            assert str(subject) % words
            assert str(sentence) % words


def test_a_mended_address_is_told_who_gives_and_the_wrong_one_nothing_but_that_it_holds_nothing():
    own = response(call(), lead())
    verbs.substitute(own, "Esi", "wrong@example.org", Act(NOW, own.person))
    subjects()
    verbs.substitute(own, "Esi", "esi@example.org", Act(NOW, own.person))
    written = letters()
    assert written["esi@example.org"].startswith("Ama has passed their place on to you")
    wrong = written["wrong@example.org"]
    assert "This address does not hold a place for “Registration” any more." in wrong
    assert "Esi" not in wrong
