"""Whoever was named to come instead says so himself, also once the call has closed; until then nothing is settled."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.taking_back import may_take_back
from heliograph.calls.mine import links
from heliograph.calls.mine.doing import send_another
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.models import Response
from heliograph.calls.telling import write_letters
from heliograph.delivery.models import Message
from tests.calls.factories import DAY, call, deadline, response
from tests.calls.mine.conftest import state, token_of, words
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ESI = "esi@example.org"
DIET = {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": {"en": "Food."}, "personal": True}
AT_EASE, COMING = "You need not do anything now.", "Yes, coming"


def given(*dates, closed=False):
    """Ama's place, which she has given to Esi."""
    to = call("Conference", questions=[{**DIET, "required": True}])
    for kind in dates:
        deadline(to, kind, NOW + 5 * DAY)
    one = response(to, person("ama@example.org", name="Ama"), diet="no nuts")
    write_letters(NOW)
    if closed:
        to.deadlines.filter(kind="closes").update(at=NOW - DAY / 2, until=NOW - DAY / 2)
    one = Response.objects.get(pk=one.pk)
    send_another(one, "Esi", ESI, Act(NOW, one.person))
    return Response.objects.get(pk=one.pk)


def page_of(client, one, holder):
    return client.get(reverse("calls:response_signed", args=[links.token(one, holder)]))


@pytest.mark.parametrize("dates", [(), ("reconfirm",)])
@pytest.mark.parametrize("known", [True, False])
def test_by_one_press_it_is_his_and_cannot_be_taken_back(client, dates, known):
    if known:
        person(ESI, name="Esi")
    one = given(*dates, closed=True)
    giver = one.person
    assert may_take_back(one, giver)
    page = page_of(client, one, Holder.at(ESI))
    assert COMING in words(page)
    assert AT_EASE not in words(page)
    step = reverse("calls:response_signed_step", args=[links.token(one, Holder.at(ESI)), "reconfirm"])
    for _press in range(2):
        done = client.post(step, {"token": token_of(page)}, follow=True)
    assert COMING not in words(done)
    assert state(one) == "reconfirmed"
    his = Response.objects.get(pk=one.pk)
    assert (his.person.email, his.person.name) == (ESI, "Esi")
    assert one.entries.filter(verb="reconfirm", by=his.person).count() == 1
    assert not may_take_back(his, giver)
    assert page_of(client, one, holder_of(giver)).status_code == 404


def test_who_gave_it_is_not_asked_again_and_not_told_that_he_is_expected(client):
    one = given("reconfirm")
    said = words(page_of(client, one, holder_of(one.person)))
    assert "You have passed this place on to Esi" in said
    assert not [each for each in (COMING, AT_EASE, "you are expected", "Some answers are missing") if each in said]


@pytest.mark.parametrize(
    ("closed", "letter"),
    [(False, "please fill them in at the link below"), (True, "are not taken here any more: write them")],
)
def test_what_is_missing_is_expected_of_who_comes_where_it_is_still_taken(client, closed, letter):
    one = given("reconfirm", closed=closed)
    write_letters(NOW)
    assert letter in Message.objects.get(address=ESI).body.text
    said = words(page_of(client, one, Holder.at(ESI)))
    assert "Some answers are missing" in said
    assert AT_EASE not in said
    assert ("Fill in what is missing" in said) is not closed


def test_my_answers_say_what_is_missing(client):
    esi = person(ESI)
    given()
    client.force_login(esi)
    said = words(client.get("/me/answers/"))
    assert "Fill in what is missing" in said
    assert AT_EASE not in said
