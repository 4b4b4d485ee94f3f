"""The board of ideas: the list, one idea with who would join, an idea of one's own, the page of an offer's letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.sessions import finding, searching
from heliograph.conference.sessions.board import IdeaLine, idea_lines, may_look, searches
from heliograph.conference.sessions.forms import IdeaForm, OfferForm
from heliograph.conference.sessions.idea_links import read
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch
from heliograph.conference.shown import title_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import guarded, unlisted_form
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.network.inviting.views import bad_link
from heliograph.network.models import Person
from heliograph.network.signed import BadLink
from heliograph.network.states import Refused

_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _signed_in(person: Any) -> bool:
    return isinstance(person, Person)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _looked_at(request: HttpRequest, slug: str) -> Conference:
    """A conference whose board the person sees."""
    conference = conference_or_404(request, slug)
    if not may_look(conference, request.user, arrived_at(request)):
        raise Http404
    return conference


@guarded(_signed_in)
@require_safe
def ideas(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The ideas that look for a partner, as filters want them; who does not come is told what to do first."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    person, at = _person(request), arrived_at(request)
    looks = may_look(conference, person, at)
    every = idea_lines(searches(conference), person, reader) if looks else []
    wanted = finding.Wanted.read(request.GET)
    offered = finding.selects(
        wanted,
        {
            "region": list(finding.REGIONS.items()) if every else [],
            "language": finding.languages([each.search.language for each in every], reader),
            "theme": finding.themes(conference, reader),
        },
    )
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "looks": looks,
        "wanted": wanted,
        "lines": [each for each in every if wanted.holds(each.facts)],
        "selects": offered,
        "chosen": finding.chosen(wanted, offered),
        "may_search": looks and searching.drafts_of(conference, person).exists(),
        "may_offer": looks and searching.may_offer(conference, person, at),
    }
    return render(request, "conference/sessions/ideas.html", context)


@guarded(_signed_in)
@_METHODS
def new_idea(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Put a draft of one's own on the board, or change what stands there."""
    conference, reader, person = _looked_at(request, slug), reader_of(request), _person(request)
    drafts = list(searching.drafts_of(conference, person))
    form = IdeaForm(request.POST or None, drafts=drafts, language=reader.language, first=request.GET.get("draft", ""))
    if drafts and form.is_valid():
        try:
            made = searching.open_search(conference, form.response(), form.said(), person, arrived_at(request))
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your idea stands on the board. Who wants to join writes to you."))
            return redirect("conference:idea", slug, made.public_id)
    context = {"conference": conference, "title": title_of(conference, reader), "form": form, "drafts": drafts}
    return render(request, "conference/sessions/new_idea.html", context, status=422 if form.errors else 200)


@guarded(_signed_in)
@require_safe
def idea(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """One idea: for others to join, for its lead with those who would."""
    found = _search(request, slug, public_id)
    return _idea_page(request, found, OfferForm())


def _search(request: HttpRequest, slug: str, public_id: UUID) -> PartnerSearch:
    """An idea that the person sees: one that is open, or that he leads or has offered to join."""
    conference, person = _looked_at(request, slug), _person(request)
    rows = PartnerSearch.objects.filter(conference=conference).select_related("response__person", "response__call")
    found: PartnerSearch = get_object_or_404(rows, public_id=public_id)
    concerned = found.response.person_id == person.pk or found.offers.filter(person=person).exists()
    if found.closed_at is not None and not concerned:
        raise Http404
    found.conference = conference
    return found


def _idea_page(request: HttpRequest, found: PartnerSearch, form: OfferForm) -> HttpResponse:
    conference, reader, person = found.conference, reader_of(request), _person(request)
    (line,) = idea_lines([found], person, reader)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "line": line,
        "form": form,
        "offers": _offers(line) if line.leads else [],
        "draft_url": _draft_url(line),
        "may_offer": searching.may_offer(conference, person, arrived_at(request)),
    }
    return render(request, "conference/sessions/idea.html", context, status=422 if form.errors else 200)


