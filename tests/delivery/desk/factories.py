"""Mailings in any state, made of rows."""

from __future__ import annotations

from datetime import UTC, datetime

from heliograph.delivery.letters import Mark
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.states import MailingState, MessageState

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
HTML = f'<p>Dear {Mark.NAME}, <a href="{Mark.UNSUBSCRIBE}">stop</a></p>'
TEXT = f"Dear {Mark.NAME}\n\nStop: {Mark.UNSUBSCRIBE}\n"


def make_mailing(key: str = "issue-22", state: str = MailingState.READY, **given) -> Mailing:
    fields = {"topic": "bulletin", "title": "Issue 22", "domain": "lists.example.org", "created_at": NOW}
    return Mailing.objects.create(key=key, state=state, **{**fields, **given})


def make_body(mailing: Mailing, language: str = "en", zone: str = "Europe/Paris", **given) -> Body:
    fields = {"subject": f"Issue 22 ({language})", "html": HTML, "text": TEXT, "nameless": "colleague"}
    key = given.pop("key", f"{language} {zone}")
    return Body.objects.create(
        mailing=mailing, key=key, language=language, zone=zone, written_at=NOW, **{**fields, **given}
    )


def make_message(body: Body, address: str, state: str = MessageState.QUEUED, **given) -> Message:
    key = given.pop("key", address.lower())
    return Message.objects.create(mailing=body.mailing, body=body, key=key, address=address, state=state, **given)


def addresses(count: int) -> list[str]:
    return [f"coordinator{n:03}@natcom.example.org" for n in range(count)]


def full_mailing(count: int = 3, state: str = MailingState.READY, **given) -> Mailing:
    """A mailing with one English letter for so many readers."""
    mailing = make_mailing(state=state, **given)
    body = make_body(mailing)
    Message.objects.bulk_create(
        Message(mailing=mailing, body=body, key=address, address=address) for address in addresses(count)
    )
    return mailing


def states(mailing: Mailing) -> dict[str, str]:
    return dict(mailing.messages.order_by("pk").values_list("address", "state"))
