"""The link in every letter: a GET asks, a POST acts, without cookies and without an account."""

from __future__ import annotations

import pytest
from django.test import Client

from heliograph.delivery.models import OptOut
from heliograph.delivery.unsubscribing import BadToken, Subscription, link, opted_out, read_token, token

pytestmark = pytest.mark.django_db

AMA = Subscription("Ama@tg.natcom.example.org", "bulletin")


def path(subscription: Subscription = AMA, language: str = "en") -> str:
    return link(subscription, language).removeprefix("http://127.0.0.1:8000")


def gone() -> list[tuple[str, str]]:
    return list(OptOut.objects.order_by("pk").values_list("address", "topic"))


def test_token_is_the_same_each_time_and_holds_address_and_topic():
    assert token(AMA) == token(AMA)
    assert read_token(token(AMA)) == AMA


def test_opening_the_link_changes_nothing(client):
    page = client.get(path())
    assert (page.status_code, gone()) == (200, [])
    assert "Ama@tg.natcom.example.org" in page.text
    assert client.head(path()).status_code == 200
    assert gone() == []


def test_button_unsubscribes_and_offers_to_undo(client):
    page = client.post(path(), {"List-Unsubscribe": "One-Click"})
    assert (page.status_code, gone()) == (200, [("ama@tg.natcom.example.org", "bulletin")])
    assert 'name="again"' in page.text
    page = client.post(path(), {"again": "1"})
    assert (page.status_code, gone()) == (200, [])


def test_one_click_of_a_mail_program_needs_no_cookie_and_sets_none_that_matter():
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path(), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, gone()) == (200, [("ama@tg.natcom.example.org", "bulletin")])
    assert "sessionid" not in answer.cookies


def test_one_click_as_multipart_form_works_too(client):
    assert client.post(path(), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(path(), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert gone() == [("ama@tg.natcom.example.org", "bulletin")]


def test_unsubscribing_from_one_topic_leaves_the_others(client):
    client.post(path(Subscription(AMA.address, "reminders")))
    assert opted_out("bulletin", [AMA.address]) == set()
    assert opted_out("reminders", [AMA.address, "b@example.org"]) == {"ama@tg.natcom.example.org"}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_page_is_in_the_language_of_the_letter(client, language):
    page = client.get(path(language=language), headers={"accept-language": "ru"})
    assert page.headers["Content-Language"] == language
    assert f'action="{path(language=language)}"' in page.text


@pytest.mark.parametrize(
    "bad", ["x", token(AMA)[:-1], token(AMA) + "x", "A" + token(AMA), token(AMA).split(".")[0], "..."]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_bad_link_says_what_to_do_and_changes_nothing(client, bad, method):
    page = getattr(client, method)(f"/mail/unsubscribe/{bad}/")
    assert (page.status_code, gone()) == (404, [])
    assert "desk@secretariat.example.org" in page.text


def test_token_of_another_kind_is_bad():
    from django.core.signing import Signer

    with pytest.raises(BadToken):
        read_token(Signer(sep=".", salt="another").sign_object([AMA.address, AMA.topic]))


def test_address_of_the_page_is_told_to_nobody(client):
    page = client.get(path())
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in page["Cache-Control"]


def test_other_methods_are_refused(client):
    assert client.put(path()).status_code == 405
