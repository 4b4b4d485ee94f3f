"""What this room holds about a person: that he added photographs, and asked for editions of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.conference.report.models import Photograph, ReportEdition
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for row in Photograph.objects.filter(added_by=person).select_related("conference__programme").order_by("pk"):
        yield {"conference": str(row.conference), "photograph": row.credit, "at": row.added_at}
    for each in ReportEdition.objects.filter(asked_by=person).select_related("conference__programme").order_by("pk"):
        yield {"conference": str(each.conference), "report": each.language, "at": each.as_of}


def _forget_acts(erasing: Erasing) -> None:
    Photograph.objects.filter(added_by=erasing.person).update(added_by=None)
    ReportEdition.objects.filter(asked_by=erasing.person).update(asked_by=None)


def register_held() -> None:
    """For ``ready()``."""
    acts = ("conference.Photograph.added_by", "conference.ReportEdition.asked_by")
    register(Holding("report-acts", _("what you did for reports of conferences"), _acts, _forget_acts, 97, acts))
