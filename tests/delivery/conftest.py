"""A letter, a mailing, and a clock that can be turned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.mailings import Recipient, add_body, fill, open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.steering import start

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
HTML = f'<html><body><p>Dear {Mark.NAME}</p><a href="{Mark.UNSUBSCRIBE}">stop</a></body></html>'
TEXT = f"Dear {Mark.NAME}\n\nStop: {Mark.UNSUBSCRIBE}\n"
LETTER = Letter("Issue 22: answer by Friday", HTML, TEXT, nameless="colleague")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **units: float) -> None:
        self.at += timedelta(**units)


def reader(address: str, name: str = "", language: str = "en", zone: str = "Europe/Paris") -> Recipient:
    return Recipient(address, name, language, zone)


def addresses(count: int) -> list[str]:
    return [f"coordinator{n:04}@natcom.example.org" for n in range(count)]


def filled(recipients, key: str = "issue-22", letter: Letter = LETTER) -> Mailing:
    """A mailing with one English letter for these readers, not started."""
    mailing = open_mailing(key, "bulletin", "Issue 22", NOW)
    add_body(mailing, "en", "Europe/Paris", letter, NOW)
    fill(mailing, recipients)
    return mailing


def started(recipients, **options) -> Mailing:
    mailing = filled(recipients, **options)
    start(mailing.pk, NOW, "the desk")
    mailing.refresh_from_db()
    return mailing


def states(mailing: Mailing) -> dict[str, str]:
    return dict(mailing.messages.order_by("pk").values_list("address", "state"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _own_data_directory(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _own_topics(monkeypatch):
    from heliograph.delivery import topics

    monkeypatch.setattr(topics, "_topics", dict(topics._topics))


@pytest.fixture
def real_mail(settings):
    """Sends through the pipelined SMTP path to this port from here on."""

    def to(port: int, backend: str = "heliograph.delivery.smtp.backend.EmailBackend") -> None:
        settings.EMAIL_BACKEND = backend
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5

    return to


@pytest.fixture
def post_office(clock):
    """Send what is due, as one sender does that is then stopped."""
    from heliograph.delivery.sending.carriers import carrier
    from heliograph.delivery.sending.sender import Sender, drain

    def send(limits=None, until=lambda: False):
        drain(Sender(carrier(), clock, limits), until)

    return send
