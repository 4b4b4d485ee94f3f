"""The bulletin's public pages: an issue, the archive with its search."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from heliograph.bulletin.dated import turning_points
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.rules import visible_to
from heliograph.bulletin.search import find, findings
from heliograph.bulletin.states import IssueState
from heliograph.frame.finished import finished_page, good_until
from heliograph.frame.paging import page_of
from heliograph.frame.reader import Reader, reader_of
from heliograph.moments.locales import write_day
from heliograph.texts.languages import direction
from heliograph.texts.multilingual import pick

ISSUES_A_PAGE = 52
FINDINGS_A_PAGE = 20


def _with_neighbours(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Issues with the numbers of the published ones before and after, in the same query."""
    published = Issue.objects.published().values("number")
    return issues.annotate(
        earlier=Subquery(published.filter(number__lt=OuterRef("number")).order_by("-number")[:1]),
        later=Subquery(published.filter(number__gt=OuterRef("number")).order_by("number")[:1]),
    )


@finished_page
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """An issue as its reader sees it."""
    found: Any = get_object_or_404(_with_neighbours(visible_to(request.user).complete()), number=number)
    reader, now = reader_of(request), timezone.now()
    edition = prepare(found, reader.languages, reader.zone, now)
    context = {"edition": edition, "earlier": found.earlier, "later": found.later}
    response = render(request, "bulletin/issue.html", context)
    good_until(response, turning_points(edition), now)
    return response


def item(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The lasting address of an item: its place on the page of its issue."""
    found = get_object_or_404(Item, issue__in=visible_to(request.user), issue__number=number, slug=slug)
    return HttpResponseRedirect(f"{reverse('bulletin:issue', args=[number])}#{found.slug}")


def archive(request: HttpRequest) -> HttpResponse:
    """All issues by year; with ``?q=`` what was found in them."""
    question = request.GET.get("q", "").strip()[:200]
    return _search(request, question) if question else _years(request)


def _search(request: HttpRequest, question: str) -> HttpResponse:
    page = page_of(request, Paginator(find(question, request.user), FINDINGS_A_PAGE))
    shown = findings(list(page.object_list), question, reader_of(request).languages)
    return render(request, "bulletin/archive.html", {"question": question, "page": page, "findings": shown})


def _line(issue: Issue, reader: Reader) -> dict[str, Any]:
    title, language = pick(issue.title, [*reader.languages, issue.source_language])
    day = write_day(issue.date, reader.language)
    return {"issue": issue, "title": title, "language": language, "direction": direction(language), "day": day}


@finished_page
def _years(request: HttpRequest) -> HttpResponse:
    issues = (
        visible_to(request.user).filter(state=IssueState.PUBLISHED).annotate(size=Count("items")).order_by("-number")
    )
    page = page_of(request, Paginator(issues, ISSUES_A_PAGE))
    lines = [_line(each, reader_of(request)) for each in page.object_list]
    years = [(year, list(each)) for year, each in groupby(lines, lambda line: line["issue"].date.year)]
    return render(request, "bulletin/archive.html", {"page": page, "years": years})
