"""The desk of badges, of doors, of who was there, and of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.desk.doors import posted
from heliograph.calls.doors import organizers_only
from heliograph.conference.attending import badges, certifying, checking_in, door_keys, listing
from heliograph.conference.attending.badges_pdf import Layout, badges_pdf
from heliograph.conference.attending.counting import figures
from heliograph.conference.attending.forms import KeyForm, PrintForm, ReasonForm
from heliograph.conference.attending.models import Badge, CheckIn, ParticipationCertificate
from heliograph.conference.attending.qr_picture import picture_of
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import confirmed
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import table
from heliograph.network.countries import country_name
from heliograph.network.doors import actor
from heliograph.network.joining.certificate_views import pdf_answer
from heliograph.network.states import Refused

_METHODS = require_http_methods(["GET", "HEAD", "POST"])
_ON_A_PAGE, _MOST_FOUND = 100, 20


def _head(request: HttpRequest, conference: Conference, tab: str) -> dict[str, Any]:
    """What every page of this room shows above."""
    return {"conference": conference, "title": title_of(conference, reader_of(request)), "tab": tab}


@organizers_only
@_METHODS
def desk_badges(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The badges, found by name or code; a POST makes those that are missing."""
    conference = desk_conference_or_404(request, slug)
    if request.method == "POST":
        _tell_made(request, badges.make_badges(conference, actor(request), arrived_at(request)))
        return redirect("conference:desk_badges", slug)
    return _badges_page(request, conference)


def _tell_made(request: HttpRequest, made: badges.Made) -> None:
    if made == badges.Made(0, 0, 0):
        messages.info(request, _("Nothing has changed: everybody on whom you count has a badge."))
        return
    words = ngettext("%(n)s badge is new.", "%(n)s badges are new.", made.new) % {"n": made.new}
    if made.changed:
        more = ngettext(
            "%(n)s says something else now: print it anew.", "%(n)s say something else now: print them anew.",
            made.changed,
        )  # fmt: skip
        words += " " + more % {"n": made.changed}
    if made.revoked:
        words += " " + ngettext("%(n)s was revoked.", "%(n)s were revoked.", made.revoked) % {"n": made.revoked}
    messages.success(request, words)


def _badges_page(request: HttpRequest, conference: Conference, form: PrintForm | None = None) -> HttpResponse:
    asked, language = request.GET.get("q", "").strip()[:100], reader_of(request).language
    rows = list(Badge.objects.filter(conference=conference).exclude(name=""))
    live = [each for each in rows if each.revoked_at is None]
    page = page_of(request, Paginator(badges.found(rows, asked) if asked else rows, _ON_A_PAGE))
    missing = confirmed(conference).exclude(pk__in=[each.response_id for each in live]).count()
    context = {
        **_head(request, conference, "badges"),
        "figures": [
            (_("Badges"), len(live)),
            (_("Not printed yet"), sum(1 for each in live if each.printed_at is None)),
            (_("Revoked"), len(rows) - len(live)),
            (_("Without a badge"), missing),
        ],
        "page": page,
        "lines": [(each, country_name(each.country, language) if each.country else "") for each in page.object_list],
        "asked": asked,
        "live": bool(live),
        "form": form or PrintForm(),
        "most": badges.MOST,
        "more": len(live) > badges.MOST,
    }
    return render(request, "conference/attending/desk/badges.html", context, status=422 if form else 200)


@organizers_only
@posted_from(lambda slug: reverse("conference:desk_badges", args=[slug]))
def desk_badges_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Badges to be printed, and noted as such: new ones, all, or one alone."""
    conference, at, form = desk_conference_or_404(request, slug), arrived_at(request), PrintForm(request.POST)
    if not form.is_valid():
        return _badges_page(request, conference, form)
    said = form.cleaned_data
    wanted = badges.to_print(conference, only_new=said["which"] == "new" and not said["badge"])
    rows = list(wanted.filter(pk=said["badge"]) if said["badge"] else wanted[: badges.MOST])
    if not rows:
        form.add_error(None, _("None of these is to be printed: make badges first, or print all of them again."))
        return _badges_page(request, conference, form)
    content = badges_pdf(conference, rows, Layout(said["layout"]), reader_of(request), at)
    badges.note_printed(conference, rows, actor(request), at)
    answer = pdf_answer(content, f"badges-{slug}.pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@organizers_only
@_METHODS
def desk_door_keys(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The page at the door, and the keys of volunteers; a POST makes one, or revokes one."""
    conference, at = desk_conference_or_404(request, slug), arrived_at(request)
    number = request.POST.get("revoke", "")
    if number.isdecimal() and len(number) < 19:
        door_keys.revoke_key(conference, int(number), actor(request), at)
        return redirect("conference:desk_door_keys", slug)
    form = KeyForm(posted(request))
    if form.is_valid():
        door_keys.make_key(conference, form.cleaned_data["label"], actor(request), at)
        return redirect("conference:desk_door_keys", slug)
    keys = conference.door_keys.select_related("conference__programme").order_by("-made_at", "-pk")
    live = [(each, door_keys.link_of(each)) for each in keys if each.revoked_at is None]
    context = {
        **_head(request, conference, "doors"),
        "form": form,
        "keys": [(key, link, picture_of(link)) for key, link in live],
        "revoked": [each for each in keys if each.revoked_at is not None],
    }
    return render(request, "conference/attending/desk/doors.html", context, status=422 if form.errors else 200)


