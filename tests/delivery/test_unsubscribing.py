"""The link in every letter: a GET asks, a POST acts, without cookies and without an account."""

from __future__ import annotations

import pytest
from django.core.signing import Signer

from heliograph.delivery.links import BadToken, Subscription, read_token, token
from heliograph.delivery.models import AddressEntry, Preference
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice, MailingState, MessageState
from tests.delivery.waiting import (
    AMA,
    KEY,
    NOW,
    held,
    log,
    mail_program,
    make_body,
    make_mailing,
    make_message,
    only_these_topics,
    said,
    state_of,
    unsubscribe_path,
)

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
UNWANTED = "its reader wants no letters of this kind"


@pytest.fixture(autouse=True)
def topics(monkeypatch):
    only_these_topics(monkeypatch)


def want(topic: str, choice: Choice) -> None:
    choose(Subscription(AMA, topic), choice, NOW)


def test_token_is_the_same_each_time_and_holds_address_and_topic():
    assert token(Subscription(AMA, "bulletin")) == token(Subscription(AMA, "bulletin"))
    assert read_token(token(Subscription(AMA, "bulletin"))) == Subscription(AMA, "bulletin")


def test_opening_the_link_changes_nothing(client):
    message = held()
    page = client.get(unsubscribe_path())
    assert (page.status_code, said(), log()) == (200, {}, [])
    assert AMA in page.text
    assert "Nothing has been changed yet." in page.text
    assert client.head(unsubscribe_path()).status_code == 200
    assert (said(), log(), state_of(message)) == ({}, [], ("held", ""))


@pytest.mark.parametrize("query", ["&again=1", "&List-Unsubscribe=One-Click", "&do=save"])
def test_what_stands_in_the_address_of_a_get_changes_nothing(client, query):
    want("bulletin", Choice.DIGEST)
    before = (said(), log())
    assert client.get(unsubscribe_path() + query).status_code == 200
    assert (said(), log()) == before


def test_button_unsubscribes_and_offers_to_undo(client):
    page = client.post(unsubscribe_path(), ONE_CLICK)
    assert (page.status_code, said()) == (200, {"bulletin": "never"})
    assert 'name="again"' in page.text
    page = client.post(unsubscribe_path(), {"again": "1"})
    assert (page.status_code, said()) == (200, {"bulletin": "instant"})
    assert log() == [("chose", "bulletin: never", "reader"), ("chose", "bulletin: instant", "reader")]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (
            'multipart/form-data; boundary="=_x"',
            '--=_x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--=_x--\r\n',
        ),
    ],
)
def test_one_click_of_a_mail_program_works_without_cookies_and_without_being_sent_elsewhere(kind, body):
    answer = mail_program().post(unsubscribe_path(), body, content_type=kind)
    assert (answer.status_code, said()) == (200, {"bulletin": "never"})
    assert "sessionid" not in answer.cookies
    assert "csrftoken" not in answer.cookies


def test_one_click_twice_is_one_click():
    for _time in range(2):
        assert mail_program().post(unsubscribe_path(), ONE_CLICK).status_code == 200
    assert (said(), log()) == ({"bulletin": "never"}, [("chose", "bulletin: never", "reader")])


def test_undo_returns_to_the_digest_where_letters_came_so(client):
    want("bulletin", Choice.DIGEST)
    client.post(unsubscribe_path(), ONE_CLICK)
    client.post(unsubscribe_path(), ONE_CLICK)
    client.post(unsubscribe_path(), {"again": "1"})
    assert said() == {"bulletin": "digest"}


def test_unsubscribing_from_one_topic_leaves_the_others(client):
    client.post(unsubscribe_path("calls"))
    assert said() == {"calls": "never"}


def test_unsubscribing_works_on_a_topic_that_nobody_has_registered(client):
    client.post(unsubscribe_path("reminders"), ONE_CLICK)
    assert said() == {"reminders": "never"}


