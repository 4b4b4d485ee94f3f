"""Reconfirming on the desk: how it stands by country, what would be sent, and the press that sends it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Response
from heliograph.delivery.models import Mailing
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.calls.mine.conftest import words
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def organizer(client):
    """Somebody who runs the programme of a call, and nothing else."""
    found = with_role(person("org@example.org"), "organizer", organization=school())
    client.force_login(found)
    return found


@pytest.fixture
def to(organizer):
    made = call("Conference", programme=programme(organizer=organizer.roles.get().organization))
    deadline(made, "reconfirm", NOW + 5 * DAY)
    return made


def page(to):
    return reverse("calls:desk_reconfirm", args=[to.slug])


def of(country, to, email=""):
    one = response(to, person(email))
    Response.objects.filter(pk=one.pk).update(country=country)
    return one


def test_it_shows_how_it_stands_by_country_and_what_would_be_sent(client, to):
    verbs.reconfirm(of("TG", to), Act(NOW))
    verbs.withdraw(of("KE", to), Act(NOW))
    silent = of("TG", to)
    Response.objects.filter(pk=silent.pk).update(asked_at=NOW)
    of("KE", to)
    of("", to)
    answer = client.get(page(to))
    lines = [(x.name, x.reconfirmed, x.withdrawn, x.silent, x.unasked) for x in answer.context["lines"]]
    assert lines == [("Kenya", 0, 1, 0, 1), ("Togo", 1, 0, 1, 0), ("not known", 0, 0, 0, 1)]
    said = words(answer)
    assert "2 answers have not been reconfirmed. Asking takes 2 letters: one for each mailbox." in said
    assert "Reconfirm by Saturday, 17 January 2026" in said


def test_a_press_sends_and_a_second_one_says_that_it_was_done(client, to):
    of("TG", to, "a@example.org")
    assert "1 letter is on its way." in words(client.post(page(to), follow=True))
    assert "Nobody is to be asked now" in words(client.post(page(to), follow=True))
    of("TG", to, "late@example.org")
    assert "Today’s letters are on their way already." in words(client.post(page(to), follow=True))
    assert Mailing.objects.get().messages.count() == 1


def test_without_a_date_it_says_what_to_do_first(client, to):
    of("TG", to)
    to.deadlines.filter(kind="reconfirm").delete()
    for answer, status in ((client.get(page(to)), 200), (client.post(page(to)), 409)):
        assert answer.status_code == status
        assert "Set the date by which people reconfirm first: the letter names it. Dates of this call" in words(answer)
    assert Mailing.objects.count() == 0


@pytest.mark.parametrize("kind", ["interest", "application", "contribution"])
def test_for_a_kind_whose_answers_are_not_reconfirmed_the_calls_page_says_so(client, organizer, kind):
    made = call("Fair", programme=programme(organizer=organizer.roles.get().organization), kind=kind)
    deadline(made, "reconfirm", NOW + 5 * DAY)
    of("TG", made)
    for answer in (client.get(page(made)), client.post(page(made))):
        assert answer.status_code == 422
        assert "Answers to this kind of call are not reconfirmed." in words(answer)
        assert page(made) not in answer.content.decode()
    assert Mailing.objects.count() == 0


def test_a_call_to_which_nobody_has_answered_says_what_will_stand_there(client, to):
    assert "Nobody has a place yet." in words(client.get(page(to)))


def test_who_does_not_run_the_call_finds_no_such_page(client, to):
    of("TG", to)
    for stranger in (
        person(),
        with_role(person(), "organizer", organization=school()),
        with_role(person(), "coordinator", country="TG"),
    ):
        client.force_login(stranger)
        assert (client.get(page(to)).status_code, client.post(page(to)).status_code) == (404, 404)
    assert Mailing.objects.count() == 0


def test_the_page_takes_as_many_queries_for_many_answers_as_for_few(client, to, django_assert_num_queries):
    of("TG", to)
    client.get(page(to))
    for count in (0, 3):
        for _each in range(count):
            of("KE", to)
        with django_assert_num_queries(8):
            client.get(page(to))
