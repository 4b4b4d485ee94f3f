"""What no response has any more is cleared away, and what no scanner has seen yet is shown to it. For the clock."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, QuerySet

from heliograph.calls.files.quarantine import hold_back
from heliograph.calls.models import StoredContent
from heliograph.network.files import incoming, scanning
from heliograph.network.keeping import private

log = logging.getLogger(__name__)

#: For so long a content is kept that no response has, and a file that was never kept.
SPARED = timedelta(days=1)
_AT_ONCE = 500
_SCANNED_AT_ONCE = 50
_DIGEST = re.compile(r"[0-9a-f]{64}")


def sweep(at: datetime) -> int:
    """Delete contents that no response has, once they are older than a day; returns how many.

    And files that have no row, or that were never kept, as a process leaves them that was killed.
    """
    before = at - SPARED
    unused = _unused().filter(stored_at__lt=before).order_by("pk")
    cleared = sum(map(_clear, unused.values_list("pk", flat=True)[:_AT_ONCE]))
    for path in islice(_old(incoming.place(), before), _AT_ONCE):
        path.unlink(missing_ok=True)
    for path in islice(_strays(before), _AT_ONCE):
        _clear_stray(path, at)
    return cleared


def _unused() -> QuerySet[StoredContent]:
    """The contents to which nothing refers, in this app or in one above it."""
    found = StoredContent.objects.all()
    for field in StoredContent._meta.get_fields(include_hidden=True):
        if field.one_to_many and isinstance(field, ManyToOneRel):
            rows = field.related_model._default_manager.exclude(**{field.field.name: None})
            found = found.exclude(pk__in=rows.values(field.field.name))
    return found


@transaction.atomic
def _clear(pk: int) -> bool:
    """Delete a content with its row held: who keeps the same at this moment waits, and then keeps it anew."""
    content = StoredContent.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    # Asked again only once the row is held: a statement sees nothing of what was kept while it waited for the row.
    if content is None or not _unused().filter(pk=pk).exists():
        return False
    path = Path(content.file.path)
    content.delete()
    path.unlink(missing_ok=True)
    return True


def _old(directory: Path, before: datetime) -> Iterator[Path]:
    for path in directory.iterdir():
        try:
            if path.stat().st_mtime < before.timestamp():
                yield path
        except FileNotFoundError:
            continue


def _strays(before: datetime) -> Iterator[Path]:
    """Files that have the name of a content, and no row."""
    kept = Path(private().path("answers"))
    for directory in filter(Path.is_dir, kept.iterdir() if kept.exists() else ()):
        old = [path for path in _old(directory, before) if _DIGEST.fullmatch(path.name)]
        known = StoredContent.objects.filter(digest__in=[path.name for path in old])
        rows = set(known.values_list("digest", flat=True))
        yield from (path for path in old if path.name not in rows)


@transaction.atomic
def _clear_stray(path: Path, at: datetime) -> None:
    """Delete a file that has no row, while its row is taken: who keeps the same at this moment waits."""
    try:
        with transaction.atomic():
            row = StoredContent.objects.create(digest=path.name, size=0, stored_at=at)
    except IntegrityError:
        return
    path.unlink(missing_ok=True)
    row.delete()


def scan_unseen(at: datetime) -> int:
    """Show the scanner contents that were kept before there was one; returns in how many it found something.

    Those are given out no more. Where it does not answer, the rest is left for the next time.
    """
    if scanning.address() is None:
        return 0
    unseen = StoredContent.objects.filter(checked="", quarantined_at=None).order_by("pk")[:_SCANNED_AT_ONCE]
    try:
        return sum(_scan(content, at) for content in unseen)
    except scanning.NoAnswer:
        log.exception("The virus scanner does not answer; files kept earlier are not scanned.")
        return 0


def _scan(content: StoredContent, at: datetime) -> bool:
    try:
        with content.file.open("rb") as file:
            found = scanning.found_in(file)
    except FileNotFoundError:
        return False
    if found:
        log.warning("The virus scanner found %s in %s, which is given out no more.", found, content.digest)
        return hold_back(content, at)
    StoredContent.objects.filter(pk=content.pk).update(checked=scanning.NAME)
    return False
