"""The pages of who is registered: how he comes, his invitation letter; signed in, or from his mailbox."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.mine.holders import Holder
from heliograph.calls.mine.links import link
from heliograph.calls.models import Extension, Response
from heliograph.conference.registering import inviting
from heliograph.conference.registering.inviting import Wish
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.stay_links import stay_link
from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from tests.conference.registering.making import answer, meeting, register
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/conferences/world/stay/"


def by_link(to, address, at=NOW):
    return re.sub(r"^https?://[^/]+", "", stay_link(to, address, at))


def test_the_page_has_each_registration_that_somebody_looks_after(client):
    to, coordinator = meeting(), person(name="Coordinator")
    register(to, coordinator)
    register(to, coordinator, name="Guest", email="guest@example.org")
    register(to, person(name="Stranger"))
    client.force_login(coordinator)
    page = client.get(PAGE)
    assert [line.name for line, _form, _pdf in page.context["lines"]] == ["Coordinator", "Guest"]
    assert [line.answer_url for line, _form, _pdf in page.context["lines"]] == [
        "/calls/stay/answer/?for=me", "/calls/stay/answer/?for=other",
    ]  # fmt: skip


def test_what_was_answered_can_be_changed_there(client):
    to, who = meeting(), person()
    register(to, who)
    said = answer(to, who)
    client.force_login(who)
    ((line, _form, _pdf),) = client.get(PAGE).context["lines"]
    assert (line.answered, line.answer_url) == (True, f"/calls/stay/answer/?response={said.public_id}")
    assert client.get(line.answer_url).status_code == 200


def test_who_is_not_registered_is_told_how_to(client):
    meeting()
    client.force_login(person())
    page = client.get(PAGE).content.decode()
    assert "You are not registered for this conference" in page
    assert "/calls/register/" in page


@pytest.mark.parametrize("way", ["signed in", "by link", "by link without an account"])
def test_a_letter_is_asked_for_by_one_press_and_saved(way, client, organizer):
    to, who = meeting(), person("ama@example.org", name="Ama Mensah")
    if way == "by link without an account":
        one = register(to, who, name="Kofi", email="kofi@example.org")
        page = by_link(to, "kofi@example.org")
    else:
        one = register(to, who)
        page = PAGE if way == "signed in" else by_link(to, "ama@example.org")
    if way == "signed in":
        client.force_login(who)
    form = client.get(page).context["lines"][0][1]
    posted = {each.html_name: each.value() or "" for each in form}
    done = client.post(page, {"registration": str(one.public_id), **posted})
    assert done.status_code == 302
    letter = InvitationLetter.objects.get()
    assert letter.name == ("Kofi" if way == "by link without an account" else "Ama Mensah")
    inviting.sign(to, letter, organizer, NOW)
    pdf = client.get(client.get(page).context["lines"][0][2])
    assert pdf.headers["Content-Type"] == "application/pdf"


def test_a_form_that_is_wrong_says_so_and_keeps_what_was_written(client):
    to, who = meeting(), person()
    one = register(to, who)
    client.force_login(who)
    key = str(one.public_id)
    page = client.post(
        PAGE, {"registration": key, f"{key}-name": "", f"{key}-embassy": "Lomé", f"{key}-language": "en"}
    )
    assert page.status_code == 422
    assert "Lomé" in page.content.decode()
    assert client.post(PAGE, {"registration": "another"}).status_code == 404


def test_nobody_saves_the_letter_of_another(client, organizer):
    to, who = meeting(), person()
    letter = inviting.sign(to, inviting.ask(to, register(to, who), Wish("Ama"), who, NOW), organizer, NOW)
    path = f"{PAGE}letter/{letter.public_id}/"
    client.force_login(person())
    assert client.get(path).status_code == 404
    client.force_login(who)
    assert client.get(path).status_code == 200
    inviting.revoke(to, letter, "A mistake.", organizer, NOW)
    assert client.get(path).status_code == 404


def test_it_waits_in_my_answers_for_each_who_comes_until_it_is_said(client):
    to, who = meeting(), person("ama@example.org", name="Ama")
    own = register(to, who)
    guest = register(to, who, name="Guest", email="guest@example.org")
    client.force_login(who)

    def waits():
        found = client.get("/me/answers/").context["expected"]
        buttons = [(each.buttons[0].label, each.buttons[0].url) for each in found]
        return sorted((each.line.subject, str(each.line.expected.words)) for each in found), buttons

    words, buttons = waits()
    assert words == [(each, "Say how you come") for each in ("Ama", "Guest")]
    assert buttons == [("Say how you come", PAGE)] * 2
    ribbon = client.get("/me/answers/").context["ribbon"]
    assert [each.tick.url for each in ribbon.signs].count(PAGE) == 1
    assert f'href="{PAGE}"' in client.get(f"/answers/{own.public_id}/").content.decode()
    answer(to, who)
    assert waits()[0] == [("Guest", "Say how you come")]
    assert f'href="{PAGE}"' not in client.get(f"/answers/{own.public_id}/").content.decode()
    Response.objects.filter(pk=guest.pk).update(asked_at=NOW)
    assert waits()[0] == [("Guest", "Say whether you are still coming")]
    Response.objects.filter(pk=guest.pk).update(asked_at=None)
    to.follow_up.deadlines.filter(kind="closes").update(at=NOW, until=NOW)
    assert waits()[0] == []
    Extension.objects.create(call=to.follow_up, person=who, kind="closes", until=NOW + timedelta(days=3), made_at=NOW)
    assert waits()[0] == [("Guest", "Say how you come")]


def test_the_page_behind_a_letter_s_link_leads_there_without_an_account(client):
    to = meeting()
    one = register(to, person(), name="Guest", email="guest@example.org")
    page = client.get(re.sub(r"^https?://[^/]+", "", link(one, Holder.at("guest@example.org"))))
    way = re.search(r'href="(/conferences/world/stay/with/[^"]+)"', page.content.decode()).group(1)
    assert [line.name for line, _form, _pdf in client.get(way).context["lines"]] == ["Guest"]


@pytest.mark.parametrize("count", [1, 3])
def test_my_answers_take_as_many_queries_however_many_wait(count, client, django_assert_num_queries):
    to, coordinator = meeting(), person()
    for number in range(count):
        register(to, coordinator, name=f"Guest {number}", email=f"guest{number}@example.org")
    client.force_login(coordinator)
    client.get("/me/answers/")
    with django_assert_num_queries(17):
        assert len(client.get("/me/answers/").context["expected"]) == count


@pytest.mark.parametrize("wrong", ["cut", "old", "of another"])
def test_a_link_that_is_not_good_says_how_to_go_on(wrong, client):
    to, who = meeting(), person("ama@example.org")
    register(to, who)
    page = by_link(to, "ama@example.org")
    if wrong == "cut":
        page = "/conferences/world/stay/with/cut/"
    at = NOW + timedelta(days=200 if wrong == "old" else 0)
    with time_machine.travel(at, tick=False):
        if wrong == "of another":
            found = client.get(by_link(to, "nobody@example.org"))
            assert found.context["lines"] == []
            return
        found = client.get(page)
    assert found.status_code == 404
    assert "This link does not work" in found.content.decode()


def test_the_letter_about_a_registration_asks_how_one_comes(client):
    to, who = meeting(), person("ama@example.org")
    register(to, who)
    write_owed(NOW)
    words = Message.objects.get(address="ama@example.org").body.text
    assert "Please also say how you come" in words
    link = re.search(r"/conferences/world/stay/with/\S+", words).group()
    ((line, _form, _pdf),) = client.get(link).context["lines"]
    assert line.answer_url.startswith("/calls/stay/answer/with/")
    assert client.get(line.answer_url).status_code == 200


def test_the_page_of_the_programme_leads_there(client):
    to, who = meeting(), person()
    register(to, who)
    assert "1 country is registered." in client.get("/programmes/world/").content.decode()
    assert PAGE not in client.get("/programmes/world/").content.decode()
    client.force_login(who)
    assert PAGE in client.get("/programmes/world/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_many_there_are(count, client, django_assert_max_num_queries):
    to, coordinator = meeting(), person()
    for number in range(count):
        register(to, coordinator, name=f"Guest {number}", email=f"guest{number}@example.org")
    client.force_login(coordinator)
    with django_assert_max_num_queries(25):
        client.get(PAGE)


@pytest.mark.parametrize("way", ["signed in", "by link"])
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("confirmed", "Say there first that you still come"),
        ("waitlisted", "No place is free yet"),
        ("offered", "A place is offered"),
    ],
)
def test_what_has_to_happen_first_is_said_with_the_way_to_it(state, words, way, client):
    to, who = meeting(), person("ama@example.org")
    one = register(to, who)
    Response.objects.filter(pk=one.pk).update(state=state, asked_at=NOW)
    client.force_login(who)
    page = PAGE if way == "signed in" else by_link(to, "ama@example.org")
    shown = client.get(page)
    assert words in shown.content.decode()
    assert "Say how you come" not in shown.content.decode()
    if way == "by link":
        client.logout()
    assert client.get(shown.context["lines"][0][0].url).status_code == 200
