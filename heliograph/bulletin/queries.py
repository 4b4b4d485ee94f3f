"""Questions about issues, their bindings and proposals; the clock is an argument."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from heliograph.bulletin.states import IssueState, ProposalKind
from heliograph.calls.models import Response
from heliograph.calls.states import CallStatus, ProgrammeState, Visibility

if TYPE_CHECKING:
    from heliograph.bulletin.models import (  # noqa: F401 (named in strings below)
        Attachment,
        Binding,
        Issue,
        Item,
        ItemProposal,
        Picture,
    )


class BindingQuerySet(models.QuerySet["Binding"]):
    def shown(self) -> BindingQuerySet:
        """Those to calls that readers of the bulletin are told of, each with its call, programme and dates.

        ``answered`` is how many answers were sent and stand, as ``CallQuerySet.counted`` has it.
        """
        sent = Response.objects.filter(call=OuterRef("call")).sent().order_by().values("call")
        count = Subquery(sent.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
        return (
            self.filter(call__isnull=False)
            .exclude(call__status=CallStatus.DRAFT)
            .exclude(call__visibility=Visibility.LINK)
            .exclude(call__programme__state=ProgrammeState.DRAFT)
            .select_related("call__programme")
            .prefetch_related("call__deadlines", "call__reminder_rules")
            .annotate(answered=Coalesce(count, 0))
        )


class ProposalQuerySet(models.QuerySet["ItemProposal"]):
    def calls(self) -> ProposalQuerySet:
        """Those that propose a call."""
        return self.filter(kind=ProposalKind.CALL)

    def open(self) -> ProposalQuerySet:
        """Those of which nobody has decided yet."""
        return self.filter(call__isnull=True, set_aside_at__isnull=True)

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
