"""The reader's own page: which letters come, and how; and what that means for letters that wait."""

from __future__ import annotations

import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heliograph.delivery import choosing
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import AddressEntry, Preference
from heliograph.delivery.preferences import choice_of, choose
from heliograph.delivery.states import Cause, Choice, MailingState, MessageState, Refused
from heliograph.delivery.suppressing import suppress, suppression_of
from heliograph.delivery.topics import Topic, register
from tests.delivery.waiting import (
    AMA,
    BULLETIN,
    CALLS,
    KEY,
    NOW,
    held,
    log,
    mail_program,
    make_body,
    make_mailing,
    make_message,
    only_these_topics,
    preferences_path,
    said,
    state_of,
    unsubscribe_path,
)

pytestmark = pytest.mark.django_db

UNWANTED = "its reader wants no letters of this kind"


@pytest.fixture(autouse=True)
def topics(monkeypatch):
    only_these_topics(monkeypatch)


@pytest.fixture
def midday():
    with time_machine.travel(NOW, tick=False):
        yield


def radio(field: str, value: str, *, checked: bool = False) -> str:
    return f'<input type="radio" name="{field}" value="{value}"{" checked" if checked else ""}>'


def test_page_lists_every_topic_with_the_ways_it_offers(client):
    page = client.get(preferences_path()).text
    assert re.findall(r'<input type="radio" name="choice-(\w+)" value="(\w+)"', page) == [
        *[("bulletin", way) for way in ("instant", "digest", "never")],
        *[("calls", way) for way in ("instant", "digest", "never")],
        *[("alerts", way) for way in ("instant", "never")],
    ]
    assert re.findall(r"<legend>(\w+)</legend>", page) == ["Bulletin", "Calls", "Alerts"]
    assert radio("choice-bulletin", "instant", checked=True) in page
    assert "What cannot wait." in page


def test_transactional_topics_are_listed_without_a_choice(client):
    page = client.get(preferences_path()).text
    assert "Always sent, since they answer what you do" in page
    assert "A code for who signs in." in page
    assert "choice-sign-in" not in page


def test_digest_is_no_topic_to_choose_even_where_somebody_registers_it(client):
    register(Topic("digest", "Digest", "All together."))
    assert "choice-digest" not in client.get(preferences_path()).text
    client.post(preferences_path(), {"do": "refuse-all"})
    assert said() == {"alerts": "never", "bulletin": "never", "calls": "never"}


def test_page_shows_what_was_chosen(client):
    choose(Subscription(AMA, "calls"), Choice.DIGEST, NOW)
    page = client.get(preferences_path("alerts")).text
    assert radio("choice-calls", "digest", checked=True) in page
    assert radio("choice-bulletin", "instant", checked=True) in page


def test_opening_the_page_changes_nothing(client):
    message = held()
    for path in (preferences_path(), preferences_path() + "&choice-bulletin=never&do=save"):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert (said(), log(), state_of(message)) == ({}, [], ("held", ""))


def test_saving_needs_no_cookie_and_says_what_changed():
    sent = {"choice-bulletin": "digest", "choice-calls": "never", "choice-alerts": "instant", "do": "save"}
    answer = mail_program().post(preferences_path(), sent)
    assert (answer.status_code, said()) == (200, {"alerts": "instant", "bulletin": "digest", "calls": "never"})
    assert "<strong>Bulletin</strong>: together, every two weeks (before: at once)" in answer.text
    assert "<strong>Calls</strong>: not at all (before: at once)" in answer.text
    assert "<strong>Alerts</strong>:" not in answer.text
    assert log() == [("chose", "bulletin: digest", "reader"), ("chose", "calls: never", "reader")]
    assert "sessionid" not in answer.cookies


def test_saving_without_a_button_s_name_saves_too(client):
    client.post(preferences_path(), {"choice-bulletin": "digest"})
    assert said() == {"bulletin": "digest"}


def test_saving_twice_changes_nothing_more(client):
    for _time in range(2):
        page = client.post(preferences_path(), {"choice-bulletin": "never", "do": "save"})
    assert page.status_code == 200
    assert "Saved. Your letters come as you had chosen" in page.text
    assert log() == [("chose", "bulletin: never", "reader")]


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page))


