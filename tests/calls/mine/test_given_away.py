"""Whoever has given a place away sees when and to whom, and nothing of what its new holder says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.models import Response
from tests.calls.answering.forms import posted
from tests.calls.factories import call, response
from tests.calls.files.making import kept
from tests.calls.mine.conftest import words
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DIET = {"key": "diet", "type": "short", "label": {"en": "Diet"}, "why": {"en": "Food."}, "personal": True}
ESI = "esi@example.org"


@pytest.fixture
def giver():
    return person("ama@example.org", name="Ama")


@pytest.fixture
def taken(client, giver):
    """Ama's place, which Esi has taken from her mailbox."""
    one = response(call("Conference", questions=[DIET]), giver, diet="no nuts")
    verbs.substitute(one, "Esi", ESI, Act(NOW, giver))
    shown = client.get(reverse("calls:response_signed", args=[links.token(one, Holder.at(ESI))]))
    change = next(each.url for each in shown.context["buttons"] if str(each.label) == "Change it")
    sent = client.post(change, {**posted(client.get(change)), "q_diet": "a secret", "send": "1"})
    assert sent.status_code == 200
    one.refresh_from_db()
    return one


def test_who_takes_it_leads_it_under_the_name_by_which_it_was_passed_on(taken):
    assert (taken.person.email, taken.person.name, taken.email, taken.answers) == (ESI, "Esi", "", {"diet": "a secret"})
    assert [str(entry.by) for entry in taken.entries.all()] == ["Ama", "Ama", "Esi"]


def test_who_gave_it_away_finds_no_page_of_it_any_more(client, giver, taken):
    file = kept(taken)
    Response.objects.update(
        answers={"diet": "a secret", "visa": [{"name": "x", "size": 1, "file": str(file.public_id)}]}
    )
    client.force_login(giver)
    pages = [
        reverse("calls:response", args=[taken.public_id]),
        reverse("calls:response_step", args=[taken.public_id, "withdraw"]),
        reverse("calls:together", args=[taken.public_id]),
        reverse("calls:response_signed", args=[links.token(taken, holder_of(giver))]),
        reverse("calls:file", args=[file.public_id]),
        f"{reverse('calls:answer', args=[taken.call.slug])}?response={taken.public_id}",
    ]
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    form = client.get(reverse("calls:answer", args=[taken.call.slug]))
    assert (form.status_code, "a secret" in form.content.decode()) == (200, False)


def test_a_form_that_he_had_open_changes_nothing_any_more(client, giver):
    one, esi = response(call(questions=[DIET]), giver, diet="no nuts"), person(ESI)
    verbs.substitute(one, "Esi", ESI, Act(NOW, giver))
    client.force_login(giver)
    url = f"{reverse('calls:answer', args=[one.call.slug])}?response={one.public_id}"
    form = {**posted(client.get(url)), "q_diet": "mine", "send": "1"}
    verbs.change(one, verbs.Sheet(one.question_set, {"diet": "a secret"}), Act(NOW, esi))
    assert client.post(url, form).status_code == 404
    assert Response.objects.get().answers == {"diet": "a secret"}


def test_among_his_answers_his_own_step_is_left(client, giver, taken):
    client.force_login(giver)
    said = words(client.get("/me/answers/"))
    assert "Passed on, and somebody else's now Conference" in said
    assert "It was passed on: Esi comes instead." in said
    assert "a secret" not in said


def test_it_is_not_among_the_answers_of_others(client, taken):
    for who in (taken.person, person("other@example.org")):
        client.force_login(who)
        assert "Passed on, and somebody" not in words(client.get("/me/answers/"))


def test_who_gives_a_place_away_is_told_from_when_it_is_another_s(client, giver):
    one = response(call(), giver)
    client.force_login(giver)
    said = words(client.get(reverse("calls:response_step", args=[one.public_id, "replace"])))
    assert "it is yours no more once they have changed or reconfirmed it" in said
