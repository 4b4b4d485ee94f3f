"""What reviewers wrote for the respondent goes along with a decision where the organizer says so, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heliograph.calls import telling
from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.batches import Wish, steps_for
from heliograph.calls.deciding.previewing import previews
from heliograph.calls.forgetting import forget_responses
from heliograph.calls.mine.trail import trail
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.reviewing.models import Review
from heliograph.calls.states import Verb
from heliograph.delivery.models import Message
from heliograph.network.account.holdings import Erasing
from heliograph.network.states import Refused
from tests.calls.deciding.conftest import LATER
from tests.calls.factories import response as sent_answer
from tests.calls.mine.conftest import words
from tests.calls.reviewing.scenes import given, reviewer
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
FOR_HIM, FOR_HER, UNSAID = "Une belle idée\n\nmais courte.", "Lovely <b>maps</b>", "Weak, frankly."


@pytest.fixture
def reviews(applications, answers):
    """The first two answers have comments of two reviewers, the third scores alone, the fourth a review to come."""
    kofi, abla = (reviewer(applications, person(f"{n}@example.org", name=n)) for n in ("Kofi Mensah", "Abla Tsevi"))
    return [
        given(answers[0], kofi, score=2, comment=UNSAID, for_respondent=FOR_HIM),
        given(answers[0], abla, score=5, for_respondent="Bravo."),
        given(answers[1], kofi, score=4, for_respondent=FOR_HER),
        given(answers[2], kofi, score=3, comment=UNSAID),
        given(answers[3], kofi, for_respondent="Not said yet."),
    ]


def made(call, by, responses=None, verb=Verb.DECLINE, token="t", *, comments=True):
    steps = steps_for(Response.objects.filter(call=call) if responses is None else responses, verb, comments=comments)
    return batches.make(call, Wish(steps, verb), token, by, LATER)


def seen(batch):
    return batches.mark_of_letters(batch, batch.by)


def letters_of(batch, by):
    """The letters about its decisions as they went out, by address."""
    batches.confirm(batch, by, LATER, seen(batch))
    running.run(batch.pk, LATER)
    ResponseEntry.objects.exclude(token=batches.mark_of(batch)).update(told_at=NOW)
    while telling.write_letters(LATER):
        pass
    found = Message.objects.filter(mailing__topic="answers").select_related("body")
    return {message.address: message.body for message in found}


def test_each_letter_carries_what_was_written_for_its_reader_and_nothing_else(applications, organizer, reviews):
    sent = letters_of(made(applications, organizer), organizer)
    first = sent["a0@example.org"].text
    assert f"A reviewer of your answer writes:\n{FOR_HIM}\n\nA reviewer of your answer writes:\nBravo." in first
    french = sent["a1@example.org"]
    assert (french.language, f":\n{FOR_HER}\n" in french.text) == ("fr", True)
    assert "Lovely &lt;b&gt;maps&lt;/b&gt;" in french.html
    assert len(sent) == 5
    whole = "".join(body.text + body.html for body in sent.values())
    assert [each for each in (UNSAID, "Not said yet", "Kofi", "Abla", "Score") if each in whole] == []
    assert "reviewer" not in sent["a4@example.org"].text


def test_without_the_tick_no_letter_has_any_of_it(applications, organizer, reviews):
    sent = letters_of(made(applications, organizer, comments=False), organizer)
    assert [address for address, body in sent.items() if "reviewer" in body.text or "Bravo" in body.text] == []


def test_nothing_is_kept_of_it_for_a_step_of_which_nobody_is_told(applications, organizer, reviews, decided):
    decided("accept")
    batch = made(applications, organizer, verb=Verb.COMPLETE, token="c")
    assert (letters_of(batch, organizer), seen(batch)) == ({}, "")
    assert [each for each in ResponseEntry.objects.filter(verb="complete") if each.data] == []


def test_the_letters_that_are_shown_are_those_that_have_some(applications, organizer, reviews, answers):
    later = sent_answer(applications, person("a9@example.org", languages=["ar"]))
    given(later, reviewer(applications), score=1, for_respondent="جيد")
    batch = made(applications, organizer)
    shown = {each.language: each for each in previews(batch, batches.judged(batch)[0], LATER)}
    said = {"en": "Bravo.", "fr": FOR_HER, "ar": "جيد"}
    assert [language for language, words in said.items() if words not in shown[language].text] == []
    assert (shown["ar"].count, shown["en"].count) == (2, 3)


def test_what_a_reviewer_has_changed_meanwhile_has_to_be_looked_at(applications, organizer, reviews):
    batch = made(applications, organizer)
    mark = seen(batch)
    Review.objects.filter(pk=reviews[1].pk).update(for_respondent="Bravissimo.")
    with pytest.raises(Refused, match="something else by now"):
        batches.confirm(batch, organizer, LATER, mark)
    assert batches.confirm(batch, organizer, LATER, seen(batch)) is True


def test_nobody_passes_on_what_was_said_of_an_answer_of_his_own(applications, organizer, reviews):
    own = sent_answer(applications, organizer)
    given(own, reviewer(applications), score=1, for_respondent="Ours alone.")
    batch = made(applications, organizer)
    shown = previews(batch, batches.judged(batch)[0], LATER)
    sent = letters_of(batch, organizer)
    assert "Ours alone" not in "".join([*(each.text for each in shown), sent["organizer@example.org"].text])
    assert "Bravo." in sent["a0@example.org"].text


def test_it_stands_in_the_trail_and_goes_with_the_answer(applications, organizer, reviews, answers):
    letters_of(made(applications, organizer), organizer)
    own = Response.objects.get(pk=answers[0].pk)
    assert [line.comments for line in trail(own, own.person) if line.comments] == [[FOR_HIM, "Bravo."]]
    forget_responses(Erasing(own.person, {own.person.email: "gone@example.org"}, LATER))
    assert [line.comments for line in trail(Response.objects.get(pk=own.pk), None) if line.comments] == []


def test_steps_that_were_kept_before_there_were_comments_are_still_taken(applications, organizer, reviews):
    batch = made(applications, organizer, comments=False)
    batch.steps = [each[:4] for each in batch.steps]
    batch.save(update_fields=["steps"])
    assert len(letters_of(batch, organizer)) == 5


def address(name, call, *more):
    return reverse(f"calls:{name}", args=[call.slug, *more])


@pytest.fixture
def choose(office, applications):
    """Choose a step for answers on the desk; the page that shows the letters."""

    def chose(answers, **more):
        data = {"r": [str(each.public_id) for each in answers], "token": "a" * 32, "verb": "decline", **more}
        return office.post(address("desk_decide", applications), data)["Location"]

    return chose


def test_the_tick_is_there_where_there_is_something_to_pass_on(office, applications, answers, reviews):
    pages = [
        words(office.post(address("desk_decide", applications), {"r": [str(each.public_id) for each in some]}))
        for some in (answers, answers[2:])
    ]
    assert ["Add what reviewers wrote for the respondent" in page for page in pages] == [True, False]
    assert "There is something for 2 of these answers." in pages[0]
    assert UNSAID not in pages[0]


def test_it_is_ticked_shown_left_out_and_added_again(office, answers, reviews, choose):
    page = choose(answers, comments="on")
    shown = words(office.get(page))
    assert ("It goes along with 2 answers" in shown, "mais courte." in shown, UNSAID in shown) == (True, True, False)
    without = words(office.post(page, {"do": "comments"}, follow=True))
    assert ("It does not go along." in without, "mais courte." in without) == (True, False)
    again = office.post(page, {"do": "comments", "comments": "yes"}, follow=True)
    assert "It goes along with 2 answers" in words(again)
    mark = re.search(r'name="seen" value="([0-9a-f]{20})"', again.content.decode()).group(1)
    assert office.post(page, {"do": "go"}).status_code == 422
    assert office.post(page, {"do": "go", "seen": mark}).status_code == 302
    assert Response.objects.filter(state="declined").count() == 5
