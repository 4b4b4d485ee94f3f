"""The pages over HTTP: the invitation from the mailbox, and those of who answers together."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client

from heliograph.calls.answering import links as answer_links
from heliograph.calls.corresponding.handing_over import hand_over
from heliograph.calls.corresponding.inviting import accept_from_mailbox, decline, leave, remove
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.verbs import withdraw
from heliograph.calls.models import CoRespondent
from heliograph.network.models import Person
from tests.bulletin.desk.pages import filled, soup, words
from tests.calls.corresponding.scenes import (
    browser_of,
    change_of,
    invited,
    joined,
    joint_answer,
    page_of,
    together_of,
    trail,
)
from tests.calls.factories import DAY
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def test_opening_the_letters_link_changes_nothing_and_shows_no_answer(client):
    answer = joint_answer()
    type(answer).objects.filter(pk=answer.pk).update(answers={"topic": "the hidden thing"}, name="A child")
    page = client.get(page_of(invited(answer)))
    assert words(page, "h1") == ["Will you answer together with Ama Lead ?"]
    assert [part in page.text for part in ("the hidden thing", "A child", "Registration")] == [False, False, True]
    assert (trail(answer), Person.objects.filter(email="kofi@example.org").exists()) == ([("invite", "")], False)


def test_a_page_whose_address_is_a_key_is_told_to_no_other_site_and_to_no_search_engine(client):
    """Its form has a token against forgery, so that a browser has to tell this site where it comes from."""
    answer = joint_answer()
    signed = answer_links.token(answer.person, answer.call)
    co = invited(answer)
    change = f"{together_of(answer)}{co.public_id}/take-back/"
    for address in (
        page_of(co),
        f"{together_of(answer)}?with={signed}",
        f"{change}?with={signed}",
        "/answers/joint/x/",
    ):
        page = client.get(address)
        told = (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"])
        assert told == (404 if address.endswith("/x/") else 200, "same-origin", "noindex")


def test_one_press_accepts_signs_a_new_person_in_and_leads_to_the_answer(client):
    answer = joint_answer()
    co = invited(answer)
    for _time in range(2):
        page = client.post(page_of(co), {"do": "accept"})
        assert (page.status_code, words(page, "h1")) == (200, ["You answer together"])
    who = Person.objects.get(email=co.email)
    assert client.session["_auth_user_id"] == str(who.pk)
    (link,) = [unquote(one["href"]) for one in _links(page, "a.button")]
    before, signed, after = link.rpartition("?")[0].rsplit("/", 2)
    assert (before, after) == (f"/calls/{answer.call.slug}/answer/with", "")
    assert link.endswith(f"?response={answer.public_id}")
    assert answer_links.read(signed, answer.call).person == who.public_id
    assert trail(answer) == [("invite", ""), ("join", "")]


def _links(page, selector):
    return soup(page).select(f"main {selector}")


def test_who_had_an_account_is_not_signed_in_by_the_link(client):
    person("kofi@example.org")
    client.post(page_of(invited(joint_answer())), {"do": "accept"})
    assert "_auth_user_id" not in client.session


def test_a_mailbox_that_is_no_longer_the_persons_gets_no_way_in(client):
    co = joined(joint_answer())
    Person.objects.filter(email=co.email).update(email="moved@example.org")
    page = client.get(page_of(co))
    assert "/answer/with/" not in page.text


def test_one_press_declines(client):
    co = invited(joint_answer())
    for _time in range(2):
        assert words(client.post(page_of(co), {"do": "decline"}), "h1") == ["You have declined"]
    assert (words(client.get(page_of(co)), "h1"), len(CoRespondent.objects.all())) == (["You have declined"], 1)


def _taken_back(co):
    remove(co, co.response.person, NOW)


def _parted(co):
    leave(accept_from_mailbox(co, NOW, zone="UTC").co, NOW)


def _led(co):
    hand_over(co.response, accept_from_mailbox(co, NOW, zone="UTC").co, co.response.person, NOW)


def _withdrawn(co):
    withdraw(co.response, Act(NOW, co.response.person))


@pytest.mark.parametrize(
    ("change", "heading", "status"),
    [
        (_taken_back, "This invitation was taken back", 409),
        (lambda co: decline(co, NOW), "You have declined", 409),
        (_parted, "You no longer answer together", 409),
        (_led, "You lead this answer", 409),
        (_withdrawn, "This invitation is over", 409),
    ],
)
def test_a_link_that_can_do_nothing_more_says_why(client, change, heading, status):
    co = invited(joint_answer())
    change(co)
    assert words(client.get(page_of(co)), "h1") == [heading]
    page = client.post(page_of(co), {"do": "accept"})
    assert (page.status_code, words(page, "h1")) == (status, [heading])
    assert "<button name=" not in page.text


def test_after_closing_the_link_says_so(client, clock):
    co = invited(joint_answer())
    clock.shift(11 * DAY)
    assert words(client.get(page_of(co)), "h1") == ["This invitation is over"]
    assert client.post(page_of(co), {"do": "accept"}).status_code == 409
    assert not Person.objects.filter(email=co.email).exists()


def test_a_link_that_was_cut_or_whose_row_is_gone_shows_nothing(client):
    co = invited(joint_answer())
    assert client.get(page_of(co)[:-3] + "/").status_code == 404
    CoRespondent.objects.all().delete()
    assert [client.get(page_of(co)).status_code, client.post(page_of(co)).status_code] == [404, 404]


def test_two_whose_pages_were_open_at_the_same_time_both_answer():
    answer = joint_answer()
    pages = [page_of(invited(answer, f"guest{number}@example.org")) for number in range(2)]
    browsers = [Client(), Client()]
    for browser, page in zip(browsers, pages, strict=True):
        browser.get(page)
    for browser, page in [*zip(browsers, pages, strict=True)] * 2:
        assert browser.post(page, {"do": "accept"}).status_code == 200
    assert sorted(trail(answer)) == [("invite", "")] * 2 + [("join", "")] * 2


def test_the_page_invites_by_one_form_however_often_it_is_sent(client):
    answer = joint_answer()
    browser_of(answer.person, client)
    form = filled(client.get(together_of(answer)))
    for _time in range(2):
        sent = client.post(together_of(answer), {**form, "guest-email": "KOFI@Example.org", "guest-name": "Kofi"})
        assert sent.headers["Location"] == together_of(answer)
    assert CoRespondent.objects.get().email == "kofi@example.org"
    assert words(client.get(together_of(answer)), ".members .state") == [
        "leads the answer",
        "invited, has not answered yet",
    ]


@pytest.mark.parametrize(
    ("email", "fault"),
    [
        ("", "Write the e-mail address of the person whom you want to invite."),
        ("nonsense", "This is no e-mail address. It looks like name@example.org."),
        ("lead@example.org", "This is your own address. Invite somebody else."),
    ],
)
def test_what_is_wrong_with_the_address_is_said_beside_it(client, email, fault):
    answer = joint_answer(person("lead@example.org"))
    browser_of(answer.person, client)
    page = client.post(together_of(answer), {"guest-email": email, "guest-language": "fr"})
    assert (page.status_code, words(page, ".field-wrong .errorlist li")) == (422, [fault])
    assert not CoRespondent.objects.exists()


def test_only_those_who_answer_find_the_pages(client, secretary):
    answer = joint_answer()
    co = invited(answer)
    pages = [together_of(answer), change_of(co, "take-back"), change_of(co, "leave")]
    assert [client.get(page).status_code for page in pages] == [302] * 3
    waiting = person("kofi@example.org")
    for who in (person(), waiting, secretary):
        browser_of(who, client)
        assert [client.get(page).status_code for page in pages] == [404] * 3
        assert [client.post(page).status_code for page in pages] == [404] * 3
    gone = joined(answer, email="abla@example.org")
    remove(gone, answer.person, NOW)
    browser_of(gone.person, client)
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert co.response.co_respondents.filter(removed_at=None).count() == 1


def test_a_signed_link_opens_the_pages_of_its_own_call_alone(client):
    answer, other = joint_answer(), joint_answer()
    signed = answer_links.token(answer.person, answer.call)
    assert client.get(f"{together_of(answer)}?with={signed}").status_code == 200
    assert client.get(f"{together_of(other)}?with={signed}").status_code == 404
    assert client.get(f"{together_of(answer)}?with=nonsense").status_code == 404
    stranger = answer_links.token(person(), answer.call)
    assert client.get(f"{together_of(answer)}?with={stranger}").status_code == 404


def test_who_came_by_a_link_leaves_by_it(client):
    co = joined(joint_answer())
    page = client.get(page_of(co))
    (leaving,) = [one["href"] for one in _links(page, "a") if "/leave/" in one["href"]]
    assert client.get(leaving).status_code == 200
    assert client.post(leaving).headers["Location"] == "/"
    assert client.get(leaving).status_code == 404
    assert words(client.get(page_of(co)), "h1") == ["You no longer answer together"]


@pytest.mark.parametrize(
    ("do", "heading", "left"),
    [
        ("remove", "Take Kofi Guest out?", [("leads the answer", "Ama Lead")]),
        (
            "hand-over",
            "Hand the answer over to Kofi Guest ?",
            [("leads the answer", "Kofi Guest"), ("answers too", "Ama Lead")],
        ),
    ],
)
def test_the_lead_is_asked_and_then_it_is_done_once(client, do, heading, left):
    answer = joint_answer()
    co = joined(answer)
    browser_of(answer.person, client)
    page = client.get(change_of(co, do))
    assert words(page, "h1") == [heading]
    form = filled(page)
    for _time in range(2):
        assert client.post(change_of(co, do), form).headers["Location"] == together_of(answer)
    shown = client.get(together_of(answer))
    assert list(zip(words(shown, ".members .state"), words(shown, ".members strong"), strict=True)) == left
    assert len(trail(answer)) == 3
    assert client.get(change_of(co, do)).headers["Location"] == together_of(answer)


def test_what_one_may_not_do_is_not_offered_and_not_done(client):
    answer = joint_answer()
    one, other = joined(answer), joined(answer, email="abla@example.org")
    browser_of(one.person, client)
    hrefs = [link["href"] for link in _links(client.get(together_of(answer)), ".members a")]
    assert hrefs == [change_of(one, "leave")]
    assert client.post(change_of(other, "remove")).status_code == 409
    assert client.post(change_of(other, "leave")).status_code == 404
    assert client.post(change_of(one, "hand-over")).status_code == 409
    assert client.get(change_of(one, "dance")).status_code == 404
    assert CoRespondent.objects.filter(removed_at=None).count() == 2


def test_somebody_of_another_answer_is_not_reached_through_ones_own(client):
    mine, other = joint_answer(), joined(joint_answer(person("other@example.org")), email="abla@example.org")
    browser_of(mine.person, client)
    page = change_of(other, "remove").replace(str(other.response.public_id), str(mine.public_id))
    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]


def test_all_of_them_see_what_is_unfinished_and_how_long_it_can_be_mended(client, clock):
    answer = joint_answer()
    co = joined(answer)
    for number in range(2):
        invited(answer, f"guest{number}@example.org")
    clock.shift(7 * DAY)
    for who in (answer.person, co.person):
        browser_of(who, client)
        said = words(client.get(together_of(answer)), ".note")
        assert said == ["2 have not answered yet; the call closes in 3 days."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(client, count, django_assert_num_queries):
    answer = joint_answer()
    for number in range(count):
        invited(answer, f"guest{number}@example.org")
        joined(answer, email=f"joined{number}@example.org")
    browser_of(answer.person, client)
    with django_assert_num_queries(7):
        client.get(together_of(answer))
