"""Webhooks of a provider, as it posts them: only a signed token leads to a letter."""

from __future__ import annotations

import base64
import json

import pytest
from django.test import Client

from heliograph.delivery.bounces.return_path import token
from heliograph.delivery.models import Preference
from heliograph.delivery.providers import TooEarly, connect
from heliograph.delivery.states import MessageState
from tests.delivery.bounces.conftest import AMA, causes, log_of, sent

pytestmark = pytest.mark.django_db
SECRET = "provider:secret"


@pytest.fixture(autouse=True)
def listening(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    settings.ROOT_URLCONF = "tests.delivery.bounces.provider_addresses"
    connect()
    connect()


def post(event, secret=SECRET, where="postmark"):
    sign = "Basic " + base64.b64encode(secret.encode()).decode()
    headers = {"Authorization": sign}
    address = f"/mail/providers/{where}/tracking/"
    return Client().post(address, json.dumps(event), content_type="application/json", headers=headers).status_code


def bounce(message, kind="HardBounce", details="smtp;550 5.1.1 The email account does not exist", **values):
    return {
        "RecordType": "Bounce",
        "ID": 4323372036854775807,
        "Type": kind,
        "TypeCode": 1,
        "Details": details,
        "Email": AMA,
        "BouncedAt": "2026-01-12T09:00:30Z",
        "Description": "The server was unable to deliver your message.",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {"heliograph": token(message.pk)},
        "Subject": "Issue 22",
        "Inactive": True,
    } | values


def test_hard_bounce_suppresses_its_address_once():
    message = sent()
    for _time in range(2):
        assert post(bounce(message)) == 200
    message.refresh_from_db()
    answer = "Postmark: smtp;550 5.1.1 The email account does not exist"
    assert (message.state, message.answer) == ("bounced", answer)
    assert log_of() == [("bounced", f"{answer} (Issue 22)"), ("suppressed", f"bounce: {answer}")]


def test_full_mailbox_and_policy_only_come_back():
    message = sent()
    post(bounce(message, "SoftBounce", "smtp;552 5.2.2 mailbox full"))
    other = sent(23)
    post(bounce(other, "HardBounce", "smtp;550 5.7.1 blocked for its reputation"))
    assert causes() == {}
    assert [verb for verb, _detail in log_of()] == ["bounced", "bounced"]


def test_address_that_the_provider_calls_invalid_is_suppressed():
    post(bounce(sent(), "BadEmailAddress", ""))
    assert causes() == {AMA: "bounce"}


def test_address_that_the_provider_has_blocked_only_comes_back():
    post(bounce(sent(), "Blocked", "smtp;554 5.7.1 ISP block"))
    assert causes() == {}


def test_complaint_ends_the_topic_and_suppresses():
    message = sent()
    post(bounce(message, "SpamComplaint", "", RecordType="SpamComplaint"))
    assert causes() == {AMA: "complaint"}
    assert list(Preference.objects.values_list("topic", "choice")) == [("bulletin", "never")]


def test_unsubscribing_ends_the_topic_only():
    metadata = {"heliograph": token(sent().pk)}
    change = {"RecordType": "SubscriptionChange", "SuppressSending": True, "SuppressionReason": "ManualSuppression"}
    assert post(change | {"Recipient": AMA, "ChangedAt": "2026-01-12T09:00:30Z", "Metadata": metadata}) == 200
    assert (causes(), log_of()) == ({}, [("chose", "bulletin: never")])


def test_delay_is_noted():
    message = sent()
    post(bounce(message, "Transient", "smtp;451 4.7.1 try later"))
    message.refresh_from_db()
    assert message.state == "sent"
    assert log_of() == [("delayed", "Postmark: smtp;451 4.7.1 try later (Issue 22)")]


@pytest.mark.parametrize("kind", ["Delivery", "Open", "Click"])
def test_what_went_well_and_what_is_not_counted_changes_nothing(kind):
    message = sent()
    assert post(bounce(message, RecordType=kind)) == 200
    assert log_of() == []


@pytest.mark.parametrize("metadata", [{}, {"heliograph": "3mv.aaaaaaaaaaaaaaaa"}, {"heliograph": None}, {"other": 1}])
def test_event_without_a_signed_token_changes_nothing(metadata):
    message = sent()
    assert post(bounce(message, Metadata=metadata)) == 200
    message.refresh_from_db()
    assert (message.state, log_of()) == ("sent", [])


def test_webhook_without_the_secret_is_refused():
    message = sent()
    assert post(bounce(message), secret="provider:guess") == 400
    message.refresh_from_db()
    assert message.state == "sent"


def test_event_on_a_letter_in_a_senders_hands_is_to_be_told_again():
    message = sent(state=MessageState.LEASED)
    with pytest.raises(TooEarly):
        post(bounce(message))
    assert log_of() == []


def batch(*addresses, **values):
    """Events as another provider posts them, many at once."""
    events = []
    for number, address in enumerate(addresses):
        event = {"type": "bounce", "raw_rcpt_to": address, "event_id": f"event-{number}", "timestamp": "1768208430"}
        metadata = {"heliograph": token(sent(address=address).pk)}
        events.append({"msys": {"message_event": event | {"rcpt_meta": metadata} | values}})
    return events


def test_batch_of_another_provider_is_applied():
    events = batch(AMA, "kofi@school.tg.example.org", bounce_class="30", raw_reason="550 5.1.1 User unknown")
    assert post(events, where="sparkpost") == 200
    assert causes() == {AMA: "bounce", "kofi@school.tg.example.org": "bounce"}


def test_block_for_spam_at_the_receiver_is_no_complaint():
    events = batch(AMA, type="policy_rejection", bounce_class="51", raw_reason="554 5.7.1 rejected as spam")
    assert post(events, where="sparkpost") == 200
    assert (causes(), [verb for verb, _detail in log_of()]) == ({}, ["bounced"])
