"""Views of the renditions that are files: PDF, calendar, Atom, JSON Feed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heliograph.bulletin.edition import Edition, prepare
from heliograph.bulletin.models import Issue
from heliograph.bulletin.renditions import calendar, feeds, pdf
from heliograph.bulletin.rules import visible_to
from heliograph.frame.finished import finished_page
from heliograph.frame.reader import reader_of

#: How many issues a feed or the calendar of the archive holds, newest first.
NEWEST = 20


def _edition(request: HttpRequest, issue: Issue) -> Edition:
    reader = reader_of(request)
    return prepare(issue, reader.languages, reader.zone, timezone.now())


def _newest(request: HttpRequest) -> list[Edition]:
    published: QuerySet[Issue] = Issue.objects.published().complete().order_by("-number")[:NEWEST]
    return [_edition(request, issue) for issue in published]


def _one(request: HttpRequest, number: int) -> Edition:
    return _edition(request, get_object_or_404(visible_to(request.user).complete(), number=number))


def _channel(request: HttpRequest, name: str) -> feeds.Channel:
    return feeds.Channel(
        title=_("The bulletin of %(network)s") % {"network": settings.NETWORK_NAME},
        description=_("Every issue, with what it asks and by when."),
        language=reader_of(request).language,
        home_url=settings.SITE_URL + reverse("bulletin:archive"),
        feed_url=settings.SITE_URL + reverse(name),
    )


def _feed(
    name: str, render: Callable[[list[Edition], feeds.Channel], str], kind: str, request: HttpRequest
) -> HttpResponse:
    return HttpResponse(render(_newest(request), _channel(request, name)), content_type=kind)


@finished_page
def atom(request: HttpRequest) -> HttpResponse:
    """The archive as Atom."""
    return _feed("bulletin:atom", feeds.atom, "application/atom+xml; charset=utf-8", request)


@finished_page
def json_feed(request: HttpRequest) -> HttpResponse:
    """The archive as JSON Feed."""
    return _feed("bulletin:json_feed", feeds.json_feed, "application/feed+json; charset=utf-8", request)


def _calendar(editions: list[Edition], name: str, file: str) -> HttpResponse:
    content = calendar.render(editions, name=name, domain=settings.MAIL_DOMAIN)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@finished_page
def issue_ics(request: HttpRequest, number: int) -> HttpResponse:
    """The moments of one issue as a calendar."""
    edition = _one(request, number)
    name = _("Dates of bulletin N°%(number)s") % {"number": number}
    return _calendar([edition], name, f"bulletin-{number}")


@finished_page
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The moments of the newest issues as one calendar to subscribe to."""
    return _calendar(_newest(request), _("Dates of the bulletin"), "bulletin")


def issue_pdf(request: HttpRequest, number: int) -> FileResponse | HttpResponse:
    """One issue as PDF, in the reader's language and zone."""
    edition = _one(request, number)
    response = HttpResponse(pdf.render(edition), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bulletin-{number}-{edition.language}.pdf"'
    return response
