"""An issue on its way: schedule, unschedule, publish, and how far its letters are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.bulletin import publishing, sending
from heliograph.bulletin.checklist import checklist
from heliograph.bulletin.desk.doors import editor, editors_only, issue_or_404, posted
from heliograph.bulletin.desk.lists import datalists
from heliograph.bulletin.forms import ReachForm, ScheduleForm
from heliograph.bulletin.instants import NoSuchTime, instant
from heliograph.bulletin.models import Issue
from heliograph.bulletin.readership import Grouping, Reader, readers_of, tally
from heliograph.bulletin.states import IssueState, Refused
from heliograph.delivery.models import Mailing
from heliograph.delivery.preferences import unreached
from heliograph.delivery.progress import progress
from heliograph.delivery.states import MailingState
from heliograph.frame.paging import page_of
from heliograph.frame.reader import reader_of
from heliograph.network.countries import country_name
from heliograph.texts.languages import NATIVE_NAMES

#: States of a mailing in which its page is looked at again by itself.
_MOVING = (MailingState.FILLING, MailingState.SENDING)


def _readers(issue: Issue, at: datetime) -> list[Reader]:
    return readers_of(issue.reach, Grouping(sending.offered_languages(issue)), at.date())


def audience(readers: Sequence[Reader], language: str) -> dict[str, Any]:
    """To how many an issue goes, in which languages and countries, most used first, in words of a language."""
    found = tally(readers, unreached(sending.TOPIC))
    return {
        "count": found.total,
        "unwanted": found.unwanted,
        "by_language": [(NATIVE_NAMES.get(code, code), count) for code, count in found.by_language],
        "by_country": [(country_name(code, language) if code else "–", count) for code, count in found.by_country],
    }


@editors_only
@require_POST
def address(request: HttpRequest, number: int) -> HttpResponseBase:
    """Choose to whom the letters go, and whether they wait to be looked at."""
    form = ReachForm(request.POST)
    try:
        if form.is_valid():
            said = form.cleaned_data
            wait = said["letters_wait"]
            publishing.address(issue_or_404(number).pk, said["reach"], editor(request), timezone.now(), wait=wait)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bulletin:desk_publish", number)


@editors_only
def readers(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everyone to whom the letters go, with language and zone."""
    issue = issue_or_404(number)
    gone = unreached(sending.TOPIC)
    everyone = [reader for reader in _readers(issue, timezone.now()) if reader.address.lower() not in gone]
    search = request.GET.get("q", "").strip().lower()
    found = [r for r in everyone if search in r.address.lower() or search in r.name.lower()] if search else everyone
    page = page_of(request, Paginator(found, 100))
    language = get_language() or settings.LANGUAGE_CODE
    rows = [(r, country_name(r.country, language), NATIVE_NAMES.get(r.group.language)) for r in page]
    context = {"issue": issue, "page": page, "rows": rows, "search": search, "total": len(found)}
    return render(request, "bulletin/desk/readers.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponseBase:
    """What is left to check, to whom it goes, and the two ways: now, or at a time."""
    issue = issue_or_404(number)
    if issue.state == IssueState.PUBLISHED:
        return redirect("bulletin:desk_progress", number)
    if request.method != "POST":
        return _page(request, issue, _schedule_form(request, issue))
    if request.POST.get("seen") != str(issue.version):
        sentence = _("This issue was saved by somebody else since you opened this page. Look at it once more.")
        return _page(request, issue, _schedule_form(request, issue), sentence, 409)
    try:
        publishing.publish(issue.pk, editor(request), timezone.now())
    except Refused as refused:
        return _page(request, issue, _schedule_form(request, issue), str(refused), 422)
    return redirect("bulletin:desk_progress", number)


def _schedule_form(request: HttpRequest, issue: Issue, post: Any = None) -> ScheduleForm:
    zone = reader_of(request).zone or issue.zone
    shown = issue.publish_at.astimezone(ZoneInfo(zone)) if issue.publish_at else None
    initial = {"zone": zone} | ({"day": shown.date(), "clock": shown.time()} if shown else {})
    return ScheduleForm(post, initial=initial)


def _page(request: HttpRequest, issue: Issue, form: ScheduleForm, refusal: str = "", status: int = 200) -> HttpResponse:
    items = list(issue.items.prefetch_related("moments", "pictures", "attachments"))
    context = {
        "issue": issue,
        "form": form,
        "refusal": refusal,
        "reach_form": ReachForm(initial={"reach": issue.reach, "letters_wait": issue.letters_wait}),
        **audience(_readers(issue, timezone.now()), get_language() or settings.LANGUAGE_CODE),
        "checks": checklist(issue, items),
        **datalists(),
    }
    return render(request, "bulletin/desk/publish.html", context, status=status)


@editors_only
@require_POST
def schedule(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let it be published by itself at a day and time on the editor's wall."""
    issue, now = issue_or_404(number), timezone.now()
    form = _schedule_form(request, issue, posted(request))
    if not form.is_valid():
        return _page(request, issue, form, status=422)
    try:
        publishing.schedule(issue.pk, _time(form), editor(request), now)
    except Refused as refused:
        return _page(request, issue, form, str(refused), 422)
    messages.success(request, _("Scheduled. You can change it until then."))
    return redirect("bulletin:desk_issue", number)


def _time(form: ScheduleForm) -> datetime:
    """The instant (UTC) that the form names. Raises Refused for a clock time that is skipped or comes twice."""
    said = form.cleaned_data
    try:
        found = instant(datetime.combine(said["day"], said["clock"]), said["zone"])
    except NoSuchTime:
        raise Refused("no-such-time", _("This time does not exist. Choose another.")) from None
    if found.trouble:
        raise Refused(found.trouble, _("The clocks change at this time, so it is not clear. Choose an hour later."))
    return found.at.astimezone(UTC)


@editors_only
@require_POST
def unschedule(request: HttpRequest, number: int) -> HttpResponseBase:
    """Make it a draft again."""
    try:
        publishing.unschedule(issue_or_404(number).pk, editor(request), timezone.now())
        messages.success(request, _("The issue is a draft again; it will not go out by itself."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bulletin:desk_issue", number)


@editors_only
def show_progress(request: HttpRequest, number: int) -> HttpResponseBase:
    """How far the letters are; the page asks again by itself while they are on their way."""
    issue = issue_or_404(number)
    mailing = Mailing.objects.filter(key=issue.mailing_key).first() if issue.mailing_key else None
    under_way = bool(issue.mailing_key) and (mailing is None or mailing.state in _MOVING)
    context = {
        "issue": issue,
        "mailing": mailing,
        "progress": progress(mailing) if mailing else None,
        "under_way": under_way,
        "failures": issue.log.filter(verb="letter-failed"),
    }
    return render(request, "bulletin/desk/progress.html", context)
