"""The files of responses: each content is kept once, under its digest, for as long as a response has it.

Whoever keeps or clears away a content holds its row: what is deleted by one is not what another has just found. The
bytes are in place before the row is let go, and are removed while it is held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum

from heliograph.calls.models import AnswerFile, Response, StoredContent
from heliograph.network.files import incoming, refusals
from heliograph.network.files.checking import Checked
from heliograph.network.files.placing import put
from heliograph.network.models import Person


def files_of(response: Response) -> QuerySet[AnswerFile]:
    """The files of a response with their contents, in the order in which they were sent."""
    return AnswerFile.objects.filter(response=response).select_related("content").order_by("sent_at", "pk")


@transaction.atomic
def attach(response: Response, question_key: str, checked: Checked, by: Person | None, at: datetime) -> AnswerFile:
    """Keep a file with a response; the same content for the same question is the same file.

    Raises Refused: ``too-much`` for more bytes than one answer may have, ``infected``, ``no-room``.
    """
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    found = files_of(held).filter(question=question_key, content__digest=checked.digest).first()
    if found is not None:
        return found
    _check_total(held, checked)
    content = _content(checked, at)
    return AnswerFile.objects.create(
        response=held, question=question_key, content=content, name=checked.name, sent_by=by, sent_at=at
    )


@transaction.atomic
def attach_all(
    response: Response, uploads: Iterable[tuple[str, Checked]], by: Person | None, at: datetime
) -> list[AnswerFile]:
    """Keep several files, all or none; they are returned in the order in which they are given.

    They are kept in the order of their contents, so that no two who send the same wait for each other.
    """
    given = list(uploads)
    order = sorted(range(len(given)), key=lambda number: given[number][1].digest)
    made = {number: attach(response, *given[number], by, at) for number in order}
    return [made[number] for number in range(len(given))]


def detach(answer_file: AnswerFile) -> None:
    """Take a file away from its response; ``sweeping.sweep`` removes the bytes where no other response has them."""
    answer_file.delete()


def _check_total(response: Response, checked: Checked) -> None:
    total = AnswerFile.objects.filter(response=response).aggregate(sum=Sum("content__size"))["sum"] or 0
    if total + checked.size > settings.ANSWER_LIMIT:
        raise refusals.too_much(checked.name, settings.ANSWER_LIMIT)


def name_of(digest: str) -> str:
    """Where the storage keeps a content."""
    return f"answers/{digest[:2]}/{digest}"


def _content(checked: Checked, at: datetime) -> StoredContent:
    """The row of a content, held to the end of the transaction, its bytes in place."""
    content = _row(checked, at)
    if content.quarantined_at is not None:
        raise refusals.infected(checked.name)
    if checked.scanner and content.checked != checked.scanner:
        content.checked = checked.scanner
        content.save(update_fields=["checked"])
    with incoming.room_for(checked.name):
        put(checked, Path(content.file.path))
    return content


def _row(checked: Checked, at: datetime) -> StoredContent:
    held = StoredContent.objects.select_for_update()
    while (found := held.filter(digest=checked.digest).first()) is None:
        try:
            with transaction.atomic():
                return StoredContent.objects.create(
                    digest=checked.digest,
                    size=checked.size,
                    content_type=checked.content_type,
                    file=name_of(checked.digest),
                    stored_at=at,
                    checked=checked.scanner,
                )
        except IntegrityError:
            continue
    return found
