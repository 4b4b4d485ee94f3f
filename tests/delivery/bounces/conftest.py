"""A site that signs return paths, and letters of it that were sent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest

from heliograph.delivery.models import AddressEntry, Body, Mailing, Message, Suppression
from heliograph.delivery.states import MailingState, MessageState

NOW = datetime.fromisoformat("2026-01-12T09:00:00+00:00")
AMA = "ama@school.tg.example.org"
#: The letter that the reports in ``tests/cases/bounces`` are about.
LETTER = 4711


@pytest.fixture(autouse=True)
def signing(settings):
    """The key with which the return paths in ``tests/cases/bounces`` are signed."""
    settings.SECRET_KEY = "tests of bounces"
    settings.MAIL_BOUNCES = "bounces@heliograph.example.org"


def mailing_of(number: int, topic: str = "bulletin") -> Mailing:
    """The mailing of an issue; its number makes its Message-IDs."""
    values = {
        "public_id": uuid.UUID(int=number),
        "topic": topic,
        "title": f"Issue {number}",
        "domain": "heliograph.example.org",
        "state": MailingState.SENT,
        "created_at": NOW,
    }
    return Mailing.objects.get_or_create(key=f"issue-{number}", defaults=values)[0]


def sent(issue: int = 22, address: str = AMA, at: datetime = NOW, state: str = MessageState.SENT, **values) -> Message:
    """A letter that was sent, an hour before ``at``."""
    mailing = mailing_of(issue, values.pop("topic", "bulletin"))
    written = {"language": "en", "zone": "UTC", "subject": "s", "html": "h", "text": "t", "written_at": at}
    body = Body.objects.get_or_create(mailing=mailing, key="en", defaults=written)[0]
    own = {"key": address.lower(), "sent_at": at - timedelta(hours=1)} | values
    return Message.objects.create(mailing=mailing, body=body, address=address, state=state, **own)


def log_of(address: str = AMA) -> list[tuple[str, str]]:
    return list(AddressEntry.objects.filter(address=address.lower()).values_list("verb", "detail"))


def causes() -> dict[str, str]:
    """The suppressed addresses with the causes."""
    return dict(Suppression.objects.filter(lifted_at=None).values_list("address", "cause"))
