"""Whoever has given his place away can have it again, until somebody has acted for it."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from heliograph.calls.corresponding.handing_over import hand_over
from heliograph.calls.files.keeping import attach
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.taking_back import may_take_back, take_back
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import Actor
from heliograph.calls.telling import write_letters
from heliograph.delivery.models import Message
from heliograph.network.states import Refused
from tests.calls.factories import DAY, call, deadline, response
from tests.calls.files.making import checked
from tests.calls.mine.conftest import token_of, words
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ESI, YAO = "esi@example.org", "yao@example.org"
DIET = {
    "key": "diet",
    "type": "short",
    "label": {"en": "Diet"},
    "why": {"en": "Food."},
    "personal": True,
    "required": True,
}
TOPIC = {"key": "topic", "type": "short", "label": {"en": "Topic"}}


@pytest.fixture
def ama():
    return person("ama@example.org", name="Ama")


@pytest.fixture
def given(ama):
    """Ama's place, which she has given to Esi."""
    to = call("Conference", questions=[DIET, TOPIC])
    deadline(to, "reconfirm", NOW + 5 * DAY)
    deadline(to, "withdraw", NOW + 5 * DAY)
    return name(response(to, ama, diet="no nuts", topic="water"), ama)


def name(one, by, called="Esi", address=ESI, at=NOW):
    return verbs.substitute(one, called, address, Act(at, by)).response


def now(one):
    one.refresh_from_db()
    return one.person.email, one.name, one.email, one.slot


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_it_is_his_as_it_was_but_for_personal_answers(given, ama):
    verbs.change(given, Sheet(given.question_set, {"diet": "Esi's", "topic": "sun"}), Act(NOW, ama))
    file = attach(given, "diet", checked("diet.txt", b"Nuts."), ama, NOW)
    done = take_back(given, Act(NOW, ama, token="t"))
    assert now(given) == ("ama@example.org", "", "", f"p{ama.pk}")
    assert (given.state, given.answers) == ("confirmed", {"topic": "sun"})
    assert not given.files.filter(pk=file.pk).exists()
    assert (done.entry.verb, done.entry.data) == ("take-back", {"before": {"name": "Esi", "email": ESI}})
    assert take_back(given, Act(NOW, ama, token="t")).repeated
    assert refused(partial(take_back, given, Act(NOW, ama, token="u"))) == "yours"


def test_of_many_answers_each_keeps_what_tells_it_apart(ama):
    one = response(call(limit="many"), ama)
    before = one.slot
    name(one, ama)
    take_back(one, Act(NOW, ama))
    assert now(one)[3] == before


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("step", ["change", "reconfirm", "substitute"])
def test_once_somebody_has_acted_for_it_it_stays_theirs(given, ama, step, known):
    by = person(ESI) if known else None
    steps = {
        "change": lambda: verbs.change(given, Sheet(given.question_set, {"diet": "all"}), Act(NOW, by)),
        "reconfirm": lambda: verbs.reconfirm(given, Act(NOW, by)),
        "substitute": lambda: verbs.substitute(given, "Yao", YAO, Act(NOW, by)),
    }
    steps[step]()
    assert refused(partial(take_back, given, Act(NOW, ama))) == "not-yours"
    assert now(given)[3] != f"p{ama.pk}"


def test_a_place_that_is_offered_is_taken_by_taking_it_up(ama):
    to = call(capacity=1)
    one = name(response(to, ama), ama)
    organizer = partial(Act, NOW, person(), Actor.ORGANIZER)
    verbs.decide(one, "decline", organizer())
    other = response(to)
    verbs.reopen(one, organizer())
    verbs.withdraw(other, Act(NOW, other.person))
    one.refresh_from_db()
    assert one.state == "offered"
    verbs.take_up(one, Act(NOW, person(ESI)))
    assert now(one)[0] == ESI


def test_letting_it_go_is_no_taking(given, ama):
    verbs.withdraw(given, Act(NOW, None))
    assert refused(partial(take_back, given, Act(NOW, ama))) == "wrong-state"
    verbs.reopen(given, Act(NOW, person(), Actor.ORGANIZER))
    assert take_back(given, Act(NOW, ama)).response.state == "confirmed"


def test_whoever_is_named_after_somebody_has_acted_is_a_new_beginning(given, ama):
    verbs.reconfirm(given, Act(NOW, None))
    name(given, ama, "Yao", YAO)
    take_back(given, Act(NOW, ama))
    assert now(given)[3] == f"p{ama.pk}"