@organizers_only
@_METHODS
def desk_present(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who came on a day, fit to be printed, and the figures of all days; a POST notes that somebody came.

    ``q`` in the query looks for somebody who is to be noted.
    """
    conference, at = desk_conference_or_404(request, slug), arrived_at(request)
    day = listing.chosen(conference, request.GET.get("day", ""), at)
    if request.method != "POST":
        return _present_page(request, conference, day)
    number = request.POST.get("badge", "")
    try:
        noted = checking_in.note(
            conference, int(number) if number.isdecimal() and len(number) < 19 else 0, day, actor(request), at
        )
    except Refused as refused:
        return _present_page(request, conference, day, refused.sentence)
    if noted is None:
        raise Http404
    messages.success(request, _("Noted: %(name)s was there on this day.") % {"name": noted.name})
    return redirect(f"{request.path}?day={day.isoformat()}")


def _present_page(request: HttpRequest, conference: Conference, day: date, refusal: str = "") -> HttpResponse:
    language, asked = reader_of(request).language, request.GET.get("q", "").strip()[:100]
    found, counted = list(listing.came_on(conference, day)), figures(conference)
    by_day = dict(counted.days)
    context = {
        **_head(request, conference, "present"),
        "day": day,
        "days": [(each, by_day.get(each, 0)) for each in listing.days(conference)],
        "rows": listing.rows(conference, found, language),
        "asked": asked,
        "others": _others(conference, found, asked) if asked else [],
        "begun": day <= checking_in.day_of(conference, arrived_at(request)),
        "refusal": refusal,
        "figures": counted,
        "countries": [(country_name(code, language) if code else _("not known"), n) for code, n in counted.countries],
        "regions": [(name or _("not known"), n) for name, n in counted.regions],
    }
    return render(request, "conference/attending/desk/present.html", context, status=422 if refusal else 200)


def _others(conference: Conference, came: Sequence[CheckIn], asked: str) -> list[Badge]:
    """The badges of a name of those who are not on the list of a day."""
    there = {each.badge_id for each in came}
    rows = Badge.objects.live().filter(conference=conference).exclude(pk__in=there)
    return badges.found(rows, asked)[:_MOST_FOUND]


@organizers_only
@require_safe
def desk_present_table(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Who was there, all days, as a table to be saved."""
    conference = desk_conference_or_404(request, slug)
    head, lines = listing.as_table(conference, reader_of(request).language)
    return table(f"present-{slug}", form, head, lines)


@organizers_only
@posted_from(lambda slug, mark: reverse("conference:desk_present", args=[slug]))
def desk_undo_check_in(request: HttpRequest, slug: str, mark: UUID) -> HttpResponseBase:
    """Take back a check-in that was a mistake."""
    conference = desk_conference_or_404(request, slug)
    undone = checking_in.undo(conference, mark, actor(request), arrived_at(request))
    page = reverse("conference:desk_present", args=[slug])
    if undone is None:
        messages.info(request, _("This check-in was taken back already."))
        return redirect(page)
    messages.success(request, _("Taken back: %(name)s is not counted for this day.") % {"name": undone.badge.name})
    return redirect(f"{page}?day={undone.day.isoformat()}")


@organizers_only
@require_safe
def desk_participation_certificates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The certificates that were made."""
    conference = desk_conference_or_404(request, slug)
    found = ParticipationCertificate.objects.filter(badge__conference=conference).order_by("name", "pk")
    context = {
        **_head(request, conference, "certificates"),
        "page": page_of(request, Paginator(found, _ON_A_PAGE)),
    }
    return render(request, "conference/attending/desk/certificates.html", context)


@organizers_only
@_METHODS
def desk_participation_certificate(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One certificate: revoke it with a reason, or let it stand again."""
    conference, person, at = desk_conference_or_404(request, slug), actor(request), arrived_at(request)
    rows = ParticipationCertificate.objects.filter(badge__conference=conference).select_related("revoked_by")
    found, form = get_object_or_404(rows, code=code), ReasonForm(posted(request))
    if "restore" in request.POST:
        certifying.restore(conference, code, person, at)
        return redirect(request.path)
    if form.is_valid():
        try:
            certifying.revoke(conference, code, form.cleaned_data["reason"], person, at)
        except Refused as refused:
            form.add_error("reason", refused.sentence)
        else:
            return redirect(request.path)
    context = {**_head(request, conference, "certificates"), "certificate": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "conference/attending/desk/certificate.html", context, status=status)
