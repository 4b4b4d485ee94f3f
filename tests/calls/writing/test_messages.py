"""Messages: everybody concerned once, in his language, whatever stops the sending half way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.mine.trail import trail
from heliograph.calls.models import CallEntry, CoRespondent, Response, ResponseEntry
from heliograph.calls.writing import readers, sending
from heliograph.calls.writing.forms import MessageForm
from heliograph.calls.writing.models import CallMessage
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice
from heliograph.network.models import Person
from heliograph.network.states import Refused
from tests.calls.deciding.conftest import LATER
from tests.calls.mine.conftest import token_of, words
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
SUBJECT = LazyI18nString({"en": "Your journey", "fr": "Votre voyage"})
TEXT = LazyI18nString(
    {"en": "Dear all,\n\n**bring** your [map](https://example.org/map)", "fr": "Apportez votre **carte**"}
)


@pytest.fixture
def written(applications, organizer, picked):
    def made(responses=None, token="t", text=TEXT):
        found = picked() if responses is None else responses
        return sending.make(applications, found, SUBJECT, text, token, organizer, LATER)

    return made


@pytest.fixture
def sent(written, organizer, django_capture_on_commit_callbacks):
    def went(*args, **kwargs):
        message = written(*args, **kwargs)
        with django_capture_on_commit_callbacks(execute=True):
            sending.send(message, organizer, LATER)
        message.refresh_from_db()
        return message

    return went


def addresses():
    return sorted(Message.objects.filter(mailing__key__startswith="calls/message/").values_list("address", flat=True))


def test_it_reaches_leads_who_answers_along_and_who_is_answered_for_each_once(applications, answers, sent):
    along, left = person("along@example.org"), person("left@example.org")
    for who, fields in ((along, {"accepted_at": NOW}), (left, {"accepted_at": NOW, "removed_at": NOW})):
        CoRespondent.objects.create(response=answers[0], email=who.email, person=who, invited_at=NOW, **fields)
    asked = applications.question_sets.get()
    lead = answers[0].person
    for name, email in (("Ama", "ama@elsewhere.example.org"), ("Kofi", "a1@example.org")):
        submit(applications, Subject(lead, name=name, email=email, known=None), Sheet(asked, {}, "ru"), Act(NOW))
    message = sent()
    assert addresses() == [*(f"a{n}@example.org" for n in range(5)), "along@example.org", "ama@elsewhere.example.org"]
    assert message.letters == 7


def test_each_gets_it_in_his_language_and_is_told_where_it_is_another(applications, answers, sent):
    sent()
    bodies = {body.language: body for body in Body.objects.filter(mailing__key__startswith="calls/message/")}
    assert {language: body.subject for language, body in bodies.items()} == {
        "en": "Your journey", "fr": "Votre voyage", "ar": "Your journey",
    }  # fmt: skip
    assert "<strong>bring</strong>" in bodies["en"].html
    assert "<strong>carte</strong>" in bodies["fr"].html
    assert '<div lang="en" dir="ltr">' in bodies["ar"].html
    assert "الإنجليزية" in bodies["ar"].text
    assert {body.reply_to for body in bodies.values()} == {applications.contact}
    by_address = dict(Message.objects.values_list("address", "body__language"))
    assert by_address["a1@example.org"] == "fr"


def test_the_letters_that_were_shown_are_those_that_go_out(office, applications, answers, written, organizer):
    from heliograph.calls.writing.views import letters_seen
    from heliograph.delivery.letters import personal_text

    message = written()
    shown = {letter["language"]: letter["text"] for letter in letters_seen(message)}
    sending.send(message, organizer, LATER)
    sending.hand_over(message.pk, LATER)
    from heliograph.calls.writing.views import _SAMPLE

    sent = {body.language: personal_text(body.text, _SAMPLE) for body in Body.objects.all()}
    assert shown == sent


def test_who_wants_none_gets_none(answers, sent):
    choose(Subscription("a0@example.org", "call-messages"), Choice.NEVER, LATER)
    sent()
    assert Message.objects.get(address="a0@example.org").state == "skipped"


def test_it_stands_in_the_trail_of_each_answer_and_in_the_log_of_the_call(applications, answers, sent, picked):
    message = sent(picked().filter(pk__in=[answers[0].pk, answers[1].pk]))
    assert [(line.words, line.note) for line in trail(answers[1], None)][-1] == (
        "A letter was written about it.",
        "Your journey",
    )
    assert not ResponseEntry.objects.filter(response=answers[2], verb="write").exists()
    entry = CallEntry.objects.filter(call=applications).last()
    assert (entry.verb, entry.data["letters"], entry.data["message"]) == ("message", 2, str(message.public_id))
    answers[0].refresh_from_db()
    assert answers[0].version == 1


def test_sending_twice_is_sending_once(answers, written, organizer):
    message = written()
    assert [sending.send(message, organizer, LATER), sending.send(message, organizer, LATER)] == [True, False]
    for _ in range(2):
        sending.hand_over(message.pk, LATER)
    assert (len(addresses()), Mailing.objects.filter(topic="call-messages").count()) == (5, 1)
    assert ResponseEntry.objects.filter(verb="write").count() == 5
    assert CallEntry.objects.filter(verb="message").count() == 1


def crowd(of, count):
    """So many answers to a call."""
    new = [Person(email=f"m{n}@example.org", languages=["en"], zone="UTC", joined_at=NOW) for n in range(count)]
    common = {"call": of, "question_set": of.question_sets.get(), "state": "submitted"}
    times = {"created_at": NOW, "saved_at": NOW, "submitted_at": NOW}
    people = Person.objects.bulk_create(new)
    sent = [Response(**common, **times, person=who, slot=f"p{who.pk}") for who in people]
    Response.objects.bulk_create(sent, batch_size=500)


@pytest.mark.parametrize(("broken", "count"), [("insert", 4000), ("note_on_responses", 40), ("start", 40)])
def test_stopped_half_way_and_gone_on_with_nobody_gets_it_twice_and_nobody_is_missed(
    applications, written, organizer, monkeypatch, broken, count
):
    from heliograph.delivery import filling, steering

    crowd(applications, count)
    monkeypatch.setattr(filling, "PART", 1500)
    message = written()
    sending.send(message, organizer, LATER)
    where = {"insert": filling, "start": steering, "note_on_responses": sending}[broken]
    whole, times = getattr(where, broken), iter(range(9))

    def stops(*args):
        if broken != "insert" or next(times) == 1:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(where, broken, stops)
    with pytest.raises(KeyboardInterrupt):
        sending.hand_over(message.pk, LATER)
    assert len(addresses()) == (1500 if broken == "insert" else count)
    monkeypatch.setattr(where, broken, whole)
    assert sending.resume_lost(LATER + timedelta(minutes=1)) == []
    assert sending.resume_lost(LATER + timedelta(minutes=6)) == [message.pk]
    message.refresh_from_db()
    assert (message.letters, len(set(addresses()))) == (count, count)
    assert ResponseEntry.objects.filter(verb="write").count() == count
    assert Mailing.objects.get(key=sending.key_of(message)).state == "sending"


def test_with_nobody_to_write_to_it_ends_quietly(applications, answers, sent):
    Person.objects.filter(pk__in=[each.person_id for each in answers]).update(is_active=False)
    message = sent()
    assert (message.finished_at, message.letters) == (LATER, 0)


def test_somebody_else_writes_and_sends_nothing(applications, answers, written, picked, stranger):
    with pytest.raises(Refused):
        sending.make(applications, picked(), SUBJECT, TEXT, "x", stranger, LATER)
    with pytest.raises(Refused):
        sending.send(written(), stranger, LATER)


def test_count_is_of_addresses_not_of_answers(applications, answers, picked):
    submit(
        applications, Subject(answers[0].person, name="Kofi", email="a1@example.org"),
        Sheet(applications.question_sets.get(), {}), Act(NOW),
    )  # fmt: skip
    assert readers.count(readers.audiences(picked())) == 5


def pick(answers):
    return {"r": [str(each.public_id) for each in answers]}


def address(name, call, *more):
    return reverse(f"calls:{name}", args=[call.slug, *more])


def test_an_organizer_writes_looks_and_sends(office, applications, answers, django_capture_on_commit_callbacks):
    write = address("desk_message", applications)
    page = office.post(write, pick(answers))
    assert "Write about 5 answers" in words(page)
    data = {**pick(answers), "token": token_of(page), "subject_en": "Your journey", "text_en": "Bring a **map**."}
    first, again = (office.post(write, data)["Location"] for _ in range(2))
    assert first == again
    told = words(office.get(first))
    assert "One letter each goes to 5 addresses." in told
    assert "these readers get it in English" in told
    letter = office.get(f"{first}letters/fr/")
    assert "sandbox" in letter["Content-Security-Policy"]
    assert "<strong>map</strong>" in letter.content.decode()
    assert office.get(f"{first}letters/xx/").status_code == 404
    mark = re.search(r'name="seen" value="([0-9a-f]+)"', office.get(first).content.decode())
    assert mark is not None
    office.post(first, {"do": "words", "subject_en": "Your journey", "text_en": "Bring two **maps**."})
    refused = office.post(first, {"do": "send", "seen": mark.group(1)})
    assert (refused.status_code, "say something else by now" in words(refused)) == (422, True)
    seen = sending.mark_of(CallMessage.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            office.post(first, {"do": "send", "seen": seen})
    assert len(addresses()) == 5
    assert "On their way 5" in words(office.get(first))
    assert "Your journey" in words(office.get(write))
    assert office.post(first, {"do": "drop"}).status_code == 422


def test_a_language_that_was_only_begun_and_nothing_at_all_are_refused(office, applications, answers):
    write = address("desk_message", applications)
    half = office.post(write, {**pick(answers), "token": "a" * 32, "subject_en": "Your journey"})
    assert (half.status_code, "Write this, too, or empty the rest of this language." in words(half)) == (422, True)
    none = office.post(write, {**pick(answers), "token": "a" * 32})
    assert "Write it in one language at least." in words(none)
    assert not CallMessage.objects.exists()


def test_it_is_written_otherwise_or_thrown_away_before_it_is_sent(office, applications, answers, written):
    message = written()
    page = address("desk_call_message", applications, message.public_id)
    office.post(page, {"do": "words", "subject_en": "Another", "text_en": "Text"})
    assert "Another" in words(office.get(page))
    assert office.post(page, {"do": "drop"}).status_code == 302
    assert "Nobody has been written to yet." in words(office.get(address("desk_message", applications)))


def test_markup_in_the_text_does_not_run(office, applications, answers, written):
    message = written(text=LazyI18nString({"en": "<script>alert(1)</script> [x](javascript:alert(1))"}))
    letter = office.get(f"{address('desk_call_message', applications, message.public_id)}letters/en/").content.decode()
    assert "<script" not in letter
    assert "javascript:" not in letter


def test_a_subject_has_no_signs_that_turn_text_round_or_steer_a_screen():
    form = MessageForm(
        {"subject_en": "Your \u202egnirts\u202c \u2066journey\u2069\x07 now", "text_en": "Bring a map."},
        languages=["en"],
    )
    assert form.is_valid()
    assert str(form.texts("subject").localize("en")) == "Your gnirts journey now"


@pytest.mark.parametrize("way", ["made", "changed"])
def test_a_subject_is_one_line_without_control_signs_however_it_comes(applications, organizer, picked, way):
    wild = LazyI18nString({"en": "Your\r\nBcc: x@example.org\x07\u2028now\u202e", "fr": "\n\t", "ar": " السفر\n"})
    subject = wild if way == "made" else SUBJECT
    message = sending.make(applications, picked(), subject, TEXT, "t", organizer, LATER)
    if way == "changed":
        sending.change(message, wild, TEXT)
    message.refresh_from_db()
    assert message.subject.data == {"en": "Your Bcc: x@example.org now", "ar": "السفر"}
