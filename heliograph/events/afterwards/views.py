"""What remains of an event, for everybody and for who has the letter's link. A GET changes nothing (law 8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.programmes.lines import picked
from heliograph.delivery.links import BadToken
from heliograph.events.afterwards import certifying, opinions
from heliograph.events.afterwards.captions import file_of
from heliograph.events.afterwards.certificate_pdf import days_in_words, issuer
from heliograph.events.afterwards.certificate_pdf import render as render_pdf
from heliograph.events.afterwards.forms import NameForm, OpinionForm
from heliograph.events.afterwards.mailbox import Mailbox, Mine, opened
from heliograph.events.afterwards.models import AttendanceCertificate, CaptionTrack
from heliograph.events.pages.addresses import path_of
from heliograph.events.rules import may_see
from heliograph.events.shown import when_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import unlisted
from heliograph.frame.reader import reader_of
from heliograph.library.rules import access_of, may_read
from heliograph.network.joining.codes import read_code
from heliograph.network.joining.forms import CodeForm
from heliograph.network.states import Refused

P = ParamSpec("P")
_CERTIFICATES = AttendanceCertificate.objects.select_related(
    "occurrence__event__host", "occurrence__event__programme__organizer"
)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate of attendance with a code stands, and what it says; an unknown code is told to be one."""
    found = _CERTIFICATES.filter(code=read_code(code)).first()
    context: dict[str, Any] = {"code": code, "certificate": found, "form": CodeForm(initial={"code": code})}
    if found is None:
        return render(request, "events/afterwards/certificate.html", context, status=404)
    reader, event = reader_of(request), found.occurrence.event
    context |= {
        "title": picked(found.title, reader, event.source_language),
        "days": days_in_words(found, reader.language),
        "issuer": issuer(event, reader.language),
    }
    return render(request, "events/afterwards/certificate.html", context)


@require_safe
def captions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Captions as a WebVTT file, for who may see the event and its recording."""
    rows = CaptionTrack.objects.select_related("recording__event__programme", "recording__document")
    track = get_object_or_404(rows, public_id=public_id)
    if not may_see(request.user, track.recording.event, request.GET.get("key", "")):
        raise Http404
    if not may_read(access_of(request.user), track.recording.document):
        raise Http404
    answer = HttpResponse(file_of(track), content_type="text/vtt; charset=utf-8")
    name = f"{track.recording.event.slug}-{track.language}.vtt"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _by_link(page: Callable[Concatenate[HttpRequest, Mailbox, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind the link of a letter; where the link is not good, one that says so."""

    @wraps(page)
    def linked(request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            box = opened(token, arrived_at(request))
        except BadToken:
            return unlisted(render(request, "events/afterwards/bad_link.html", status=404))
        return unlisted(page(request, box, *args, **kwargs))

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(linked)))


@_by_link
def after(request: HttpRequest, box: Mailbox) -> HttpResponse:
    """What a mailbox can have of a time that is over."""
    return _page(request, box)


def _page(request: HttpRequest, box: Mailbox, refusal: str = "", typed: str = "") -> HttpResponse:
    reader, event = reader_of(request), box.occurrence.event
    context = {
        "title": picked(event.title, reader, event.source_language),
        "when": when_of(box.occurrence, reader, box.at),
        "lines": box.lines(),
        "token": _token(request),
        "page": path_of(event),
        "contact": event.contact or event.programme.contact,
        "thanks": request.GET.get("thanks") == "1",
        "refusal": refusal,
        "typed": typed,
    }
    return render(request, "events/afterwards/after.html", context, status=409 if refusal else 200)


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    assert match is not None
    return str(match.kwargs["token"])


def _mine(box: Mailbox, response: UUID) -> Mine:
    found = next((each for each in box.lines() if each.registration.response.public_id == response), None)
    if found is None:
        raise Http404
    return found


def _name_said(request: HttpRequest) -> str:
    """The name that was written for a certificate; empty where none was, or none that may be stored."""
    form = NameForm(request.POST)
    return str(form.cleaned_data["name"]) if form.is_valid() else ""


@_by_link
def after_certificate(request: HttpRequest, box: Mailbox, response: UUID) -> HttpResponse:
    """A POST has the certificate made; a GET gives the one that stands."""
    mine = _mine(box, response)
    if request.method == "POST":
        try:
            certifying.issue(mine.registration, reader_of(request).language, box.at, mine.along, _name_said(request))
        except Refused as refused:
            return _page(request, box, refused.sentence, _name_said(request))
        return redirect("events:after_certificate", _token(request), response)
    if mine.certificate is None or mine.certificate.revoked_at is not None:
        return redirect("events:after", _token(request))
    found = _CERTIFICATES.get(pk=mine.certificate.pk)
    answer = HttpResponse(render_pdf(found), content_type="application/pdf")
    name = f"certificate-{found.code}.pdf"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@_by_link
def after_feedback(request: HttpRequest, box: Mailbox, response: UUID) -> HttpResponse:
    """The short form, once for a registration."""
    mine = _mine(box, response)
    if not mine.may_say:
        return redirect("events:after", _token(request))
    form, refusal = OpinionForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            opinions.give(mine.registration, form.opinion(reader_of(request).language), box.at)
        except Refused as refused:
            refusal = refused.sentence
        else:
            answer = redirect("events:after", _token(request))
            answer["Location"] += "?thanks=1"
            return answer
    reader, event = reader_of(request), box.occurrence.event
    context = {
        "form": form, "refusal": refusal, "token": _token(request), "mine": mine,
        "title": picked(event.title, reader, event.source_language),
    }  # fmt: skip
    return render(request, "events/afterwards/feedback.html", context, status=422 if form.errors or refusal else 200)
