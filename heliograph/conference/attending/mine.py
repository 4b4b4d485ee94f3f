"""The pages of who has a badge: its code for the door, and his certificate; signed in, or by the link of a letter.

A GET changes nothing, since mail scanners open links. And the page that tells anybody whether a certificate stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.conference.attending import certifying
from heliograph.conference.attending.badge_links import opened
from heliograph.conference.attending.certificate_pdf import days_in_words, issuer
from heliograph.conference.attending.certificate_pdf import render as render_pdf
from heliograph.conference.attending.models import Badge, CheckIn, ParticipationCertificate
from heliograph.conference.attending.qr_picture import picture_of
from heliograph.conference.by_link import by_link
from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.shown import days_of, title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import guarded, unlisted
from heliograph.frame.reader import reader_of
from heliograph.network.joining.certificate_views import pdf_answer
from heliograph.network.joining.codes import read_code
from heliograph.network.joining.forms import CodeForm
from heliograph.network.models import Person
from heliograph.network.states import Refused

_METHODS = require_http_methods(["GET", "HEAD", "POST"])
#: Badges of one mailbox that a page shows: a delegation is smaller.
MOST = 100


@dataclass(frozen=True)
class Line:
    """A badge of somebody: the days on which it was seen, its code as a picture, and what of a certificate there is."""

    badge: Badge
    picture: str
    days: Sequence[CheckIn]
    certificate: ParticipationCertificate | None
    may_ask: bool


def _signed_in(person: Any) -> bool:
    return isinstance(person, Person)


_by_link = by_link(opened, "conference:my_badge")


def badges_of(conference: Conference, holder: Holder) -> list[Badge]:
    """The badges that somebody looks after: those that stand, and those with which somebody was there. Two queries."""
    standing = CheckIn.objects.standing()
    shown = Q(revoked_at=None) | Exists(standing.filter(badge=OuterRef("pk")))
    rows = Badge.objects.filter(shown, conference=conference, response__in=holder.responses().values("pk"))
    days = Prefetch("check_ins", standing.order_by("day"), to_attr="days")
    return list(rows.select_related("certificate").prefetch_related(days).order_by("name", "pk")[:MOST])


@guarded(_signed_in)
@_METHODS
def my_badge(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a person finds who is signed in; a POST has his certificate made."""
    assert isinstance(request.user, Person)
    return _badges(request, conference_or_404(request, slug), holder_of(request.user), "")


@_by_link
@_METHODS
def badge_by_link(request: HttpRequest, conference: Conference, holder: Holder, token: str) -> HttpResponse:
    """The same by the link of a letter."""
    return _badges(request, conference, holder, token)


def _badges(request: HttpRequest, conference: Conference, holder: Holder, token: str) -> HttpResponse:
    found, refusal, reader = badges_of(conference, holder), "", reader_of(request)
    if request.method == "POST":
        meant = _meant(found, request.POST.get("badge", ""))
        try:
            made = certifying.issue(conference, meant, reader.language, arrived_at(request))
        except Refused as refused:
            refusal = refused.sentence
        else:
            return redirect(_pdf(conference, made, token))
    over = certifying.is_over(conference, arrived_at(request))
    lines = [_line(each, over=over) for each in found]
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "days": days_of(conference, reader.language),
        "over": over,
        "lines": [(each, _pdf(conference, each.certificate, token)) for each in lines],
        "by_link": bool(token),
        "refusal": refusal,
        "contact": conference.programme.contact,
    }
    return render(request, "conference/attending/my_badge.html", context, status=409 if refusal else 200)


def _meant(found: Sequence[Badge], number: str) -> Badge:
    badge = next((each for each in found if str(each.pk) == number), None)
    if badge is None:
        raise Http404
    return badge


def _line(badge: Badge, *, over: bool) -> Line:
    certificate, days = getattr(badge, "certificate", None), badge.days  # type: ignore[attr-defined]
    stands = badge.revoked_at is None and not over
    return Line(
        badge, picture_of(badge.token) if stands else "", days, certificate, over and bool(days) and certificate is None
    )


def _pdf(conference: Conference, certificate: ParticipationCertificate | None, token: str) -> str:
    """Where a certificate is saved; empty where there is none that stands and has a name."""
    if certificate is None or certificate.revoked_at is not None or not certificate.name:
        return ""
    slug = conference.programme.slug
    if token:
        return reverse("conference:certificate_by_link", args=[slug, token, certificate.code])
    return reverse("conference:my_certificate", args=[slug, certificate.code])


@guarded(_signed_in)
@require_safe
def my_certificate(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """A certificate as PDF, for whose it is and for who has registered him."""
    assert isinstance(request.user, Person)
    return _certificate(conference_or_404(request, slug), holder_of(request.user), code)


@_by_link
@require_safe
def certificate_by_link(
    request: HttpRequest, conference: Conference, holder: Holder, token: str, code: str
) -> HttpResponse:
    """The same by the link of a letter."""
    return _certificate(conference, holder, code)


def _certificate(conference: Conference, holder: Holder, code: str) -> HttpResponse:
    made = (getattr(badge, "certificate", None) for badge in badges_of(conference, holder))
    certificate: ParticipationCertificate | None = next((each for each in made if each and each.code == code), None)
    if certificate is None or not _pdf(conference, certificate, ""):
        raise Http404
    answer = pdf_answer(render_pdf(conference, certificate), f"certificate-{certificate.code}.pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_safe
def participation_certificate(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Whether the certificate of participation with a code stands, and what it says; an unknown code is told to be."""
    rows = ParticipationCertificate.objects.filter(code=read_code(code), badge__conference__programme__slug=slug)
    found = rows.first() if read_code(code) else None
    context: dict[str, Any] = {"code": code, "certificate": found, "form": CodeForm(initial={"code": code})}
    if found is None:
        return unlisted(render(request, "conference/attending/certificate.html", context, status=404))
    reader = reader_of(request)
    conference = Conference.objects.with_programme().get(programme__slug=slug)
    context |= {
        "title": title_of(conference, reader),
        "days": days_in_words(found, reader.language),
        "issuer": issuer(conference, reader.language),
    }
    return unlisted(render(request, "conference/attending/certificate.html", context))
