"""Who has a form open in two windows, or fills it in with others, overwrites nothing unseen."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.calls.answering import links
from heliograph.calls.answering.eligible import Choice
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import Actor
from tests.calls.answering.forms import WHY, by_script, posted
from tests.calls.factories import call, response
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
KEPT = "This was kept from elsewhere since you opened the form"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def by(client):
    who = person("ama@example.org")
    client.force_login(who)
    return who


@pytest.fixture
def url(by) -> str:
    return f"/calls/{call(questions=[WHY]).slug}/answer/"


def draft():
    return Response.objects.get().draft


def test_what_the_script_keeps_over_what_was_kept_elsewhere_is_refused_with_a_way_to_it(client, url) -> None:
    first, second = posted(client.get(url), q_why="One"), posted(client.get(url), q_why="Two")
    assert by_script(client, url, first)["saved"]
    told = by_script(client, url, second)
    assert (told["saved"], told["words"]) == (False, "What was kept")
    assert told["why"].startswith("Not kept: it was kept from elsewhere since you opened this page")
    assert draft() == {"why": "One"}
    assert 'value="One"' in client.get(told["link"]).content.decode()


def test_who_goes_on_in_one_window_is_never_stopped(client, url) -> None:
    form = posted(client.get(url), q_why="O")
    for words in ("O", "On", "One"):
        told = by_script(client, url, {**form, "q_why": words})
        assert told["saved"]
        form |= {name: told[name] for name in ("response", "version", "kept")}
    assert client.post(url, {**form, "q_why": "One!", "send": "1"}).status_code == 200
    assert Response.objects.get().answers == {"why": "One!"}


def test_a_press_that_keeps_shows_what_was_typed_and_the_next_one_puts_it_there(client, url) -> None:
    first, second = posted(client.get(url), q_why="One"), posted(client.get(url), q_why="Two")
    assert client.post(url, {**first, "save": "1"}).status_code == 302
    page = client.post(url, {**second, "save": "1"})
    text = page.content.decode()
    assert (page.status_code, KEPT in text, 'value="Two"' in text) == (422, True, True)
    assert f'<a href="{url}?response={Response.objects.get().public_id}" target="_blank"' in text
    assert "data-keep=" not in text
    assert draft() == {"why": "One"}
    assert client.post(url, {**posted(page, q_why="Two"), "save": "1"}).status_code == 302
    assert draft() == {"why": "Two"}


def test_the_same_kept_twice_is_kept(client, url) -> None:
    form = {**posted(client.get(url), q_why="One"), "save": "1"}
    assert [client.post(url, form).status_code for _press in range(2)] == [302, 302]
    assert Response.objects.count() == 1


def test_sending_from_one_window_does_not_lose_what_another_has_kept(client, url) -> None:
    first, second = posted(client.get(url), q_why="One, at length"), posted(client.get(url), q_why="Two", send="1")
    by_script(client, url, first)
    page = client.post(url, second)
    assert (page.status_code, KEPT in page.content.decode()) == (422, True)
    assert (Response.objects.get().state, draft()) == ("draft", {"why": "One, at length"})
    assert client.post(url, posted(page, q_why="Two", send="1")).status_code == 200
    assert Response.objects.get().answers == {"why": "Two"}


def test_something_wrong_in_the_form_does_not_make_it_newer(client, url) -> None:
    first, second = posted(client.get(url), q_why="One"), posted(client.get(url), q_why="", send="1")
    by_script(client, url, first)
    wrong = client.post(url, second)
    page = client.post(url, posted(wrong, q_why="Two", send="1"))
    assert (wrong.status_code, page.status_code, KEPT in page.content.decode()) == (422, 422, True)
    assert draft() == {"why": "One"}


def test_those_who_answer_together_do_not_overwrite_one_another(client, by) -> None:
    to, other = call(questions=[WHY], together=True, kind="proposal"), person("other@example.org")
    one = response(to, by, why="Sent")
    CoRespondent.objects.create(response=one, email=other.email, person=other, invited_at=NOW, accepted_at=NOW)
    url = f"/calls/{to.slug}/answer/?response={one.public_id}"
    own = posted(client.get(url), q_why="Mine")
    link = f"/calls/{to.slug}/answer/with/{links.token(other, to)}/?response={one.public_id}"
    assert by_script(client, link, posted(client.get(link), q_why="Theirs"))["saved"]
    assert not by_script(client, url, own)["saved"]
    page = client.post(url, {**own, "send": "1"})
    assert KEPT in page.content.decode()
    one.refresh_from_db()
    assert (one.answers, one.draft) == ({"why": "Sent"}, {"why": "Theirs"})


def test_what_the_organizer_does_meanwhile_does_not_keep_one_from_keeping(client, by) -> None:
    one = response(call(questions=[WHY], kind="application"), by, why="Sent")
    url = f"/calls/{one.call.slug}/answer/?response={one.public_id}"
    form = posted(client.get(url), q_why="Better")
    verbs.decide(one, "return", Act(NOW, person(), Actor.ORGANIZER))
    assert by_script(client, url, form)["saved"]
    page = client.post(url, {**form, "q_why": "Best", "send": "1"})
    assert "This answer has been changed since you opened the form." in page.content.decode()
    assert Response.objects.get().state == "returned"


def test_a_second_form_for_the_same_name_does_not_overwrite_the_first(client, by) -> None:
    to = call(questions=[WHY], delegation=True)
    url = f"/calls/{to.slug}/answer/?for=other"
    kofi = {"for-name": "Kofi", "for-email": "kofi@example.org"}
    first, second = (posted(client.get(url), q_why=words, **kofi) for words in ("One", "Two"))
    client.post(url, {**first, "send": "1"})
    page = client.post(url, {**second, "send": "1"})
    assert "This answer has been changed since you opened the form." in page.content.decode()
    assert Response.objects.get().answers == {"why": "One"}
    assert client.post(url, posted(page, q_why="Two", send="1", **kofi)).status_code == 200
    assert Response.objects.get().answers == {"why": "Two"}


def test_one_of_two_presses_at_once_gets_the_receipt_of_the_other(client, by, monkeypatch) -> None:
    """The second has read that there is no answer yet when the first is through."""
    from heliograph.calls.answering import form_page

    to = call(questions=[WHY])
    url = f"/calls/{to.slug}/answer/"
    form = posted(client.get(url), q_why="Peace", send="1")
    first = client.post(url, form)
    whole = form_page.choice_in

    def unread(*given):
        choice = whole(*given)
        return Choice(choice.key, choice.label, choice.subject)

    monkeypatch.setattr(form_page, "choice_in", unread)
    assert client.post(url, form).content == first.content
    assert Response.objects.count() == 1


def test_two_people_of_one_name_are_never_one_answer(client, by) -> None:
    url = f"/calls/{call(questions=[WHY], delegation=True).slug}/answer/?for=other"
    kofi = {"for-name": "Kofi Mensah"}
    first, second = (posted(client.get(url), q_why=words, **kofi) for words in ("One", "Two"))
    assert by_script(client, url, first)["saved"]
    assert by_script(client, url, {**first, "q_why": "One"})["saved"]
    assert client.post(url, {**first, "send": "1"}).status_code == 200
    page = client.post(url, {**second, "send": "1"})
    for _press in range(2):
        assert "You have answered for somebody of this name already" in page.content.decode()
        assert f'href="/answers/{Response.objects.get().public_id}/"' in page.content.decode()
        page = client.post(url, posted(page, q_why="Two", send="1", **kofi))
    assert not by_script(client, url, second)["saved"]
    assert Response.objects.get().answers == {"why": "One"}
    assert client.post(url, {**second, "for-name": "Kofi Mensah, 2", "send": "1"}).status_code == 200
    assert [each.answers["why"] for each in Response.objects.order_by("pk")] == ["One", "Two"]


def test_what_is_only_kept_need_not_be_complete_in_an_older_window_either(client, url) -> None:
    first, second = posted(client.get(url), q_why="One"), posted(client.get(url), q_why="")
    assert client.post(url, {**first, "save": "1"}).status_code == 302
    text = client.post(url, {**second, "save": "1"}).content.decode()
    assert (KEPT in text, "Answer this question." in text, "aria-invalid" in text) == (True, False, False)
