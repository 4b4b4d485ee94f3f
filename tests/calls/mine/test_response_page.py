"""The page of one answer: where it stands, what can be done, who may read it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import Actor, Verb
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.calls.mine.conftest import words
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page(answer):
    return reverse("calls:response", args=[answer.public_id])


def labels(answer):
    return [str(each.label) for each in answer.context["buttons"]]


@pytest.fixture
def amina(client):
    found = person("amina@example.org", name="Amina", zone="Africa/Lome")
    client.force_login(found)
    return found


def test_an_answer_says_where_it_stands_what_can_be_done_and_what_has_happened(client, amina):
    to = call("Registration", programme=programme("Conference"))
    deadline(to, "withdraw", NOW + 5 * DAY)
    one = response(to, amina)
    answer = client.get(page(one))
    assert words(answer) == (
        "My answers Conference Registration Confirmed For: Amina This is confirmed. You need not do anything now. "
        "Withdraw Somebody else comes instead Change it Dates that concern it "
        "Withdraw by Saturday, 17 January 2026, 09:00 (Lome time) Saturday, 17 January 2026, 10:00 (Paris time) "
        "in 5 days What was sent There are no answers to questions here. What has happened "
        "Monday, 12 January 2026, 09:00 (Lome time) : It was sent. · you To the page of the call "
        "Questions about this call: desk@secretariat.example.org"
    )
    change = reverse("calls:answer", args=[to.slug])
    assert f'href="{change}?response={one.public_id}"' in answer.content.decode()


def test_what_the_organizer_wrote_stands_in_the_trail_without_his_name(client, amina):
    desk = person(name="Organizer by name")
    one = response(call(kind="proposal"), amina)
    verbs.decide(one, Verb.DECLINE, Act(NOW, desk, Actor.ORGANIZER, note="We had\ntoo many."))
    said = words(client.get(page(one)))
    assert "It was not accepted. · the organizer We had too many." in said
    assert "Organizer by name" not in said


def test_who_waits_is_told_how_many_stand_before_him(client, amina):
    to = call(capacity=1)
    for _each in range(2):
        response(to)
    third = response(to, amina)
    assert "1 other stands before you." in words(client.get(page(third)))
    last = response(to)
    client.force_login(last.person)
    assert "2 others stand before you." in words(client.get(page(last)))


def test_who_runs_the_call_or_looks_after_the_country_reads_without_buttons(client, secretary):
    organizers, where = school(), school()
    to = call(programme=programme(organizer=organizers), respondent="organization", kind="application")
    one = response(to, with_role(person(), "teacher", organization=where), where)
    for reader in (
        secretary,
        with_role(person(), "organizer", organization=organizers),
        with_role(person(), "coordinator", country="TG"),
        with_role(person(), "regional-office", region="Africa"),
    ):
        client.force_login(reader)
        answer = client.get(page(one))
        assert (answer.status_code, labels(answer)) == (200, [])
        assert "<form" not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_for_strangers_and_for_the_wrong_country_there_is_no_such_page(client):
    one = response(call(), with_role(person(), "teacher", organization=school()))
    for reader in (
        person(),
        with_role(person(), "coordinator", country="KE"),
        with_role(person(), "organizer", organization=school()),
    ):
        client.force_login(reader)
        assert client.get(page(one)).status_code == 404


def test_a_draft_is_read_by_nobody_but_whose_own_it_is(client):
    organizers = school()
    one = response(call(programme=programme(organizer=organizers)))
    Response.objects.update(state="draft")
    client.force_login(with_role(person(), "organizer", organization=organizers))
    assert client.get(page(one)).status_code == 404
    client.force_login(one.person)
    assert client.get(page(one)).status_code == 200


def test_who_answers_along_may_change_it_but_not_end_it(client, amina):
    one = response(call(kind="proposal", together=True))
    CoRespondent.objects.create(response=one, email="amina@example.org", person=amina, invited_at=NOW, accepted_at=NOW)
    assert labels(client.get(page(one))) == ["Change it"]
    for name in ("withdraw", "replace"):
        step = reverse("calls:response_step", args=[one.public_id, name])
        assert client.post(step, {"name": "B", "email": "b@example.org"}).status_code == 409
    assert Response.objects.get().state == "submitted"


def test_after_the_date_the_organizers_address_stands_instead_of_the_button(client, amina):
    to = call(contact="team@conference.example.org")
    deadline(to, "withdraw", NOW - DAY)
    answer = client.get(page(response(to, amina)))
    assert labels(answer) == ["Change it"]
    assert 'href="mailto:team@conference.example.org"' in answer.content.decode()
    assert "It cannot be withdrawn here any more: the date for that is past." in words(answer)


def test_of_a_cancelled_call_nothing_is_expected(client, amina):
    one = response(call(), amina)
    type(one.call).objects.update(status="cancelled", reason="Too few have come together.")
    said = words(client.get(page(one)))
    assert "Cancelled For: Amina This call was cancelled. You need not do anything. Too few have come together." in said


def test_the_page_takes_as_many_queries_however_much_has_happened(client, amina, django_assert_num_queries):
    one = response(call(together=True, kind="proposal"), amina)
    client.get(page(one))
    for count in (1, 3):
        for _each in range(count):
            verbs.change(one, verbs.Sheet(one.question_set), Act(NOW, amina))
            CoRespondent.objects.create(
                response=one, email=f"{CoRespondent.objects.count()}@example.org", invited_at=NOW
            )
        with django_assert_num_queries(11):
            client.get(page(one))
