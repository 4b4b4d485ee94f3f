"""Withdrawing, reconfirming, passing on, taking up, throwing away: once, in time, by whose it is, never by a GET."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.models import Response, ResponseEntry
from tests.calls.factories import DAY, call, deadline, response
from tests.calls.mine.conftest import state, token_of, words
from tests.calls.mine.conftest import verbs as verbs_of
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
STEPS = ("withdraw", "reconfirm", "replace", "take-up", "discard")


def step(answer, name):
    return reverse("calls:response_step", args=[answer.public_id, name])


def page(answer):
    return reverse("calls:response", args=[answer.public_id])


@pytest.fixture
def amina(client):
    found = person("amina@example.org", name="Amina", zone="Africa/Lome")
    client.force_login(found)
    return found


@pytest.fixture
def asked(amina):
    """Amina's registration, about which she was asked whether she is still coming."""
    to = call()
    deadline(to, "reconfirm", NOW + 5 * DAY)
    deadline(to, "withdraw", NOW + 5 * DAY)
    one = response(to, amina)
    Response.objects.update(asked_at=NOW)
    return one


def test_withdrawing_is_asked_first_with_what_it_means_and_until_when(client, amina):
    to = call(capacity=5)
    deadline(to, "withdraw", NOW + 5 * DAY)
    one = response(to, amina)
    answer = client.get(step(one, "withdraw"))
    assert words(answer) == (
        "Back to the answer Withdraw this answer? Registration For: Amina · confirmed "
        "The organizer does not count on you any more then. Your place goes to the next on the waiting list. "
        "While the call is open you can send the answer again; whether there is a place for you then is not certain. "
        "You can do this until: Saturday, 17 January 2026, 09:00 (Lome time) "
        "Saturday, 17 January 2026, 10:00 (Paris time) in 5 days Withdraw Leave it as it is"
    )
    assert state(one) == "confirmed"


def test_a_withdrawn_place_goes_to_who_waits(client, amina):
    to = call(capacity=1)
    one, waiting = response(to, amina), response(to)
    answer = client.post(step(one, "withdraw"), {"token": "a" * 32}, follow=True)
    assert (state(one), state(waiting)) == ("withdrawn", "offered")
    assert answer.redirect_chain == [(page(one), 302)]
    assert "Withdrawn. Thank you for saying so." in words(answer)


@pytest.mark.parametrize("name", ["withdraw", "reconfirm"])
def test_a_double_click_is_one_step_and_one_letter(client, asked, name):
    token = token_of(client.get(step(asked, name)))
    for _press in range(2):
        assert client.post(step(asked, name), {"token": token}).status_code == 302
    found = asked.entries.filter(verb=name)
    assert [(entry.token, entry.told_at) for entry in found] == [(token, None)]


@pytest.mark.parametrize("name", ["withdraw", "reconfirm"])
def test_in_a_second_tab_it_was_done_already_and_nothing_more_is_written(client, asked, name):
    for token in ("a" * 32, "b" * 32):
        answer = client.post(step(asked, name), {"token": token}, follow=True)
    assert "That was done already. Nothing more was changed." in words(answer)
    assert verbs_of(asked) == ["submit", name]


def test_what_cannot_be_after_something_else_is_refused_with_the_reason(client, asked):
    client.post(step(asked, "withdraw"), {"token": "a" * 32})
    answer = client.post(step(asked, "reconfirm"), {"token": "b" * 32})
    assert answer.status_code == 409
    assert "your answer is “withdrawn”" in words(answer)
    assert state(asked) == "withdrawn"


@pytest.mark.parametrize("name", STEPS)
def test_a_get_changes_nothing(client, asked, name):
    before = Response.objects.values().get()
    client.get(step(asked, name))
    assert (Response.objects.values().get(), ResponseEntry.objects.count()) == (before, 1)


@pytest.mark.parametrize("name", STEPS)
def test_a_stranger_finds_no_such_page_and_changes_nothing(client, asked, name):
    for stranger in (
        person(),
        with_role(person(), "secretariat"),
        with_role(person(), "teacher", organization=school()),
    ):
        client.force_login(stranger)
        assert client.get(step(asked, name)).status_code == 404
        assert client.post(step(asked, name), {"name": "B", "email": "b@example.org"}).status_code == 404
    assert (state(asked), verbs_of(asked)) == ("confirmed", ["submit"])


def test_an_unknown_step_is_no_page(client, asked):
    assert client.get(step(asked, "accept")).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "reconfirm", "replace"])
def test_after_the_date_it_is_refused_with_the_organizers_address(client, asked, clock, name):
    token = token_of(client.get(step(asked, name)))
    clock.shift(6 * DAY)
    said = {"token": token, "name": "B", "email": "b@example.org"}
    answer = client.post(step(asked, name), said)
    assert answer.status_code == 409
    assert "desk@secretariat.example.org" in words(answer)
    assert (state(asked), verbs_of(asked)) == ("confirmed", ["submit"])
    assert 'name="token"' not in client.get(step(asked, name)).content.decode()


