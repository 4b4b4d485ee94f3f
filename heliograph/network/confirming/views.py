"""The pages on which a school confirms its record: behind the link of a letter, or signed in.

A GET changes nothing, since mail scanners open links; a POST acts and answers with the page itself. Behind a link the
signed token authorises, so that neither a cookie nor an account is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.delivery.links import BadToken, Expired, read_letter_token
from heliograph.frame.doors import guarded, unlisted
from heliograph.network.confirming import pages
from heliograph.network.confirming.speakers import LASTING, Speaker, by_mail, links_are_good, schools_of
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.models import Organization, Person
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.rules import Reader, may_correct, organizations_of, remit_of

#: A page about one school, for who speaks for it.
Page = Callable[[HttpRequest, Speaker, Organization, datetime], HttpResponse]
_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])


def _closed(request: HttpRequest, *, over: bool) -> HttpResponse:
    return render(request, "network/confirming/closed.html", {"over": over}, status=404)


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for who holds the link of a letter of confirmation; it is given the speaker and the moment."""

    @wraps(view)
    def opened(request: HttpRequest, signed: str, *args: object, **given: object) -> HttpResponse:
        at = timezone.now()
        try:
            read = read_letter_token(signed, LASTING, at)
        except Expired:
            return unlisted(_closed(request, over=True))
        except BadToken:
            return unlisted(_closed(request, over=False))
        if not read.key.startswith(f"{CONFIRMATION.slug}/"):
            return unlisted(_closed(request, over=False))
        if not links_are_good(at.date()):
            return unlisted(_closed(request, over=True))
        return unlisted(view(request, by_mail(read.address, signed), at, *args, **given))

    return csrf_exempt(never_cache(_READS_AND_ACTS(opened)))


def _one_of(schools: OrganizationQuerySet, public_id: str) -> Organization:
    """The school of an identifier among those for which somebody speaks; else there is no such page."""
    try:
        found: Organization = get_object_or_404(schools, public_id=UUID(public_id))
    except ValueError as error:
        raise Http404 from error
    return found


@_by_link
def confirm(request: HttpRequest, speaker: Speaker, at: datetime) -> HttpResponse:
    """The records of all schools for which the mailbox speaks; a POST names the one whose record is right."""
    schools = schools_of(speaker.address, at.date())
    if request.method == "POST":
        return pages.confirm_page(request, speaker, _one_of(schools, request.POST.get("school", "")), at)
    return pages.records_page(request, speaker, schools, at)


def _about_one(page: Page) -> Callable[..., HttpResponse]:
    """A page about one of the schools for which a mailbox speaks."""

    def view(request: HttpRequest, speaker: Speaker, at: datetime, public_id: UUID) -> HttpResponse:
        school = _one_of(schools_of(speaker.address, at.date()), str(public_id))
        return page(request, speaker, school, at)

    return _by_link(wraps(page)(view))


correct, tell = _about_one(pages.correct_page), _about_one(pages.tell_page)


def _speaks(person: Reader) -> bool:
    """Whether there is a record that somebody may confirm."""
    remit = remit_of(person)
    return remit.manages or bool(remit.speaks_for)


def _signed_in(page: Page) -> Callable[..., HttpResponseBase]:
    """A page for who may correct the record of a school, signed in; for everybody else there is no such page."""

    @guarded(_speaks)
    @_READS_AND_ACTS
    @wraps(page)
    def view(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
        assert isinstance(request.user, Person)
        school = get_object_or_404(organizations_of(request.user), public_id=public_id)
        if not may_correct(request.user, school):
            raise Http404
        return page(request, Speaker(request.user, request.user.email), school, timezone.now())

    return view


def _own(request: HttpRequest, speaker: Speaker, school: Organization, at: datetime) -> HttpResponse:
    """The record of one's school; a POST says that it is right."""
    if request.method == "POST":
        return pages.confirm_page(request, speaker, school, at)
    return pages.records_page(request, speaker, Organization.objects.filter(pk=school.pk), at)


own_school, own_correct, own_tell = _signed_in(_own), _signed_in(pages.correct_page), _signed_in(pages.tell_page)
