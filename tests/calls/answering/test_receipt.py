"""The page after sending offers what there is."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.answering import links
from heliograph.calls.mine.ways import mailbox_page
from tests.calls.factories import call, deadline
from tests.calls.questions.asking import ask
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Answers a call and gives the receipt."""

    def sent(one, key="", **post):
        client.force_login(person())
        address = reverse("calls:answer", args=[one.slug]) + (f"?key={key}" if key else "")
        return client.post(address, {"send": "1", "for": "me", **post}).content.decode()

    with time_machine.travel(NOW, tick=False):
        yield sent


def test_dates_for_the_calendar_are_offered_where_there_are_some(send):
    assert "Dates for your calendar" in send(call())


def test_without_dates_there_is_nothing_for_the_calendar(send):
    later = call(opens=None, closes=None)
    deadline(later, "closes", None)
    for one in (call(opens=None, closes=None), later):
        page = send(one)
        assert "We have your answer" in page
        assert "Dates for your calendar" not in page


def test_each_question_stands_above_its_answer(send):
    page = send(call(questions=[ask("short", "a", label="Name"), ask("short", "b", label="Town")]), q_a="Ama")
    pairs = '<div><dt lang="en" dir="ltr">Name</dt>\n<dd><span dir="auto">Ama</span></dd></div>'
    assert f'<dl class="answers-told">{pairs}<div><dt lang="en" dir="ltr">Town</dt>\n<dd><span class="quiet">' in page


def test_it_leads_back_to_a_call_that_is_found_by_its_link(send):
    one = call(visibility="link")
    page = send(one, key=one.link)
    assert f'href="/calls/{one.slug}/?key={one.link}"' in page
    assert f'href="/calls/{one.slug}/dates.ics?key={one.link}"' in page


def test_by_a_signed_link_every_page_leads_back_to_a_call_that_is_found_by_its_link(client):
    with time_machine.travel(NOW, tick=False):
        one, by = call(visibility="link", delegation=True), person()
        address = reverse("calls:answer_signed", args=[one.slug, links.token(by, one)])
        back = f"/calls/{one.slug}/?key={one.link}"
        choosing, form = client.get(address), client.get(f"{address}?for=me")
        sent = client.post(f"{address}?for=me", {"send": "1", "for": "me"})
        asked = mailbox_page(one, by.email, NOW)
        for page in (choosing, form, sent, client.get(asked)):
            assert f'href="{back}"' in page.content.decode()
        assert f'href="/calls/{one.slug}/dates.ics?key={one.link}"' in sent.content.decode()
        assert client.get(back).status_code == 200


def test_who_comes_by_a_wrong_link_is_not_told_the_secret(client):
    one, other = call(visibility="link"), call()
    with time_machine.travel(NOW, tick=False):
        for signed in (links.token(person(), other), f"{links.token(person(), one)}x"):
            page = client.get(reverse("calls:answer_signed", args=[one.slug, signed]))
            assert (page.status_code, one.link in page.content.decode()) == (404, False)
        assert one.link not in client.get(f"/calls/{one.slug}/answer/?key=wrong").content.decode()