def test_what_was_saved_can_be_taken_back(client):
    client.post(preferences_path(), {"choice-bulletin": "digest"})
    page = client.post(preferences_path(), {"choice-bulletin": "never", "choice-calls": "digest"}).text
    back = hidden_fields(page)
    assert back == {"choice-bulletin": "digest", "choice-calls": "instant"}
    client.post(preferences_path(), {**back, "do": "save"})
    assert said() == {"bulletin": "digest", "calls": "instant"}


def test_nothing_of_all_this_is_one_button_and_can_be_taken_back(client):
    client.post(preferences_path(), {"choice-calls": "digest"})
    page = client.post(preferences_path(), {"do": "refuse-all"}).text
    assert said() == {"alerts": "never", "bulletin": "never", "calls": "never"}
    client.post(preferences_path(), {**hidden_fields(page), "do": "save"})
    assert said() == {"alerts": "instant", "bulletin": "instant", "calls": "digest"}


def test_undo_of_the_digest_s_unsubscribing_leads_here(client):
    client.post(preferences_path(), {"choice-calls": "digest", "choice-bulletin": "digest"})
    page = client.post(unsubscribe_path("digest")).text
    client.post(preferences_path("digest"), {**hidden_fields(page), "do": "save"})
    assert said() == {"bulletin": "digest", "calls": "digest"}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("choice-alerts", "digest", "“Alerts” cannot come in this way."),
        ("choice-calls", "daily", "“Calls” cannot come in this way."),
        ("choice-calls", "", "“Calls” cannot come in this way."),
        ("choice-gossip", "never", "There are no letters of the kind “gossip” to choose."),
        ("choice-sign-in", "never", "There are no letters of the kind “sign-in” to choose."),
        ("choice-digest", "never", "There are no letters of the kind “digest” to choose."),
        ("do", "shout", "This page has no such button."),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_is_half_done(client, field, value, sentence):
    page = client.post(preferences_path(), {"choice-bulletin": "never", field: value})
    assert (page.status_code, said(), log()) == (422, {}, [])
    assert sentence in page.text
    assert 'role="alert"' in page.text


def test_refusal_leads_to_the_topic_and_keeps_what_was_chosen_elsewhere(client):
    page = client.post(preferences_path(), {"choice-bulletin": "never", "choice-alerts": "digest"}).text
    assert '<a href="#choice-alerts">' in page
    assert '<p class="error" id="choice-alerts_error">' in page
    assert radio("choice-bulletin", "never", checked=True) in page


def test_refusal_shows_a_strange_topic_as_text(client):
    page = client.post(preferences_path(), {"choice-<script>": "never"}).text
    assert "“&lt;script&gt;”" in page
    assert "<script>" not in page


def test_waiting_messages_follow_the_choice(client):
    waits = make_message(make_body(make_mailing(state=MailingState.SENDING)), state=MessageState.QUEUED)
    states = []
    for choice in ("digest", "never", "instant", "digest", "instant"):
        client.post(preferences_path(), {"choice-bulletin": choice})
        states.append(state_of(waits))
    assert states == [("held", ""), ("skipped", UNWANTED), ("queued", ""), ("held", ""), ("queued", "")]


def test_letter_held_by_a_mailing_that_is_over_waits_for_the_next_digest(client):
    choose(Subscription(AMA, "bulletin"), Choice.DIGEST, NOW)
    message = held()
    client.post(preferences_path(), {"choice-bulletin": "instant"})
    assert state_of(message) == ("held", "")


def test_next_digest_is_told_in_the_reader_s_zone(client, midday):
    assert "the next time on Monday, 19 January 2026" in client.get(preferences_path()).text
    west = client.get(preferences_path() + "&zone=America/Los_Angeles").text
    assert "the next time on Sunday, 18 January 2026" in west


@pytest.mark.parametrize("cause", [Cause.REFUSAL, Cause.BOUNCE, Cause.COMPLAINT])
def test_reader_of_a_suppressed_address_is_told_why_and_may_lift_it(client, midday, cause):
    suppress(AMA, cause, "550 5.1.1 no such user", NOW)
    page = client.get(preferences_path()).text
    assert f"The reason, since Monday, 12 January 2026: {cause.label}." in page
    assert "550 5.1.1 no such user" in page
    assert "desk@secretariat.example.org" in page
    answer = client.post(preferences_path(), {"do": "mend"})
    assert (answer.status_code, suppression_of(AMA)) == (200, None)
    assert "The reason, since" not in answer.text
    assert log()[-1] == ("lifted", "", "reader")


