"""A message from its writing until it is in the hands of delivery: looked at, sent once, filled and started by a task.

Every step of the task is found done when it is done again: the mailing has a key, an address one message, an answer one
entry of its log, and a mailing starts once. So whatever stops it half way, nobody gets it twice and nobody is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call, ResponseEntry
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.rules import may_run
from heliograph.calls.states import Actor, Verb
from heliograph.calls.topics import MESSAGES
from heliograph.calls.writing import readers
from heliograph.calls.writing.letter import write
from heliograph.calls.writing.models import CallMessage, MessagePick
from heliograph.delivery import steering
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.states import MailingState
from heliograph.network.circulars import fill
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick, texts_of

BATCH = 500
#: A message that was not sent and not thrown away is forgotten.
KEPT = timedelta(days=30)
#: What has not been handed over so long after it was sent has lost its task.
LOST_AFTER = timedelta(minutes=5)


@transaction.atomic
def make(
    call: Call,
    responses: ResponseQuerySet,
    subject: LazyI18nString,
    text: LazyI18nString,
    token: str,
    by: Person,
    at: datetime,
) -> CallMessage:
    """A message to be looked at: nothing is sent yet. The same token is the same message. Raises Refused."""
    if not may_run(by, call.programme):
        raise _not_yours()
    CallMessage.objects.filter(call=call, sent_at=None, made_at__lt=at - KEPT).delete()
    first = {
        "subject": _in_one_line(subject),
        "text": text,
        "source_language": _source(call, text),
        "by": by,
        "made_at": at,
    }
    message, made = CallMessage.objects.get_or_create(call=call, token=token[:64], defaults=first)
    if made:
        keys = responses.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
        while part := [MessagePick(message=message, response_id=key) for key in islice(keys, BATCH)]:
            MessagePick.objects.bulk_create(part)
    return message


def _in_one_line(subject: LazyI18nString) -> LazyI18nString:
    """A subject fit for the head of a letter in each of its languages: without ends of lines and control signs."""
    said = {language: clean_line(words) for language, words in texts_of(subject).items()}
    return LazyI18nString({language: words for language, words in said.items() if words})


def _not_yours() -> Refused:
    return Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))


def _source(call: Call, text: LazyI18nString) -> str:
    """The language that stands in for others: that of the call if there is a text in it, else the first."""
    written = texts_of(text)
    return call.source_language if call.source_language in written else next(iter(written), call.source_language)


@transaction.atomic
def change(message: CallMessage, subject: LazyI18nString, text: LazyI18nString) -> None:
    """Write it otherwise, as long as it is not sent. Raises Refused."""
    held = _held(message)
    if held.sent_at is not None:
        raise Refused("sent", _("This message is sent. Write a new one."))
    held.subject, held.text, held.source_language = _in_one_line(subject), text, _source(held.call, text)
    held.save(update_fields=["subject", "text", "source_language"])


@transaction.atomic
def drop(message: CallMessage) -> None:
    """Throw a message away that was not sent. Raises Refused."""
    held = _held(message)
    if held.sent_at is not None:
        raise Refused("sent", _("This message is sent. It cannot be called back."))
    held.delete()


@transaction.atomic
def send(message: CallMessage, by: Person, at: datetime, seen: str | None = None) -> bool:
    """Let a message go; False where that was said before. A task hands it over.

    ``seen`` is the mark of what was looked at (``mark_of``), None: whatever it says. Raises Refused, also where it says
    something else by now.
    """
    held = _held(message)
    if held.sent_at is not None:
        return False
    if not may_run(by, held.call.programme):
        raise _not_yours()
    if seen is not None and seen != mark_of(held):
        raise Refused("letters", _("The letters say something else by now. Look at them once more."))
    held.sent_at, held.by = at, by
    held.save(update_fields=["sent_at", "by"])
    transaction.on_commit(partial(_enqueue, held.pk))
    return True


def mark_of(message: CallMessage) -> str:
    """Equal marks mean that a message says the same."""
    said = [sorted(texts_of(each).items()) for each in (message.subject, message.text)]
    return blake2b(repr(said).encode(), digest_size=10).hexdigest()


def _enqueue(message_id: int) -> None:
    """Call the task by name (tasks stand above this module)."""
    import_string("heliograph.calls.writing.tasks.hand_over_message").enqueue(message_id)


def _held(message: CallMessage) -> CallMessage:
    """The row, locked. Raises Refused where it was thrown away."""
    rows = CallMessage.objects.select_for_update(of=("self",)).select_related("call__programme")
    held: CallMessage | None = rows.filter(pk=message.pk).first()
    if held is None:
        raise Refused("gone", _("This message was thrown away. Pick the answers once more."))
    return held


def key_of(message: CallMessage) -> str:
    """The key of the message's mailing."""
    return f"calls/message/{message.public_id}"