def test_waiting_messages_are_skipped_and_come_back(client):
    sending = make_body(make_mailing("issue-23", state=MailingState.SENDING))
    waits = make_message(sending, state=MessageState.QUEUED)
    other = make_message(sending, "kofi@tg.natcom.example.org", state=MessageState.QUEUED)
    gone = make_message(make_body(make_mailing("issue-22")), state=MessageState.SENT)
    client.post(unsubscribe_path(), ONE_CLICK)
    assert [state_of(each) for each in (waits, other, gone)] == [("skipped", UNWANTED), ("queued", ""), ("sent", "")]
    client.post(unsubscribe_path(), {"again": "1"})
    assert state_of(waits) == ("queued", "")


def test_transactional_letters_cannot_be_stopped_and_say_why(client):
    waits = make_message(make_body(make_mailing("letters/sign-in", "sign-in", stream=True)), state=MessageState.QUEUED)
    for answer in (client.get(unsubscribe_path("sign-in")), client.post(unsubscribe_path("sign-in"), ONE_CLICK)):
        assert answer.status_code == 200
        assert "These letters always come" in answer.text
        assert "They answer what you do yourself" in answer.text
        assert "button button-quiet" not in answer.text
        assert "One-Click" not in answer.text
    client.post(unsubscribe_path("sign-in"), {"again": "1"})
    assert (said(), log(), state_of(waits)) == ({}, [], ("queued", ""))


def test_digest_s_link_stops_all_that_comes_together_and_nothing_else(client):
    want("bulletin", Choice.DIGEST)
    want("calls", Choice.DIGEST)
    message = held()
    asked = client.get(unsubscribe_path("digest"))
    assert "Bulletin" in asked.text
    assert "Calls" in asked.text
    assert "Alerts" not in asked.text
    page = client.post(unsubscribe_path("digest"), ONE_CLICK)
    assert (page.status_code, said()) == (200, {"bulletin": "never", "calls": "never"})
    assert state_of(message) == ("skipped", UNWANTED)
    assert '<input type="hidden" name="choice-calls" value="digest">' in page.text


def test_digest_s_link_says_so_where_nothing_comes_together(client):
    for answer in (client.get(unsubscribe_path("digest")), client.post(unsubscribe_path("digest"), {"again": "1"})):
        assert (answer.status_code, said()) == (200, {})
        assert "No letters come together" in answer.text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("topic", ["bulletin", "sign-in", "digest"])
def test_page_is_in_the_language_of_the_letter(client, language, topic):
    want("bulletin", Choice.DIGEST)
    for send in (client.get, client.post):
        page = send(unsubscribe_path(topic, language=language), headers={"accept-language": "ru"})
        assert page.headers["Content-Language"] == language
        assert f"/mail/preferences/{token(Subscription(AMA, topic))}/?lang={language}" in page.text


def test_form_stays_in_the_language_of_the_page(client):
    assert f'action="{unsubscribe_path(language="ar")}"' in client.get(unsubscribe_path(language="ar")).text


OWN = token(Subscription(AMA, "bulletin"))
OTHER_KEY = Signer(key="another", sep=".", salt="heliograph.delivery.unsubscribe").sign_object([AMA, "bulletin"])
BAD = ["x", OWN[:-1], OWN + "x", "A" + OWN, OWN.split(".")[0], "...", OTHER_KEY]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("place", ["unsubscribe", "preferences"])
def test_bad_link_says_what_to_do_and_changes_nothing(client, bad, method, place):
    page = getattr(client, method)(f"/mail/{place}/{bad}/")
    assert (page.status_code, Preference.objects.count(), AddressEntry.objects.count()) == (404, 0, 0)
    assert "desk@secretariat.example.org" in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_token_of_another_kind_is_bad():
    with pytest.raises(BadToken):
        read_token(Signer(sep=".", salt="another").sign_object([AMA, "bulletin"]))


def test_address_of_the_page_is_told_to_nobody(client):
    page = client.get(unsubscribe_path())
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in page["Cache-Control"]


def test_other_methods_are_refused(client):
    assert client.put(unsubscribe_path()).status_code == 405
    assert client.delete(unsubscribe_path()).status_code == 405


def test_choice_is_kept_for_the_address_in_small_letters(client):
    client.post(unsubscribe_path(address=AMA.upper()), ONE_CLICK)
    assert list(Preference.objects.values_list("address", flat=True)) == [KEY]