def test_what_the_desk_has_stopped_only_the_desk_allows_again(client):
    suppress(AMA, Cause.DESK, "asked by telephone", NOW, "Desk")
    assert 'value="mend"' not in client.get(preferences_path()).text
    answer = client.post(preferences_path(), {"do": "mend"})
    assert answer.status_code == 422
    assert "only the desk can allow them again" in answer.text
    assert suppression_of(AMA) is not None


def test_lifting_twice_is_lifting_once(client):
    suppress(AMA, Cause.BOUNCE, "", NOW)
    for _time in range(2):
        assert client.post(preferences_path(), {"do": "mend"}).status_code == 200
    assert [verb for verb, _detail, _actor in log()] == ["suppressed", "lifted"]


def test_page_of_a_reader_without_trouble_speaks_of_none(client):
    suppress("kofi@tg.natcom.example.org", Cause.BOUNCE, "", NOW)
    assert "No letters are sent to you at present" not in client.get(preferences_path()).text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_page_is_in_the_language_of_the_letter(client, language):
    suppress(AMA, Cause.BOUNCE, "", NOW)
    path = preferences_path(language=language)
    for answer in (client.get(path), client.post(path, {"choice-calls": "digest"}), client.post(path, {"do": "?"})):
        assert answer.headers["Content-Language"] == language
        assert f'action="{path}"' in answer.text


def test_address_of_the_page_is_told_to_nobody(client):
    page = client.get(preferences_path())
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in page["Cache-Control"]
    assert client.put(preferences_path()).status_code == 405


def test_page_says_so_where_there_is_nothing_to_choose(client, monkeypatch):
    monkeypatch.setattr("heliograph.delivery.topics._topics", {})
    page = client.get(preferences_path())
    assert page.status_code == 200
    assert "There is no kind of letter to choose yet." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_many_topics_there_are(client, monkeypatch, django_assert_num_queries, count):
    monkeypatch.setattr("heliograph.delivery.topics._topics", {})
    for number in range(count):
        register(Topic(f"topic-{number}", f"Topic {number}", "About it.", digest=True))
    with django_assert_num_queries(2):
        client.get(preferences_path())


def test_mending_what_the_desk_has_stopped_raises():
    suppress(AMA, Cause.DESK, "", NOW)
    with pytest.raises(Refused) as refused:
        choosing.mend(AMA, NOW)
    assert refused.value.code == "stopped-by-desk"


def test_saving_tells_changes_in_the_order_of_the_page():
    changes = choosing.save(AMA, {"calls": "never", "bulletin": "digest", "alerts": "instant"}, NOW)
    assert changes == [
        choosing.Change(BULLETIN, Choice.INSTANT, Choice.DIGEST),
        choosing.Change(CALLS, Choice.INSTANT, Choice.NEVER),
    ]


#: What becomes of a waiting message; whether the digest brings again what was skipped is left to ``preferences``.
STATES = {Choice.INSTANT: {"queued"}, Choice.DIGEST: {"held"}, Choice.NEVER: {"skipped"}}


class Sequences(TestCase):
    """Any sequence of choices ends as its last one, and the log grows only where something changed."""

    @given(st.lists(st.sampled_from(list(Choice)), max_size=6))
    def test_last_choice_holds_and_the_log_tells_each_change(self, choices):
        waits = make_message(make_body(make_mailing(state=MailingState.SENDING)), state=MessageState.QUEUED)
        for choice in choices:
            choosing.save(AMA, {"bulletin": choice}, NOW)
        told = [choice for before, choice in zip([Choice.INSTANT, *choices], choices, strict=False) if before != choice]
        last = choices[-1] if choices else Choice.INSTANT
        assert choice_of(Subscription(AMA, "bulletin")) == last
        assert log() == [("chose", f"bulletin: {choice}", "reader") for choice in told]
        assert AddressEntry.objects.exclude(address=KEY).count() == 0
        assert state_of(waits)[0] in STATES[last]
        assert Preference.objects.count() == bool(choices)
