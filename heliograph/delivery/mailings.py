"""A mailing from its opening until it is full: the letters it consists of and the addresses it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_noop

from heliograph.delivery import filling
from heliograph.delivery.addresses import LONGEST, Malformed, key, normal
from heliograph.delivery.letters import Attached, Letter, one_line
from heliograph.delivery.models import AT_ONCE, Attachment, Body, Mailing, Message, Route
from heliograph.delivery.states import Incomplete, MailingState, MessageState
from heliograph.delivery.topics import topic as topic_of
from heliograph.texts.languages import base

BATCH = 500
#: What stands as the answer of a message whose address cannot be one.
MALFORMED = gettext_noop("malformed address")
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Recipient:
    """One address, and the language (BCP 47) and zone (IANA) in which its reader is written to.

    ``country`` (ISO 3166-1 alpha-2, or empty) is for counting only.
    """

    address: str
    name: str
    language: str
    zone: str
    country: str = ""


@dataclass
class Letters:
    """The bodies of one mailing, by language and zone."""

    bodies: Sequence[tuple[int, str, str]]
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, mailing: Mailing) -> Letters:
        """Raises Incomplete without any body."""
        found = list(mailing.bodies.order_by("pk").values_list("pk", "language", "zone"))
        if not found:
            raise Incomplete(f"“{mailing.title}” has no letter yet")
        return cls(found)

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
    ``automatic`` says that no person decided to send it (reminders).
    """
    check_topic(topic)
    first = {
        "topic": topic,
        "title": one_line(title),
        "created_at": at,
        "automatic": automatic,
        "domain": settings.MAIL_DOMAIN,
    }
    return Mailing.objects.get_or_create(key=key, defaults=first)[0]


def check_topic(topic: str) -> None:
    """Raises ValueError for what cannot stand in List-Id."""
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"{topic!r} is no topic: small letters, digits and hyphens only")


def add_body(mailing: Mailing, language: str, zone: str, letter: Letter, at: datetime) -> Body:
    """The mailing's letter for a language and a zone. Raises Incomplete (``Letter.check``).

    The first one given stays: what has begun to be sent is never silently different.
    """
    return keep_body(mailing, f"{language} {zone}", (language, zone), letter, at)[0]


@transaction.atomic
def keep_body(mailing: Mailing, key: str, how: tuple[str, str], letter: Letter, at: datetime) -> tuple[Body, bool]:
    """A letter in a language and zone (``how``) as it is kept, and whether this call kept it. Raises Incomplete."""
    letter.check(transactional=topic_of(mailing.topic).transactional)
    parts = {
        "language": how[0],
        "zone": how[1],
        "written_at": at,
        "subject": one_line(letter.subject),
        "html": letter.html,
        "text": letter.text,
        "nameless": letter.nameless,
        "reply_to": one_line(letter.reply_to, 320),
        "url": letter.url,
        "good_until": letter.good_until,
    }
    body, made = Body.objects.get_or_create(mailing=mailing, key=key, defaults=parts)
    if made:
        Attachment.objects.bulk_create([_attachment(body, each) for each in letter.attachments])
    return body, made


def _attachment(body: Body, attached: Attached) -> Attachment:
    return Attachment(
        body=body,
        name=one_line(attached.name, 200),
        content_type=one_line(attached.content_type, 120),
        content=attached.content,
    )


def fill_from(mailing: Mailing, audience: models.QuerySet[Any], kinds: Mapping[str, tuple[str, str]]) -> int:
    """Write a message for each address of an audience, by one statement for each 10,000 rows; returns how many.

    ``audience`` gives ``address``, ``name``, ``country`` and ``reading``, all text; ``kinds`` gives the language and
    zone for each ``reading`` (any text that tells kinds of readers apart). An address gets one message, however often
    and however written it comes; a second call adds only what is missing. Who has chosen the digest is HELD, who wants
    nothing on the topic or is suppressed SKIPPED: all are counted and shown. Once the mailing is started nothing is
    added. Raises Incomplete without any body.
    """
    letters = Letters.of(mailing)
    return fill_along(mailing, audience, {kind: letters.for_reader(*how) for kind, how in kinds.items()})


def fill_along(mailing: Mailing, audience: models.QuerySet[Any], bodies: Mapping[str, int]) -> int:
    """As ``fill_from``, where ``bodies`` gives the letter itself for each ``reading``, by its primary key."""
    routes = [Route(mailing=mailing, kind=kind, body_id=body) for kind, body in bodies.items()]
    Route.objects.bulk_create(routes, ignore_conflicts=True, batch_size=BATCH)
    written = 0
    for part in filling.parts(audience):
        with transaction.atomic():
            held = _held(mailing)
            if held is None:
                break
            written += filling.insert(held, part)
    return written


def fill(mailing: Mailing, recipients: Iterable[Recipient]) -> int:
    """As ``fill_from``, for recipients that no query gives, in batches; a malformed address is REFUSED at once."""
    letters = Letters.of(mailing)
    return sum(_fill_batch(mailing, letters, batch) for batch in _batches(recipients))


def _batches(recipients: Iterable[Recipient]) -> Iterator[list[Recipient]]:
    coming = iter(recipients)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _held(mailing: Mailing) -> Mailing | None:
    """The mailing's row, locked; None once nothing may be added any more."""
    held: Mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    return held if held.state == MailingState.FILLING else None


@transaction.atomic
def _fill_batch(mailing: Mailing, letters: Letters, batch: list[Recipient]) -> int:
    held = _held(mailing)
    if held is None:
        return 0
    rows = {row.key: row for row in (_message(held, letters, person) for person in reversed(batch))}
    there = set(Message.objects.filter(mailing=held, key__in=rows).values_list("key", flat=True))
    missing = [row for written, row in reversed(rows.items()) if written not in there]
    filling.settle(held, missing)
    Message.objects.bulk_create(missing)
    return len(missing)


def _message(mailing: Mailing, letters: Letters, person: Recipient) -> Message:
    body = letters.for_reader(person.language, person.zone)
    return message_for(mailing, body, person)


def message_for(mailing: Mailing, body_id: int, person: Recipient) -> Message:
    """The message to a person, not yet written down; REFUSED where the address cannot be one."""
    state, answer = MessageState.QUEUED, ""
    try:
        address = normal(person.address)
    except Malformed:
        address, state, answer = one_line(person.address, LONGEST), MessageState.REFUSED, MALFORMED
    return Message(
        mailing=mailing,
        body_id=body_id,
        key=key(address),
        address=address,
        name=one_line(person.name, 200),
        country=person.country,
        state=state,
        due_at=AT_ONCE,
        answer=answer,
    )