def test_reconfirming_is_one_press_on_the_page_of_the_answer(client, asked):
    shown = client.get(page(asked))
    assert f'<form method="post" action="{step(asked, "reconfirm")}">' in shown.content.decode()
    answer = client.post(step(asked, "reconfirm"), {"token": token_of(shown)}, follow=True)
    assert "Thank you: you are expected." in words(answer)
    assert state(asked) == "reconfirmed"


def test_who_has_reconfirmed_may_still_withdraw(client, asked):
    client.post(step(asked, "reconfirm"), {"token": "a" * 32})
    client.post(step(asked, "withdraw"), {"token": "b" * 32})
    assert verbs_of(asked) == ["submit", "reconfirm", "withdraw"]


def test_somebody_else_comes_instead_which_also_answers_what_was_asked(client, asked):
    said = {"token": "a" * 32, "name": "Kofi", "email": "Kofi@example.org"}
    for _press in range(2):
        answer = client.post(step(asked, "replace"), said, follow=True)
    now = Response.objects.get()
    assert (now.state, now.name, now.email) == ("reconfirmed", "Kofi", "kofi@example.org")
    owed = [(entry.verb, entry.told_at is None) for entry in asked.entries.all()]
    assert owed == [("submit", True), ("substitute", True), ("reconfirm", False)]
    assert "It was passed on: Kofi comes instead." in words(answer)


def test_who_comes_instead_finds_it_among_his_own_and_can_reconfirm_and_withdraw(client, asked):
    kofi = person("kofi@example.org")
    client.post(step(asked, "replace"), {"name": "Kofi", "email": "kofi@example.org"})
    client.force_login(kofi)
    assert len(client.get("/me/answers/").context["expected"]) == 1
    assert client.post(step(asked, "withdraw"), {"token": "c" * 32}).status_code == 302
    assert (state(asked), asked.entries.latest("pk").by) == ("withdrawn", kofi)


def test_who_has_an_answer_already_cannot_come_instead(client, asked):
    response(asked.call, person("kofi@example.org"))
    answer = client.post(step(asked, "replace"), {"name": "Kofi", "email": "kofi@example.org"})
    assert (answer.status_code, state(asked)) == (409, "confirmed")
    assert "Kofi has an answer to this call already." in words(answer)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"name": "", "email": "kofi@example.org"}, "Name of who comes instead : This field is required."),
        ({"name": "Kofi", "email": "kofi"}, "E-mail address of who comes instead : Enter a valid email address."),
    ],
)
def test_who_comes_instead_needs_a_name_and_an_address(client, asked, said, reason):
    answer = client.post(step(asked, "replace"), said)
    assert (answer.status_code, verbs_of(asked)) == (422, ["submit"])
    assert reason in words(answer)


def test_an_offered_place_is_taken_up_in_time_and_not_after(client, amina, clock):
    to = call(capacity=1, hold=24)
    first, one = response(to), response(to, amina)
    verbs.withdraw(first, Act(NOW))
    assert "it is held for you" in words(client.get(page(one)))
    clock.shift(DAY)
    late = client.post(step(one, "take-up"), {"token": "a" * 32})
    assert (late.status_code, state(one)) == (409, "offered")
    clock.shift(-DAY / 2)
    client.post(step(one, "take-up"), {"token": "b" * 32})
    assert state(one) == "confirmed"


def test_a_draft_is_thrown_away_and_a_second_press_finds_it_gone(client, amina):
    to = call()
    draft = verbs.start(to, Subject(amina), Sheet(to.question_sets.get(), {"a": "b"}), Act(NOW, amina))
    assert "Throw this draft away?" in words(client.get(step(draft, "discard")))
    for _press in range(2):
        answer = client.post(step(draft, "discard"), {"token": "a" * 32})
        assert answer.headers["Location"] == "/me/answers/"
    assert Response.objects.count() == 0


def test_changes_that_were_not_sent_are_thrown_away_and_what_was_sent_stays(client, amina):
    one = response(call(), amina, a="sent")
    Response.objects.update(draft={"a": "changed"})
    answer = client.post(step(one, "discard"), {"token": "a" * 32})
    assert answer.headers["Location"] == page(one)
    one.refresh_from_db()
    assert (one.state, one.answers, one.draft) == ("confirmed", {"a": "sent"}, {})


def test_who_was_registered_by_another_can_withdraw_and_reconfirm_for_himself(client, amina):
    head, to = person("head@example.org"), call(delegation=True)
    deadline(to, "reconfirm", NOW + DAY)
    for_amina = Subject(head, name="Amina", email="amina@example.org", known=amina.pk)
    one = verbs.submit(to, for_amina, Sheet(to.question_sets.get()), Act(NOW, head)).response
    client.post(step(one, "reconfirm"), {"token": "a" * 32})
    assert (state(one), one.entries.latest("pk").by) == ("reconfirmed", amina)
    client.post(step(one, "withdraw"), {"token": "b" * 32})
    assert state(one) == "withdrawn"
