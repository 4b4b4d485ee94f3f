"""What calls and programmes tell the library: which documents they use, and which links outside they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.desk.entries import say
from heliograph.calls.documents.attached import changed_lately
from heliograph.calls.models import Attachment, Call, CallEntry, Programme
from heliograph.calls.rules import calls_run_by, may_organize, programmes_run_by, programmes_visible_to, visible_to
from heliograph.frame import needs
from heliograph.library import uses
from heliograph.library.models import Document
from heliograph.library.outside import sources
from heliograph.library.outside.sources import LinkSource, Place
from heliograph.library.uses import Use, UseSource
from heliograph.network.rules import Reader
from heliograph.texts.multilingual import pick

#: The verb of a call's log that says that one of its documents has changed.
CHANGED = "document"
_CALL, _PROGRAMME = pgettext_lazy("what uses a document", "call"), pgettext_lazy("what uses a document", "programme")
MOST = 20


def _title(record: Call | Programme) -> tuple[str, str]:
    return pick(record.title, [get_language() or "en", record.source_language])


def _uses(
    document: Document, calls: QuerySet[Call], programmes: QuerySet[Programme], space: str = "calls:"
) -> Iterator[Use]:
    rows = Attachment.objects.filter(document=document)
    for programme in programmes.filter(pk__in=rows.values("programme")).order_by("-created_at", "-pk"):
        yield Use(_PROGRAMME, *_title(programme), reverse(f"{space}programme", args=[programme.slug]))
    for call in calls.filter(pk__in=rows.values("call")).order_by("-created_at", "-pk"):
        yield Use(_CALL, *_title(call), reverse(f"{space}call", args=[call.slug]))


def _seen_by(document: Document, person: Reader) -> Iterable[Use]:
    return _uses(document, visible_to(person), programmes_visible_to(person))


def _kept_by(document: Document, person: Reader) -> Iterable[Use]:
    return _uses(document, calls_run_by(person), programmes_run_by(person), "calls:desk_")


def _count(document: Document) -> int:
    return Attachment.objects.filter(document=document).count()


def _tell(document: Document, number: int, at: datetime) -> None:
    """Write it into the logs of the calls; the desk's pages say it until somebody has looked."""
    keys = Attachment.objects.filter(document=document, call__isnull=False).values_list("call", flat=True)
    note = f"{pick(document.title, [document.source_language])[0]} ({number})"[:500]
    entries = [CallEntry(call_id=key, at=at, verb=CHANGED, note=note) for key in keys.distinct()]
    CallEntry.objects.bulk_create(entries)


def _urls() -> Iterable[str]:
    return Attachment.objects.exclude(url="").values_list("url", flat=True)


def _places(urls: Sequence[str], person: Reader) -> Iterable[Place]:
    rows = Attachment.objects.filter(url__in=urls)
    for row in rows.filter(call__in=calls_run_by(person)).select_related("call"):
        assert row.call is not None
        yield Place(row.url, _CALL, _title(row.call)[0], f"{reverse('calls:desk_call', args=[row.call.slug])}#files")
    for row in rows.filter(programme__in=programmes_run_by(person)).select_related("programme"):
        assert row.programme is not None
        page = reverse("calls:desk_programme", args=[row.programme.slug])
        yield Place(row.url, _PROGRAMME, _title(row.programme)[0], f"{page}#files")


def _changed(person: Any, at: datetime) -> Iterable[needs.Need]:
    """A line for each document that has changed beside a call or programme of this person."""
    if not may_organize(person):
        return
    for row in changed_lately(calls_run_by(person), programmes_run_by(person), at)[:MOST]:
        owner = row.call or row.programme
        assert owner is not None
        page = reverse("calls:desk_call" if row.call else "calls:desk_programme", args=[owner.slug])
        words = _("The document “%(title)s” has a new version") % {
            "title": pick(row.title, [get_language() or "en"])[0]
        }
        yield needs.Need(words, f"{page}#files", _title(owner)[0])


def register_documents() -> None:
    """For ``ready()``."""
    uses.register("calls", UseSource(_seen_by, _kept_by, _count, _tell))
    sources.register("calls", LinkSource(_urls, _places))
    needs.register("changed-documents", _changed, 590)
    say(CHANGED, pgettext_lazy("log", "a document beside it has changed"))