def hand_over(message_id: int, at: datetime) -> None:
    """Write down the letters of a message that was sent, and let them go. Safe to run twice, and by several at once."""
    message = CallMessage.objects.select_related("call__programme", "by").get(pk=message_id)
    if message.sent_at is None or message.finished_at is not None:
        return
    audiences = readers.audiences(readers.picked(message))
    kinds = readers.kinds(audiences, texts_of(message.text))
    mailing = open_mailing(key_of(message), MESSAGES.slug, _title(message), at) if kinds else None
    if mailing is not None and mailing.state == MailingState.FILLING:
        fill(mailing, audiences, kinds, lambda language, _zone: write(message, language), at)
    note_on_responses(message, at)
    if mailing is not None:
        mailing.refresh_from_db(fields=["state"])
        if mailing.state == MailingState.FILLING:
            steering.start(mailing.pk, at, str(message.by or ""))
    _finish(message, mailing, at)


def _title(message: CallMessage) -> str:
    wanted = [settings.LANGUAGE_CODE, message.source_language]
    return f"{pick(message.call.title, wanted)[0]}: {pick(message.subject, wanted)[0]}"


def note_on_responses(message: CallMessage, at: datetime) -> None:
    """Write into the log of each answer that was picked that a message was about it; what stands there stays."""
    rows = readers.picked(message).order_by("pk").values_list("pk", "state").iterator(chunk_size=2000)
    entries = _entries(message, rows, at)
    while part := list(islice(entries, BATCH)):
        ResponseEntry.objects.bulk_create(part, ignore_conflicts=True)


def _entries(message: CallMessage, rows: Iterator[tuple[int, str]], at: datetime) -> Iterator[ResponseEntry]:
    data = {"message": str(message.public_id), "subject": texts_of(message.subject)}
    for key, state in rows:
        yield ResponseEntry(
            response_id=key, at=at, by=message.by, actor=Actor.ORGANIZER, verb=Verb.WRITE, before=state,
            after=state, data=data, token=f"message-{message.public_id.hex}", told_at=at,
        )  # fmt: skip


@transaction.atomic
def _finish(message: CallMessage, mailing: Mailing | None, at: datetime) -> None:
    held = _held(message)
    if held.finished_at is not None:
        return
    held.finished_at = at
    held.letters = Message.objects.filter(mailing=mailing).count() if mailing is not None else 0
    held.save(update_fields=["finished_at", "letters"])
    title = pick(held.subject, [held.source_language])[0]
    log(held.call, "message", message.by, at, letters=held.letters, title=title, message=str(held.public_id))


def resume_lost(at: datetime) -> list[int]:
    """Hand over what a lost task has not; returns which. For the clock."""
    lost = CallMessage.objects.filter(sent_at__lt=at - LOST_AFTER, finished_at=None)
    found = list(lost.order_by("pk").values_list("pk", flat=True))
    for message_id in found:
        hand_over(message_id, at)
    return found


def progress(message: CallMessage) -> dict[str, int]:
    """How many of the letters are in each state of delivery. One query."""
    rows = Message.objects.filter(mailing__key=key_of(message)).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))
