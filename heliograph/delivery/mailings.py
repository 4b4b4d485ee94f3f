"""A mailing from its opening to its start: the letters it consists of and the addresses it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from itertools import islice

from django.conf import settings
from django.db import transaction

from heliograph.delivery import turns
from heliograph.delivery.addresses import LONGEST, Malformed, key, normal
from heliograph.delivery.letters import Letter, one_line
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.states import Incomplete, MailingState, MessageState
from heliograph.delivery.unsubscribing import opted_out
from heliograph.texts.languages import base

BATCH = 500
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Recipient:
    """One address of a mailing, and the language (BCP 47) and zone (IANA) in which its reader is written to."""

    address: str
    name: str
    language: str
    zone: str


@dataclass
class Letters:
    """The bodies of one mailing, by language and zone."""

    bodies: Sequence[tuple[int, str, str]]
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def for_reader(self, language: str, zone: str) -> int:
        """The body for a reader: his language before his zone, then the site's own language, then any."""
        if (language, zone) not in self.known:
            self.known[language, zone] = max(self.bodies, key=lambda body: self._fit(body, language, zone))[0]
        return self.known[language, zone]

    @staticmethod
    def _fit(body: tuple[int, str, str], language: str, zone: str) -> tuple[bool, ...]:
        _pk, spoken, where = body
        same, own = base(spoken) == base(language), base(spoken) == base(settings.LANGUAGE_CODE)
        return (spoken == language, same, own, where == zone, where == settings.ORGANIZER_ZONE)


def open_mailing(key: str, topic: str, title: str, at: datetime, *, automatic: bool = False) -> Mailing:
    """The mailing of this key, made where there is none yet; an existing one is handed back as it is.

    ``topic`` is a slug of small letters, digits and hyphens (it becomes part of List-Id); ValueError else.
    ``automatic`` says that no person decided to send it (receipts, reminders).
    """
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"{topic!r} is no topic: small letters, digits and hyphens only")
    first = {"topic": topic, "title": one_line(title), "created_at": at, "automatic": automatic}
    return Mailing.objects.get_or_create(key=key, defaults=first)[0]


def add_body(mailing: Mailing, language: str, zone: str, letter: Letter) -> Body:
    """The mailing's letter for a language and a zone. Raises Incomplete (``Letter.check``).

    The first one given stays: what has begun to be sent is never silently different.
    """
    letter.check()
    parts = {"subject": one_line(letter.subject), "html": letter.html, "text": letter.text, "nameless": letter.nameless}
    return Body.objects.get_or_create(mailing=mailing, language=language, zone=zone, defaults=parts)[0]


def fill(mailing: Mailing, recipients: Iterable[Recipient], at: datetime) -> int:
    """Write a message for each address, in batches; returns how many were written.

    An address gets one message, however often and however written it comes; a second call adds only what is missing.
    An address that wants nothing more on the topic is kept as SKIPPED, a malformed one as REFUSED: both are counted
    and shown, neither is sent to. Once the mailing is started nothing is added. Raises Incomplete without any body.
    """
    letters = Letters(list(mailing.bodies.order_by("pk").values_list("pk", "language", "zone")))
    if not letters.bodies:
        raise Incomplete(f"“{mailing.title}” has no letter yet")
    return sum(_fill_batch(mailing, letters, batch, at) for batch in _batches(recipients))


def _batches(recipients: Iterable[Recipient]) -> Iterator[list[Recipient]]:
    coming = iter(recipients)
    while batch := list(islice(coming, BATCH)):
        yield batch


@transaction.atomic
def _fill_batch(mailing: Mailing, letters: Letters, batch: list[Recipient], at: datetime) -> int:
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if held.state != MailingState.FILLING:
        return 0
    rows = {row.message_id: row for row in (_message(held, letters, person, at) for person in reversed(batch))}
    there = set(Message.objects.filter(message_id__in=rows).values_list("message_id", flat=True))
    missing = [row for written, row in reversed(rows.items()) if written not in there]
    _skip_unwanted(held.topic, missing)
    Message.objects.bulk_create(missing)
    return len(missing)


def _message(mailing: Mailing, letters: Letters, person: Recipient, at: datetime) -> Message:
    state, reason = MessageState.QUEUED, ""
    try:
        address = normal(person.address)
    except Malformed:
        address, state, reason = one_line(person.address, LONGEST), MessageState.REFUSED, "malformed address"
    return Message(
        mailing=mailing,
        body_id=letters.for_reader(person.language, person.zone),
        address=address,
        name=one_line(person.name, 200),
        message_id=message_id(mailing, address),
        state=state,
        due_at=at,
        reason=reason,
    )


def _skip_unwanted(topic: str, rows: list[Message]) -> None:
    unwanted = opted_out(topic, [row.address for row in rows])
    for row in rows:
        if row.state == MessageState.QUEUED and key(row.address) in unwanted:
            row.state = MessageState.SKIPPED


def message_id(mailing: Mailing, address: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of a mailing's copy to an address: the same however often it is made.

    Short enough that its header is not folded, which some servers do not unfold.
    """
    digest = blake2b(key(address).encode(), key=mailing.public_id.bytes, digest_size=16).hexdigest()
    return f"{digest}@{settings.MAIL_DOMAIN}"


@transaction.atomic
def start(mailing: Mailing, at: datetime) -> bool:
    """Hand the mailing to the workers after commit; False where that was done before."""
    filling = Mailing.objects.filter(pk=mailing.pk, state=MailingState.FILLING)
    started = bool(filling.update(state=MailingState.SENDING, started_at=at))
    if started:
        turns.hand_on(mailing.pk, mailing.turn, at, at)
    mailing.refresh_from_db()
    return started
