"""Questions about issues, their bindings and proposals; the clock is an argument."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from heliograph.bulletin.states import IssueState, ProposalKind
from heliograph.calls.models import Response
from heliograph.calls.states import CallStatus, ProgrammeState, Visibility
from heliograph.events.states import EventStatus
from heliograph.library.models import Document
from heliograph.library.states import Access, DocumentState

if TYPE_CHECKING:
    from heliograph.bulletin.models import (  # noqa: F401 (named in strings below)
        Attachment,
        Binding,
        Issue,
        Item,
        ItemProposal,
        Picture,
    )


def _told_call() -> Q:
    hidden = Q(call__status=CallStatus.DRAFT) | Q(call__visibility=Visibility.LINK)
    return Q(call__isnull=False) & ~hidden & ~Q(call__programme__state=ProgrammeState.DRAFT)


def _told_event() -> Q:
    shown = Q(event__status=EventStatus.PUBLISHED) & ~Q(event__visibility=Visibility.LINK)
    return shown & ~Q(event__programme__state=ProgrammeState.DRAFT)


def _told_document() -> Q:
    return Q(document__state=DocumentState.PUBLISHED, document__access=Access.PUBLIC)


def _told_day() -> Q:
    return Q(observance__isnull=False, observance__hidden_at=None)


class BindingQuerySet(models.QuerySet["Binding"]):
    def shown(self) -> BindingQuerySet:
        """Those to what readers of the bulletin are told of: each with its call, programme and dates, with its event
        and the times of that, with its document and its files, with its observance.

        ``answered`` is how many answers were sent and stand.
        """
        sent = Response.objects.filter(call=OuterRef("call")).sent().order_by().values("call")
        count = Subquery(sent.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
        return (
            self.filter(_told_call() | _told_event() | _told_document() | _told_day())
            .select_related("call__programme", "event__registration", "observance")
            .prefetch_related("call__deadlines", "call__reminder_rules", "event__occurrences")
            .prefetch_related("event__registration__deadlines", Prefetch("document", Document.objects.with_files()))
            .annotate(answered=Coalesce(count, 0))
        )


class ProposalQuerySet(models.QuerySet["ItemProposal"]):
    def calls(self) -> ProposalQuerySet:
        """Those that propose a call."""
        return self.filter(kind=ProposalKind.CALL)

    def events(self) -> ProposalQuerySet:
        """Those that propose an event, or a time of one."""
        return self.filter(kind=ProposalKind.EVENT)

    def live(self) -> ProposalQuerySet:
        """Those that propose a call or an event."""
        return self.calls() | self.events()

    def open(self) -> ProposalQuerySet:
        """Those of which nobody has decided yet."""
        return self.filter(call__isnull=True, event__isnull=True, set_aside_at__isnull=True)

    def since(self, day: date) -> ProposalQuerySet:
        """Those of issues that bear this day or a later one."""
        return self.filter(item__issue__date__gte=day)


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> IssueQuerySet:
        return self.filter(state=IssueState.PUBLISHED)

    def due(self, at: datetime) -> IssueQuerySet:
        """Scheduled issues whose time has come."""
        return self.filter(state=IssueState.SCHEDULED, publish_at__lte=at)

    def complete(self) -> IssueQuerySet:
        """With everything that a rendition needs, in a number of queries that does not grow with the items."""
        return self.prefetch_related(*_items(), "items__pictures", "items__attachments", "log")

    def in_brief(self) -> IssueQuerySet:
        """With what the front page shows: an edition of it has no pictures, files and corrections."""
        from heliograph.bulletin.models import (  # noqa: PLC0415 (models import this module)
            Attachment,
            IssueEntry,
            Picture,
        )

        return self.prefetch_related(
            *_items(),
            Prefetch("items__pictures", Picture.objects.none()),
            Prefetch("items__attachments", Attachment.objects.none()),
            Prefetch("log", IssueEntry.objects.none()),
        )


def _items() -> tuple[Any, ...]:
    from heliograph.bulletin.models import Binding, Item  # noqa: PLC0415 (models import this module)

    items = Prefetch("items", Item.objects.select_related("label"))
    return items, "items__moments", Prefetch("items__bindings", Binding.objects.shown())
