"""The letters about decisions: what is shown before is what goes out, in each language, with the organizer's words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import translation
from i18nfield.strings import LazyI18nString

from heliograph.calls import telling
from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.batches import Wish, steps_for
from heliograph.calls.deciding.models import DecisionText
from heliograph.calls.deciding.previewing import previews
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.mine import links
from heliograph.calls.mine.trail import trail
from heliograph.calls.models import CoRespondent, ResponseEntry
from heliograph.calls.states import Verb
from heliograph.delivery.models import Message
from tests.calls.deciding.conftest import LATER
from tests.calls.factories import deadline
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
NOTE = {"en": "Bring your passport", "fr": "Apportez votre passeport"}


def as_shown(text, language):
    """A letter that went out as it is shown before: with words for its link."""
    with translation.override(language):
        return re.sub(r"/answers/with/\S+", f"/answers/with/… ({translation.gettext('the reader’s own link')})", text)


def standing(call, verb, texts):
    return DecisionText.objects.create(call=call, verb=verb, text=LazyI18nString(texts), saved_at=NOW)


def sent_letters():
    while telling.write_letters(LATER):
        pass
    found = Message.objects.filter(mailing__topic="answers").select_related("body")
    return {(message.address, message.body.subject): message.body.text for message in found}


@pytest.fixture
def crowd(applications, answers):
    """Answers in three languages; one of them jointly with a Spanish reader, one for somebody by her address."""
    type(applications).objects.filter(pk=applications.pk).update(delegation=True)
    along = person("along@example.org", languages=["es"])
    CoRespondent.objects.create(response=answers[0], email=along.email, person=along, invited_at=NOW, accepted_at=NOW)
    subject = Subject(person("giver@example.org", languages=["en"]), name="Ama", email="ama@elsewhere.example.org")
    submit(applications, subject, Sheet(applications.question_sets.get(), {}, "ru"), Act(NOW))
    return answers


@pytest.mark.parametrize("verb", ["accept", "confirm", "decline", "return", "match", "withdraw"])
def test_each_letter_that_was_shown_is_a_letter_that_goes_out(applications, crowd, organizer, picked, verb):
    standing(applications, verb, {"en": "See you in Lomé", "ar": "نراكم في لومي"})
    wish = Wish(steps_for(picked(), Verb(verb)), verb, LazyI18nString(NOTE))
    batch = batches.make(applications, wish, "t", organizer, LATER)
    shown = previews(batch, batches.judged(batch)[0], LATER)
    assert {letter.language for letter in shown} == {"en", "fr", "ar", "es", "ru"}
    sent_letters()
    batches.confirm(batch, organizer, LATER, batches.mark_of_letters(batch, organizer))
    running.run(batch.pk, LATER)
    sent = list(sent_letters().values())
    missing = [one for one in shown if one.text not in {as_shown(text, one.written_in) for text in sent}]
    assert [letter.language for letter in missing] == []


def test_no_key_is_made_for_a_letter_that_is_only_shown(applications, crowd, organizer, picked, monkeypatch):
    monkeypatch.setattr(links, "token", lambda *_given: pytest.fail("A key was made."))
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "t", organizer, LATER)
    shown = previews(batch, batches.judged(batch)[0], LATER)
    assert [letter.language for letter in shown if "/answers/with/… (" not in letter.text] == []
    assert "/answers/with/… (the reader’s own link)" in {each.language: each.text for each in shown}["en"]


def test_it_counts_the_readers_of_each_language(applications, crowd, organizer, picked):
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.ACCEPT), "accept"), "t", organizer, LATER)
    shown = {letter.language: letter.count for letter in previews(batch, batches.judged(batch)[0], LATER)}
    assert shown == {"en": 4, "fr": 1, "ar": 1, "es": 1, "ru": 1}


def test_it_says_in_which_language_readers_get_words_that_are_not_there_in_theirs(
    applications, crowd, organizer, picked
):
    wish = Wish(steps_for(picked(), Verb.ACCEPT), "accept", LazyI18nString(NOTE))
    batch = batches.make(applications, wish, "t", organizer, LATER)
    shown = {letter.language: letter for letter in previews(batch, batches.judged(batch)[0], LATER)}
    assert {language: letter.said_in for language, letter in shown.items()} == {
        "en": "", "fr": "", "ar": "English", "es": "English", "ru": "English",
    }  # fmt: skip
    assert "Bring your passport" in shown["ar"].text
    assert "Apportez votre passeport" in shown["fr"].text


def test_standing_text_comes_before_the_note_and_each_in_the_readers_language(applications, answers, decided):
    standing(applications, "accept", {"en": "Always", "fr": "Toujours"})
    standing(applications, "decline", {"en": "Never told"})
    decided("accept", NOTE)
    told = {
        address: text for (address, _subject), text in sent_letters().items() if "Bring" in text or "Apportez" in text
    }
    assert "The organizer writes:\nAlways\n\nBring your passport\n" in told["a0@example.org"]
    assert re.search(r"\nToujours\n\nApportez votre passeport\n", told["a1@example.org"])
    assert "Never told" not in "".join(told.values())


def test_what_a_respondent_does_himself_has_no_standing_text(applications, answers):
    from heliograph.calls.lifecycle.verbs import withdraw

    standing(applications, "withdraw", {"en": "Only of the organizer"})
    sent_letters()
    withdraw(answers[0], Act(LATER, answers[0].person))
    assert "Only of the organizer" not in "".join(sent_letters().values())


def test_of_completing_nobody_is_told(applications, answers, decided, organizer, picked):
    decided("accept", token="one")
    batch = batches.make(applications, Wish(steps_for(picked(), Verb.COMPLETE), "complete"), "t", organizer, LATER)
    assert previews(batch, batches.judged(batch)[0], LATER) == []


def test_the_trail_has_the_note_in_the_language_of_its_reader(answers, decided):
    decided("accept", NOTE)
    response = answers[1]
    with translation.override("fr"):
        assert [line.note for line in trail(response, response.person) if line.note] == ["Apportez votre passeport"]
    assert [line.note for line in trail(response, None) if line.note] == ["Bring your passport"]


def test_a_note_that_was_taken_out_with_its_person_is_out_in_all_languages(answers, decided):
    from heliograph.calls.forgetting import _empty

    decided("accept", NOTE)
    _empty([answers[1].pk])
    entry = ResponseEntry.objects.get(response=answers[1], verb="accept")
    assert (entry.note, entry.data) == ("", {})


@pytest.mark.parametrize(("verb", "dates"), [("accept", True), ("decline", False), ("withdraw", False)])
def test_dates_are_told_to_those_for_whom_something_comes_next(applications, answers, organizer, picked, verb, dates):
    deadline(applications, "contact", LATER + timedelta(days=9))
    batch = batches.make(applications, Wish(steps_for(picked(), Verb(verb)), verb), "t", organizer, LATER)
    shown = {each.language: each for each in previews(batch, batches.judged(batch)[0], LATER)}
    assert ("What comes next:" in shown["en"].text) is dates