def _offers(line: IdeaLine) -> list[PartnerOffer]:
    return list(line.search.offers.select_related("person"))


def _draft_url(line: IdeaLine) -> str:
    """Where the shared draft is, for who works on it; empty for others."""
    taken = line.offered is not None and line.offered.taken_at is not None
    if not (line.leads or taken):
        return ""
    response = line.search.response
    return f"{reverse('calls:answer', args=[response.call.slug])}?response={response.public_id}"


def _page(slug: str, public_id: UUID, **_more: Any) -> str:
    return reverse("conference:idea", args=[slug, public_id])


@guarded(_signed_in)
@posted_from(_page)
def offer_partner(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Offer to join, or (``no``) take the offer back."""
    found, person, form = _search(request, slug, public_id), _person(request), OfferForm(request.POST)
    if "no" in request.POST:
        searching.take_back(found, person)
        messages.success(request, _("Your offer is taken back."))
        return redirect("conference:idea", slug, public_id)
    if form.is_valid():
        try:
            searching.offer(found, person, form.cleaned_data["words"], arrived_at(request))
        except Refused as refused:
            form.add_error("words", refused.sentence)
        else:
            messages.success(request, _("Your offer is sent. You get a letter with the answer."))
            return redirect("conference:idea", slug, public_id)
    return _idea_page(request, found, form)


@guarded(_signed_in)
@posted_from(_page)
def close_idea(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """Take an idea of one's own off the board."""
    found = _search(request, slug, public_id)
    return _done(
        request, slug, public_id,
        lambda: searching.close_search(found, _person(request), arrived_at(request)),
        _("Your idea looks for partners no more. Whoever waited for an answer is thanked by a letter."),
    )  # fmt: skip


@guarded(_signed_in)
@posted_from(lambda slug, public_id, offer: _page(slug, public_id))
def answer_offer(request: HttpRequest, slug: str, public_id: UUID, offer: UUID) -> HttpResponseBase:
    """Take in who has offered, or (``no``) decline with thanks."""
    found = _search(request, slug, public_id)
    made = get_object_or_404(found.offers.select_related("person"), public_id=offer)
    made.search = found
    answer, said = _answer(request)
    return _done(request, slug, public_id, lambda: answer(made, _person(request), arrived_at(request)), said)


def _answer(request: HttpRequest) -> tuple[Any, str]:
    """What is done with an offer, and what is said of it."""
    if "no" in request.POST:
        return searching.decline, _("Declined. Your thanks go by letter.")
    return searching.take_in, _("Taken in. You work on the proposal together now; a letter says so.")


def _done(request: HttpRequest, slug: str, public_id: UUID, do: Any, said: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, said)
    return redirect("conference:idea", slug, public_id)


@never_cache
@_METHODS
def partner_offer(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """An offer, for who reads the mailbox of the lead: one press takes it or declines."""
    try:
        offer, lead = read(token)
    except BadLink:
        return bad_link(request)
    rows = PartnerOffer.objects.select_related("person", "search__response__person", "search__response__call")
    found = rows.select_related("search__conference__programme").filter(
        public_id=offer, search__conference__programme__slug=slug, search__response__person__public_id=lead
    ).first()  # fmt: skip
    return unlisted_form(_offer_page(request, found)) if found is not None else bad_link(request)


def _offer_page(request: HttpRequest, found: PartnerOffer) -> HttpResponse:
    refusal, said = "", ""
    if request.method == "POST":
        answer, said = _answer(request)
        try:
            answer(found, found.search.response.person, arrived_at(request))
        except Refused as refused:
            refusal, said = refused.sentence, ""
        found = PartnerOffer.objects.select_related("person", "search__response").filter(pk=found.pk).first() or found
    reader, search = reader_of(request), found.search
    context = {
        "title": title_of(search.conference, reader),
        "conference": search.conference,
        "offer": found,
        "search": search,
        "said": said,
        "refusal": refusal,
    }
    return render(request, "conference/sessions/offer.html", context, status=409 if refusal else 200)
