"""Documents among the files and links of a programme or a call: read in few queries, and whether they have changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from heliograph.calls.models import Attachment, Call, Programme
from heliograph.calls.states import CallStatus, ProgrammeState
from heliograph.library.models import Document

#: A document is told to have changed for so long.
RECENT = timedelta(days=180)


def with_documents(rows: QuerySet[Attachment] | None = None) -> QuerySet[Attachment]:
    """Attachments with their documents, and their files; three queries more where there is a document, else none."""
    every = Attachment.objects.all() if rows is None else rows
    return every.prefetch_related(Prefetch("document", Document.objects.with_files()))


def number_of(document: Document) -> int:
    """The number of the version that readers get; 0 where there is none yet."""
    return document.versions.filter(current=True).values_list("number", flat=True).first() or 0


def changed(rows: QuerySet[Attachment]) -> QuerySet[Attachment]:
    """Those whose document has a newer version than when somebody looked at it last."""
    newer = Q(document__versions__current=True, document__versions__number__gt=F("document_number"))
    return rows.filter(newer).select_related("document")


def changed_lately(calls: QuerySet[Call], programmes: QuerySet[Programme], at: datetime) -> QuerySet[Attachment]:
    """Those of the calls and programmes that are not over, the latest first."""
    over = [CallStatus.COMPLETED, CallStatus.CANCELLED]
    running = Q(call__in=calls.exclude(status__in=over).values("pk"))
    running |= Q(programme__in=programmes.exclude(state=ProgrammeState.CLOSED).values("pk"))
    lately = Q(document__versions__released_at__gt=at - RECENT, document__versions__current=True)
    rows = changed(Attachment.objects.filter(running)).filter(lately).select_related("call", "programme")
    return rows.order_by("-document__versions__released_at", "-pk").distinct()
