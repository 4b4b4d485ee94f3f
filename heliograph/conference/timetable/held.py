"""What timetables hold about a person: which versions he made and published, and which runs he asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.conference.timetable.models import SolverRun, Timetable
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    mine = Timetable.objects.filter(Q(made_by=person) | Q(published_by=person))
    for row in mine.select_related("conference__programme").order_by("pk"):
        made = row.made_at if row.made_by_id == person.pk else None
        published = row.published_at if row.published_by_id == person.pk else None
        yield {"conference": str(row.conference), "version": row.number, "made": made, "published": published}
    for run in SolverRun.objects.filter(asked_by=person).select_related("timetable__conference__programme"):
        yield {"conference": str(run.timetable.conference), "solver": run.asked_at}


def _forget_acts(erasing: Erasing) -> None:
    Timetable.objects.filter(made_by=erasing.person).update(made_by=None)
    Timetable.objects.filter(published_by=erasing.person).update(published_by=None)
    SolverRun.objects.filter(asked_by=erasing.person).update(asked_by=None)


def register_held() -> None:
    """For ``ready()``."""
    acts = (
        "conference.Timetable.made_by",
        "conference.Timetable.published_by",
        "conference.SolverRun.asked_by",
    )
    register(Holding("timetable-acts", _("what you did with timetables"), _acts, _forget_acts, 91, acts))
