"""Whoever has an answer that was another's is asked for what is personal; what was not sent is its own people's."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heliograph.calls.files.named import named_in
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.mine.standing import standing
from heliograph.calls.models import Response
from heliograph.calls.questions.types.file import keep
from heliograph.network.signed import BadLink, sign
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, programme, response
from tests.calls.files.making import kept
from tests.calls.mine.conftest import words
from tests.closing import close
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WHY = {"en": "For the kitchen."}
QUESTIONS = [
    {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": WHY, "personal": True, "required": True},
    {"key": "phone", "type": "short", "label": {"en": "Phone"}, "why": WHY, "personal": True},
    {"key": "topic", "type": "short", "label": {"en": "Topic"}, "required": True},
]
ADDRESS = "a/b+c@example.org"


def passed_on(address=ADDRESS):
    one = response(call(questions=QUESTIONS), diet="no nuts", phone="1", topic="water")
    return verbs.substitute(one, "Abla", address, Act(NOW, one.person)).response


def signed_page(one, address=ADDRESS):
    return reverse("calls:response_signed", args=[links.token(one, Holder.at(address))])


def test_an_address_with_a_slash_has_a_link_in_which_it_is_not_read(client):
    one = passed_on()
    link = links.link(one, Holder.at(ADDRESS))
    assert not re.search("a/b|a%2Fb|example\\.org/.*example", link)
    answer = client.get(signed_page(one))
    assert (answer.status_code, "For: Abla" in words(answer)) == (200, True)
    assert links.read(links.token(one, Holder.at(ADDRESS))) == (one.public_id, Holder(None, ADDRESS))


@pytest.mark.parametrize("text", ["x", "é", "bm90IGFuIGlk", "not base64 !"])
def test_what_was_signed_in_another_form_is_no_link(text):
    with pytest.raises(BadLink):
        links.read(sign("calls.response", text))


def test_who_comes_instead_is_asked_for_what_is_personal_and_can_fill_it_in_from_the_mailbox(client):
    one = passed_on()
    answer = client.get(signed_page(one))
    assert (
        "Some answers are missing They do not go with a place that is passed on, or taken back. "
        "The organizer needs yours: Diet Fill in what is missing" in words(answer)
    )
    assert "no nuts" not in answer.content.decode()
    form = client.get(answer.context["missing"].url)
    assert form.status_code == 200
    assert "water" in form.content.decode()
    assert "no nuts" not in form.content.decode()


def test_it_is_said_signed_in_until_it_is_filled_in(client):
    one, abla = passed_on("abla@example.org"), person("abla@example.org")
    client.force_login(abla)
    page = reverse("calls:response", args=[one.public_id])
    shown = client.get(page).context["missing"]
    assert ([str(each) for each in shown.questions], f"response={one.public_id}" in shown.url) == (["Diet"], True)
    sheet = Sheet(one.question_set, {"diet": "all", "topic": "water"})
    verbs.change(one, sheet, Act(NOW, abla))
    assert client.get(page).context["missing"] is None


def test_after_closing_the_organizers_address_stands_there(client, clock):
    one, abla = passed_on("abla@example.org"), person("abla@example.org")
    clock.shift(11 * DAY)
    client.force_login(abla)
    said = words(client.get(reverse("calls:response", args=[one.public_id])))
    assert "Answers are not taken here any more. Write them to the organizer: desk@secretariat.example.org" in said


def test_an_answer_that_was_nobody_elses_is_not_asked_for_more(client):
    one = response(call(questions=QUESTIONS), topic="water")
    client.force_login(one.person)
    assert client.get(reverse("calls:response", args=[one.public_id])).context["missing"] is None


@pytest.fixture
def with_files():
    """An answer for which one file was sent, another saved, a third taken away before sending."""
    organizers = school()
    to = call(
        programme=programme(organizer=organizers), questions=[{"key": "file", "type": "file", "label": {"en": "F"}}]
    )
    one = response(to)
    sent, saved, left = (kept(one, name=f"{name}.txt", text=name) for name in ("sent", "saved", "left"))
    stored = keep(None, sent)
    Response.objects.update(answers={"file": stored}, draft={"file": keep(stored, saved)})
    one.refresh_from_db()
    return one, sent, saved, left, with_role(person(), "organizer", organization=organizers)


def names(answer, key):
    return [each.name for each in answer.context[key]]


def test_others_are_shown_the_files_that_were_sent_alone(client, with_files, secretary):
    one, sent, saved, left, organizer = with_files
    page = reverse("calls:response", args=[one.public_id])
    for reader in (organizer, secretary):
        client.force_login(reader)
        answer = client.get(page)
        assert (names(answer, "files"), names(answer, "unsent_files")) == (["sent.txt"], [])
        codes = []
        for file in (sent, saved, left):
            given = client.get(reverse("calls:file", args=[file.public_id]))
            codes.append(given.status_code)
            close(given)
        assert codes == [200, 404, 404]


def test_whose_own_it_is_sees_which_files_were_not_sent(client, with_files):
    one, _sent, saved, _left, _organizer = with_files
    client.force_login(one.person)
    answer = client.get(reverse("calls:response", args=[one.public_id]))
    assert (names(answer, "files"), names(answer, "unsent_files")) == (["sent.txt"], ["saved.txt"])
    assert "Files that you have not sent saved.txt" in words(answer)
    given = client.get(reverse("calls:file", args=[saved.public_id]))
    assert given.status_code == 200
    close(given)


def test_the_files_of_a_draft_are_for_whose_own_it_is(client, with_files, secretary):
    one, sent, _saved, _left, organizer = with_files
    Response.objects.update(state="draft", submitted_at=None)
    for reader in (organizer, secretary):
        client.force_login(reader)
        assert client.get(reverse("calls:file", args=[sent.public_id])).status_code == 404
        assert client.get(reverse("calls:response", args=[one.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({}, set()),
        ({"a": "file", "b": ["x"], "c": {"file": "1"}, "d": [{"name": "x", "size": 1}], "e": None}, set()),
        ({"a": [{"name": "x", "size": 1, "file": "1"}], "b": [{"file": "2"}, {"file": 3}]}, {"1", "2"}),
    ],
)
def test_only_files_that_are_stored_as_such_are_named(answers, named):
    assert named_in(answers) == named


def test_nobody_says_that_a_place_went_to_the_next_before_the_clock_has_given_it_on():
    to = call(capacity=1)
    first, one = response(to), response(to)
    verbs.withdraw(first, Act(NOW, first.person))
    one.refresh_from_db()
    until = one.offered_until
    assert "it is held for you" in str(standing(one, until - DAY / 1000).means)
    assert str(standing(one, until).means) == "A place was held for you. The time to take it up is past."
    with pytest.raises(Refused) as caught:
        verbs.take_up(one, Act(until, one.person))
    assert caught.value.sentence == "A place was held for you. The time to take it up is past."
    assert holder_of(one.person).may_end(one)
