"""The desk's first page: what needs somebody, before everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from heliograph.bulletin.dates import View, moment
from heliograph.bulletin.models import ImportedDraft, Issue, ItemMoment
from heliograph.bulletin.rules import may_edit
from heliograph.bulletin.states import IssueState, MomentKind, MomentStatus
from heliograph.calls.rules import may_organize
from heliograph.delivery.progress import ProgressRow, progress_rows, pulse
from heliograph.delivery.queries import MailingQuerySet
from heliograph.delivery.rules import visible_to
from heliograph.delivery.steering import asks
from heliograph.frame.needs import needs_of
from heliograph.frame.reader import reader_of
from heliograph.home.desk_calls import calls_waiting
from heliograph.moments.stored import Stored
from heliograph.moments.wording import closing
from heliograph.network.desk.facts import facts_of, facts_of_country
from heliograph.network.figures import counts_by_country, total
from heliograph.network.joining.queries import waiting_for
from heliograph.network.models import Person
from heliograph.network.rules import may_manage, remit_of

#: Dates to be confirmed are shown from so long before the first day that they may mean.
AHEAD = timedelta(days=14)
MOST = 20


@dataclass(frozen=True)
class ToConfirm:
    """A date of a published issue that nobody has confirmed; ``overdue`` where the time it spoke of is past."""

    row: ItemMoment
    words: str
    overdue: bool


def desk(request: HttpRequest) -> HttpResponseBase:
    """What needs editors, or those who manage a country's people and schools; for others a word that nothing does."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if may_edit(request.user):
        return _for_editors(request)
    return _for_managers(request) if may_manage(request.user) else _for_others(request)


def _waiting(request: HttpRequest, now: datetime) -> dict[str, Any]:
    assert isinstance(request.user, Person)
    return calls_waiting(request.user, reader_of(request), now)


def _for_others(request: HttpRequest) -> HttpResponse:
    """For an organizer his calls; for others what waits for them, or a word that nothing does."""
    now = timezone.now()
    needs = needs_of(request.user, now)
    if not may_organize(request.user):
        return render(request, "home/desk_empty.html", {"needs": needs})
    waiting = _waiting(request, now)
    quiet = not any(waiting.values()) and not needs
    return render(request, "home/desk_organizer.html", {"calls": waiting, "needs": needs, "quiet": quiet})


def _for_managers(request: HttpRequest) -> HttpResponse:
    """The same facts as "My country" has; of all countries together where there are several."""
    assert isinstance(request.user, Person)
    now, countries = timezone.now(), remit_of(request.user).countries
    code = next(iter(countries)) if len(countries) == 1 else ""
    facts = facts_of_country(request.user, code, now) if code else facts_of(request.user, None, now)
    needs = needs_of(request.user, now)
    context = {"facts": facts, "code": code, "on": now.date(), "calls": _waiting(request, now), "needs": needs}
    return render(request, "home/desk_country.html", context)


def _for_editors(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    reader = reader_of(request)
    context: dict[str, Any] = {
        "drafts": ImportedDraft.objects.filter(issue=None).select_related("owner").defer("source", "data")[:MOST],
        "to_confirm": to_confirm(now, View(reader.language, reader.zone, now)),
        "scheduled": Issue.objects.filter(state=IssueState.SCHEDULED).order_by("publish_at"),
        "mailings": (mailings := under_way(visible_to(request.user))),
        "without_senders": any(one.row.live for one in mailings) and not pulse(now).senders,
        "begun": Issue.objects.filter(state=IssueState.DRAFT)[:MOST],
        "latest": Issue.objects.published().order_by("-number").first(),
        "applications": waiting_for(request.user, now.date()).order_by().count(),
        "members": (members := total(counts_by_country(now.date()))),
        "unconfirmed": members.members - members.fresh,
        "calls": (calls := _waiting(request, now)),
        "needs": needs_of(request.user, now),
    }
    waiting = ("needs", "drafts", "to_confirm", "scheduled", "mailings", "begun", "applications")
    context["quiet"] = not any(context[name] for name in waiting) and not any(calls.values())
    return render(request, "home/desk.html", context)


def to_confirm(now: datetime, view: View) -> list[ToConfirm]:
    """The open dates of published issues that are overdue or near, or have no day at all; overdue ones first."""
    rows = (
        ItemMoment.objects.filter(kind=MomentKind.TENTATIVE, status=MomentStatus.CURRENT)
        .filter(item__issue__state=IssueState.PUBLISHED)
        .select_related("item__issue", "item__label")
        .order_by("start", "pk")
    )
    near = [row for row in rows[:200] if row.start is None or row.start <= now + AHEAD]
    found = [ToConfirm(row, moment(row, view).when.first, _is_overdue(row, now)) for row in near]
    return sorted(found, key=lambda one: not one.overdue)[:MOST]


def _is_overdue(row: ItemMoment, now: datetime) -> bool:
    over = closing(Stored(row.kind, row.start, row.end, row.zone, row.precision))
    return over is not None and over <= now


@dataclass(frozen=True)
class OnItsWay:
    """A mailing that is not done; ``asks`` where it waits for somebody's word."""

    row: ProgressRow
    asks: bool


def under_way(mailings: MailingQuerySet) -> list[OnItsWay]:
    """The mailings that are not done, those that ask for a word first, then the newest."""
    newest = mailings.under_way().order_by("-created_at", "-pk")[:200]
    rows = progress_rows(sorted(newest, key=lambda mailing: not asks(mailing))[:MOST])
    return [OnItsWay(row, asks(row.mailing)) for row in rows]
