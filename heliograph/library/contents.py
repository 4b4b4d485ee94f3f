"""The bytes of documents: each content is kept once, under its digest, for as long as a file of a document is it.

Whoever keeps or clears away a content holds its row. The bytes are in place before the row is let go.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heliograph.library import covers
from heliograph.library.entries import log_holding
from heliograph.library.models import DocumentContent
from heliograph.network.files import incoming, refusals, scanning
from heliograph.network.files.checking import Checked, Limits, check
from heliograph.network.files.placing import put
from heliograph.network.keeping import private
from heliograph.network.states import Refused

log = logging.getLogger(__name__)

#: Pages of a PDF: a book has more of them than what is sent with an answer.
MOST_PAGES = 2_000
#: For so long a content is kept that no file has.
SPARED = timedelta(days=1)
_AT_ONCE, _SCANNED_AT_ONCE = 500, 50


def checked(upload: object) -> Checked:
    """A file of any kind that is taken, looked at. Raises Refused."""
    try:
        return check(upload, Limits(largest=settings.UPLOAD_LIMIT, pages=MOST_PAGES))  # type: ignore[arg-type]
    except Refused as refused:
        if refused.code != "unknown":
            raise
        sentence = _("What kind of file this is cannot be told. Save it as PDF, or choose another file.")
        raise Refused("unknown", sentence) from None


def keep(given: Checked, at: datetime) -> DocumentContent:
    """The row of a content, held to the end of the transaction, its bytes and its cover in place.

    Raises Refused: ``infected``, ``no-room``.
    """
    content = _row(given, at)
    if content.quarantined_at is not None:
        raise refusals.infected(given.name)
    with incoming.room_for(given.name):
        put(given, Path(content.file.path))
    if given.scanner and content.checked != given.scanner:
        content.checked = given.scanner
        content.save(update_fields=["checked"])
    if given.content_type == "application/pdf" and not content.cover:
        _cover(content, given)
    return content


def name_of(digest: str) -> str:
    """Where the storage keeps a content."""
    return f"library/{digest[:2]}/{digest}"


def _row(given: Checked, at: datetime) -> DocumentContent:
    held = DocumentContent.objects.select_for_update()
    while (found := held.filter(digest=given.digest).first()) is None:
        try:
            with transaction.atomic():
                return DocumentContent.objects.create(
                    digest=given.digest,
                    size=given.size,
                    content_type=given.content_type,
                    pages=given.pages,
                    file=name_of(given.digest),
                    stored_at=at,
                    checked=given.scanner,
                )
        except IntegrityError:
            continue
    return found


def _cover(content: DocumentContent, given: Checked) -> None:
    """Draw the first page beside the content; where that fails there is no cover."""
    name = f"{name_of(given.digest)}.jpg"
    drawn = covers.draw(given.content, Path(private().path(name)))
    if drawn is None:
        log.warning("No cover could be drawn of the first page of %s.", given.digest)
        return
    content.cover, content.cover_width, content.cover_height = name, *drawn
    content.save(update_fields=["cover", "cover_width", "cover_height"])


def sweep(at: datetime) -> int:
    """Delete contents that no file has, once they are older than a day; returns how many."""
    unused = DocumentContent.objects.filter(files=None, stored_at__lt=at - SPARED).order_by("pk")
    return sum(map(_clear, unused.values_list("pk", flat=True)[:_AT_ONCE]))


@transaction.atomic
def _clear(pk: int) -> bool:
    content = DocumentContent.objects.select_for_update().filter(pk=pk).first()
    if content is None or content.files.exists() or content.quarantined_at is not None:
        return False
    paths = [Path(each.path) for each in (content.file, content.cover) if each]
    content.delete()
    for path in paths:
        path.unlink(missing_ok=True)
    return True


def scan_unseen(at: datetime) -> int:
    """Show the scanner contents that were kept before there was one; returns in how many it found something."""
    if scanning.address() is None:
        return 0
    unseen = DocumentContent.objects.filter(checked="", quarantined_at=None).order_by("pk")[:_SCANNED_AT_ONCE]
    try:
        return sum(_scan(content, at) for content in unseen)
    except scanning.NoAnswer:
        log.exception("The virus scanner does not answer; documents kept earlier are not scanned.")
        return 0


def _scan(content: DocumentContent, at: datetime) -> bool:
    try:
        with content.file.open("rb") as file:
            found = scanning.found_in(file)
    except FileNotFoundError:
        return False
    if found:
        log.warning("The virus scanner found %s in %s, which is given out no more.", found, content.digest)
        _hold_back(content, at)
    else:
        DocumentContent.objects.filter(pk=content.pk).update(checked=scanning.NAME)
    return bool(found)


@transaction.atomic
def _hold_back(content: DocumentContent, at: datetime) -> None:
    """Give a content out no more; the logs of its documents say that nobody did that."""
    DocumentContent.objects.filter(pk=content.pk).update(quarantined_at=at)
    log_holding(content, None, at, back=True)


def tend(at: datetime) -> None:
    """For the clock: clear away what is not used, and let the scanner see what it has not seen."""
    sweep(at)
    scan_unseen(at)
