"""What has been held for the digest, sent together: one letter to each address, every two weeks (``digest_days``)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Case, F, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Lower
from django.utils import translation

from heliograph.delivery import outbox
from heliograph.delivery.addresses import key as address_key
from heliograph.delivery.digests.days import TOPIC, digest_day, leaves_at
from heliograph.delivery.digests.letter import Enclosed, interface_language, write
from heliograph.delivery.letters import personal_text
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.models import Attachment, Body, Message
from heliograph.delivery.queries import MessageQuerySet
from heliograph.delivery.sending.scripts import attached_to
from heliograph.delivery.states import Incomplete, MailingState, MessageState
from heliograph.delivery.topics import topic
from heliograph.delivery.writing.composing import Script, To, personal_subject
from heliograph.moments.locales import isolate, write_day

log = logging.getLogger(__name__)

#: Addresses of which the letters are in memory at a time.
BATCH = 100


def send_digests(at: datetime) -> int:
    """Send what was held until the latest digest day; returns how many letters that makes.

    Run as often as one likes and by as many processes: an address gets one digest for each digest day. What is held
    later waits for the next one, and so does what its mailing is paused with.
    """
    day, after, sent = digest_day(at), "", 0
    while addresses := _addresses(day, after):
        sent += _send_batch(addresses, day, at)
        after = addresses[-1]
    return sent


def _held(day: date) -> MessageQuerySet:
    """Messages for the digest of a day."""
    over = leaves_at(day)
    single = Q(mailing__stream=True, body__written_at__lt=over)
    held: MessageQuerySet = Message.objects.filter(
        single | Q(mailing__stream=False, mailing__started_at__lt=over),
        state=MessageState.HELD,
        mailing__state__in=[MailingState.SENDING, MailingState.SENT],
    )
    return held


def _addresses(day: date, after: str) -> list[str]:
    """The next addresses with something held, in small letters."""
    found = _held(day).annotate(small=Lower("address")).filter(small__gt=after).order_by("small")
    return list(found.values_list("small", flat=True).distinct()[:BATCH])


@transaction.atomic
def _send_batch(addresses: Sequence[str], day: date, at: datetime) -> int:
    """Locked first, looked at afterwards: who waits for another process finds what that one has left."""
    rows = _held(day).alias(small=Lower("address")).filter(small__in=addresses).order_by("pk")
    messages = sorted(rows.select_related("mailing").select_for_update(of=("self",)), key=_place)
    bodies = _bodies(row.body_id for row in messages)
    done = _done(day, addresses)
    told: list[int] = []
    sent = 0
    for address, group in groupby(messages, key=lambda row: address_key(row.address)):
        own = list(group)
        if _key(day, address) not in done and _send(own, bodies, _key(day, address), at):
            told += [row.pk for row in own]
            sent += 1
    digested = Message.objects.filter(pk__in=told)
    digested.update(state=MessageState.DIGESTED, answer=f"in the digest of {day.isoformat()}")
    return sent


def _place(message: Message) -> tuple[str, int]:
    return address_key(message.address), message.pk


def _key(day: date, address: str) -> str:
    """The key of an address's digest: an address itself may be too long for one."""
    return f"digest-{day.isoformat()}-{blake2b(address.encode(), digest_size=16).hexdigest()}"


def _done(day: date, addresses: Iterable[str]) -> set[str]:
    """The keys of those digests of a day that were handed over before."""
    keys = [_key(day, address) for address in addresses]
    there = Message.objects.filter(mailing__stream=True, mailing__topic=TOPIC, key__in=keys)
    return set(there.values_list("key", flat=True))


def _bodies(keys: Iterable[int]) -> dict[int, Body]:
    """The letters without their HTML; text and files only of those that do not stand on the web. Two queries."""
    told = Case(When(url="", fault="", forgotten_at=None, then=F("text")), default=Value(""), output_field=TextField())
    files = Prefetch("attachments", Attachment.objects.filter(body__url="", body__fault=""))
    found = Body.objects.defer("html", "text").annotate(told=told).prefetch_related(files).filter(pk__in=set(keys))
    bodies: dict[int, Body] = {}
    for body in found:
        body.html, body.text = "", body.told
        bodies[body.pk] = body
    return bodies


def _send(messages: Sequence[Message], bodies: dict[int, Body], key: str, at: datetime) -> bool:
    """Hand over one address's digest; False, and said in the log, where it cannot be written."""
    newest, body = messages[-1], bodies[messages[-1].body_id]
    language = interface_language(body.language)
    try:
        with translation.override(language):
            letter = write([_enclosed(each, bodies[each.body_id], body.zone) for each in messages])
        to = Recipient(newest.address, newest.name, language, body.zone, newest.country)
        outbox.post(letter, to, TOPIC, key, at)
    except Incomplete:
        log.exception("Could not write the digest for %s; its letters wait.", newest.address)
        return False
    return True


def _enclosed(message: Message, body: Body, zone: str) -> Enclosed:
    """A held letter in its reader's words, in the active language.

    A mark that a reader's name happens to hold is taken out, since the digest is searched for marks once more.
    """
    script = Script.of(message.mailing, body, attached_to(body))
    values = script.values(To(message.pk, message.address, personal_text(message.name, {}).strip()))
    return Enclosed(
        subject=personal_subject(script.subject, values),
        language=body.language,
        about=_about(message, body, zone),
        url=body.url,
        text=personal_text(script.text, values),
        reply_to=body.reply_to,
        attachments=script.attached,
    )


def _about(message: Message, body: Body, zone: str) -> str:
    """The kind of a letter and the day, in its reader's zone, on which it would have come."""
    language = translation.get_language()
    sent = body.written_at if message.mailing.stream else message.mailing.started_at or body.written_at
    day = write_day(sent.astimezone(ZoneInfo(zone)).date(), language)
    return f"{isolate(str(topic(message.mailing.topic).label), language)} · {day}"