def test_only_whose_own_place_it_was_takes_it_back(given, ama):
    esi, stranger, along = person(ESI), person(), person("kofi@example.org")
    co = CoRespondent.objects.create(
        response=given, email=along.email, person=along, invited_at=NOW, accepted_at=NOW, invited_by=ama
    )
    for by in (esi, stranger, along, None):
        assert refused(partial(take_back, given, Act(NOW, by))) == "not-yours"
    assert refused(partial(take_back, given, Act(NOW, ama, Actor.ORGANIZER))) == "wrong-state"
    verbs.change(given, Sheet(given.question_set, {"diet": "all"}), Act(NOW, along))
    assert may_take_back(given, ama)
    hand_over(given, co, ama, NOW)
    name(given, along, "Yao", YAO)
    assert refused(partial(take_back, given, Act(NOW, along))) == "not-yours"


def test_whoever_answers_for_another_names_another_instead(ama):
    to = call(delegation=True)
    subject = verbs.Subject(ama, name="Kofi", email="kofi@example.org")
    one = verbs.submit(to, subject, Sheet(to.question_sets.get()), Act(NOW, ama)).response
    name(one, ama)
    assert refused(partial(take_back, one, Act(NOW, ama))) == "not-yours"


def test_by_the_date_for_withdrawing(given, ama):
    assert refused(partial(take_back, given, Act(NOW + 5 * DAY, ama))) == "too-late"
    take_back(given, Act(NOW + 5 * DAY - DAY / 1000, ama))


def test_who_has_answered_anew_meanwhile_has_no_second_one(given, ama):
    response(given.call, ama, diet="all")
    assert refused(partial(take_back, given, Act(NOW, ama))) == "there-already"


def test_both_are_told(given, ama):
    write_letters(NOW)
    Message.objects.all().delete()
    take_back(given, Act(NOW, ama))
    write_letters(NOW)
    told = {each.address: each.body for each in Message.objects.select_related("body")}
    assert sorted(told) == ["ama@example.org", ESI]
    assert "The place for “Conference” was taken back from Esi. It is for Ama again." in told["ama@example.org"].text
    assert "Some answers about you are missing" in told["ama@example.org"].text
    assert told[ESI].subject == "The place was taken back: Conference"
    assert "Ama has taken back the place for “Conference” that you were named for." in told[ESI].text
    assert "water" not in told[ESI].text


def test_the_letter_about_giving_it_away_leads_to_taking_it_back(given):
    write_letters(NOW)
    told = Message.objects.get(address="ama@example.org", body__subject__startswith="Somebody else").body.text
    assert "Look at it, take the place back, or withdraw it:" in told


def test_my_answers_say_who_was_named_and_have_the_button(client, given, ama):
    client.force_login(ama)
    page = client.get("/me/answers/")
    said = "You have passed this place on to Esi , who has not answered yet. Until then you can take it back."
    assert said in words(page)
    assert reverse("calls:response_step", args=[given.public_id, "take-back"]) in page.content.decode()


@pytest.mark.parametrize("signed", [True, False])
def test_it_is_asked_first_and_done_by_a_press(client, given, ama, signed):
    url = reverse("calls:response_step", args=[given.public_id, "take-back"])
    if signed:
        url = reverse("calls:response_signed_step", args=[links.token(given, holder_of(ama)), "take-back"])
    else:
        client.force_login(ama)
    page = client.get(url)
    assert "Take the place back?" in words(page)
    assert "Esi is told" in words(page)
    assert now(given)[1] == "Esi"
    for _press in range(2):
        done = client.post(url, {"token": token_of(page)}, follow=True)
    assert "That was done already." in words(done)
    assert "Some answers are missing" in words(done)
    assert given.entries.filter(verb="take-back").count() == 1
    assert "passed this place on" not in words(done)


def test_whoever_was_named_finds_nothing_at_his_link_any_more(client, given, ama):
    page = reverse("calls:response_signed", args=[links.token(given, Holder.at(ESI))])
    assert "take-back" not in client.get(page).content.decode()
    take_back(given, Act(NOW, ama))
    assert client.get(page).status_code == 404


def test_pressed_too_late_it_says_whose_it_is(client, given, ama):
    client.force_login(ama)
    url = reverse("calls:response_step", args=[given.public_id, "take-back"])
    verbs.reconfirm(given, Act(NOW, person(ESI)))
    done = client.post(url, {"token": "a" * 32}, follow=True)
    assert "Whoever you named has answered by now: the place is theirs." in words(done)
    assert "Passed on, and somebody else's now Conference" in words(done)
    client.force_login(person())
    assert client.post(url, {"token": "a" * 32}).status_code == 404
    assert Response.objects.get().person.email == ESI
