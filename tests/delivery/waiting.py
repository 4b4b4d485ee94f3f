"""Topics to choose among, and messages that wait: rows as senders and callers leave them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.test import Client

from heliograph.delivery import topics
from heliograph.delivery.links import Subscription, preferences_link, token, unsubscribe_link
from heliograph.delivery.models import AddressEntry, Body, Mailing, Message, Preference
from heliograph.delivery.states import MailingState, MessageState
from heliograph.delivery.topics import Topic, register

AMA = "Ama@tg.natcom.example.org"
KEY = AMA.lower()
#: Monday 12 January 2026, 09:00 UTC: between the digests of 5 and 19 January.
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
BULLETIN = Topic("bulletin", "Bulletin", "The bulletin, every two weeks.", order=1, digest=True)
CALLS = Topic("calls", "Calls", "What you are invited to do.", order=2, digest=True)
ALERTS = Topic("alerts", "Alerts", "What cannot wait.", order=3)
SIGN_IN = Topic("sign-in", "Signing in", "A code for who signs in.", transactional=True)


def only_these_topics(monkeypatch) -> None:
    monkeypatch.setattr(topics, "_topics", {})
    for each in (BULLETIN, CALLS, ALERTS, SIGN_IN):
        register(each)


def site_path(link: str) -> str:
    return link.removeprefix(settings.SITE_URL)


def unsubscribe_path(topic: str = "bulletin", address: str = AMA, language: str = "en") -> str:
    return site_path(unsubscribe_link(token(Subscription(address, topic)), language))


def preferences_path(topic: str = "bulletin", address: str = AMA, language: str = "en") -> str:
    return site_path(preferences_link(token(Subscription(address, topic)), language))


def mail_program() -> Client:
    """Posts without ever having seen a page: no cookies."""
    return Client(enforce_csrf_checks=True)


def make_mailing(key: str = "issue-22", topic: str = "bulletin", **given) -> Mailing:
    first = {"title": key, "domain": "heliograph.example.org", "state": MailingState.SENT, "created_at": NOW}
    return Mailing.objects.create(key=key, topic=topic, **{**first, "started_at": NOW, **given})


def make_body(mailing: Mailing, key: str = "en", **given) -> Body:
    first = {"language": "en", "zone": "Europe/Paris", "subject": "Issue 22: answer by Friday", "html": "<p>Hello</p>"}
    last = {"text": "Hello", "nameless": "colleague", "written_at": NOW}
    return Body.objects.create(mailing=mailing, key=key, **{**first, **last, **given})


def make_message(body: Body, address: str = AMA, state: str = MessageState.HELD, **given) -> Message:
    first = {"mailing": body.mailing, "key": address.lower(), "name": "Ama"}
    return Message.objects.create(body=body, address=address, state=state, **{**first, **given})


def held(key: str = "issue-22", topic: str = "bulletin", address: str = AMA, **given) -> Message:
    """A held message in a mailing of its own; ``given`` is said of the letter."""
    return make_message(make_body(make_mailing(key, topic), **given), address)


def said(address: str = KEY) -> dict[str, str]:
    """What an address has chosen."""
    return dict(Preference.objects.filter(address=address).order_by("topic").values_list("topic", "choice"))


def log(address: str = KEY) -> list[tuple[str, str, str]]:
    entries = AddressEntry.objects.filter(address=address).order_by("pk")
    return list(entries.values_list("verb", "detail", "actor"))


def state_of(message: Message) -> tuple[str, str]:
    return Message.objects.values_list("state", "answer").get(pk=message.pk)
