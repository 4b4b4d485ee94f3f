"""The desk of registrations: the board, reminders, silent countries, invitation letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

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
from heliograph.calls.figuring.drawing import picture
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.registering import board, holding, inviting, reminding, silent
from heliograph.conference.registering.forms import ReasonForm, RemindForm
from heliograph.conference.registering.holding import About
from heliograph.conference.registering.invitation_pdf import facts_of
from heliograph.conference.registering.mine import pdf_of
from heliograph.conference.registering.sealing import seal_of
from heliograph.conference.shown import title_of
from heliograph.conference.states import LetterState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import table
from heliograph.network.doors import actor
from heliograph.network.states import Refused
from heliograph.texts.languages import NATIVE_NAMES

_METHODS = require_http_methods(["GET", "HEAD", "POST"])
_ON_A_PAGE = 100


def _head(request: HttpRequest, conference: Conference, tab: str) -> dict[str, Any]:
    """What every page of this room shows above."""
    return {"conference": conference, "title": title_of(conference, reader_of(request)), "tab": tab}


@organizers_only
@require_safe
def desk_board(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who is registered, by country and region; ``by`` is the column by which countries stand in order."""
    conference, language = desk_conference_or_404(request, slug), reader_of(request).language
    by = request.GET.get("by", "")
    found = board.board(conference, language, by)
    context = {
        **_head(request, conference, "board"),
        "board": found,
        "columns": board.COLUMNS.items(),
        "whole": list(zip(board.COLUMNS.values(), found.whole.counts, strict=True)),
        "by": by if by in board.COLUMNS else "",
        "picture": picture(board.figure(found), language),
    }
    return render(request, "conference/registering/desk/board.html", context)


@organizers_only
@require_safe
def desk_board_table(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The board as a table to be saved."""
    conference = desk_conference_or_404(request, slug)
    head, rows = board.as_table(board.board(conference, reader_of(request).language))
    return table(f"registrations-{slug}", form, head, rows)


@organizers_only
@_METHODS
def desk_remind(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is owed, and the letters that remind; a POST writes them, and they are held for ten minutes."""
    conference, at = desk_conference_or_404(request, slug), arrived_at(request)
    owing = reminding.owing_countries(conference, reader_of(request).language)
    form = RemindForm(posted(request), countries=owing, initial={"country": request.GET.get("country", "")})
    if not form.is_valid():
        return _remind_page(request, conference, form, at)
    try:
        token = request.POST.get("token", "")[:40]
        count = reminding.remind(conference, form.abouts, form.countries, token, actor(request), at)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _remind_page(request, conference, form, at)
    tell_held(request, count)
    return redirect("conference:desk_remind", slug)


def tell_held(request: HttpRequest, count: int) -> None:
    """Say how many letters were written and are held."""
    if not count:
        messages.info(request, _("These letters were written already."))
        return
    words = ngettext(
        "%(count)s letter goes in ten minutes. Until then you can take it back.",
        "%(count)s letters go in ten minutes. Until then you can take them back.",
        count,
    )
    messages.success(request, words % {"count": count})


def _remind_page(request: HttpRequest, conference: Conference, form: RemindForm, at: datetime) -> HttpResponse:
    country = request.GET.get("country", "")
    debts = reminding.debts(conference, [country] if country else [], at)
    if not form.is_bound:
        form.initial["about"] = [each.about.value for each in debts if each.due and not each.obstacle]
    context = {
        **_head(request, conference, "remind"),
        "form": form,
        "debts": debts,
        "letters": sum(each.letters for each in debts if not each.obstacle),
        "hindered": any(each.owing and each.obstacle for each in debts),
        "previews": [(each.about.label, _previews(conference, each, at)) for each in debts if not each.obstacle],
        "sent": holding.sent(conference),
        "token": uuid4().hex,
    }
    return render(request, "conference/registering/desk/remind.html", context, status=422 if form.errors else 200)


def _previews(conference: Conference, debt: reminding.Debt, at: datetime) -> list[holding.Preview]:
    call = reminding.call_of(conference, debt.about)
    assert call is not None
    return holding.previews(reminding.writer(conference, call, debt.about, at), call.zone)


@organizers_only
@posted_from(lambda slug, number: reverse("conference:desk_remind", args=[slug]))
def desk_take_back(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Let letters not go that are held still."""
    conference = desk_conference_or_404(request, slug)
    entry = get_object_or_404(conference.entries.filter(verb=holding.SENT), pk=number)
    try:
        holding.take_back(conference, entry, actor(request), arrived_at(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Taken back: none of these letters goes."))
    silence = entry.data["about"] == About.SILENT
    return redirect("conference:desk_silent" if silence else "conference:desk_remind", slug)


@organizers_only
@_METHODS
def desk_silent(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The countries from which nobody is registered; a POST writes to the coordinators of those that were ticked."""
    conference, at, refusal = desk_conference_or_404(request, slug), arrived_at(request), ""
    if request.method == "POST":
        try:
            codes, token = request.POST.getlist("country"), request.POST.get("token", "")[:40]
            tell_held(request, silent.write_to(conference, codes, token, actor(request), at))
        except Refused as refused:
            refusal = refused.sentence
        else:
            return redirect("conference:desk_silent", slug)
    found = silent.silent_countries(conference, reader_of(request).language, at.date())
    call = reminding.call_of(conference, About.RECONFIRM)
    obstacle = silent.obstacle(call, at)
    shown = (
        holding.previews(silent.writer(conference, call, at), call.zone) if call is not None and not obstacle else []
    )
    context = {
        **_head(request, conference, "silent"),
        "lines": [(each, each.may_be_asked(at)) for each in found],
        "obstacle": obstacle,
        "refusal": refusal,
        "previews": [(About.SILENT.label, shown)] if shown else [],
        "sent": [each for each in holding.sent(conference) if each.about == About.SILENT],
        "token": uuid4().hex,
    }
    return render(request, "conference/registering/desk/silent.html", context, status=422 if refusal else 200)


@organizers_only
@require_safe
def desk_letters(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The invitation letters, those that wait first; ``state`` shows those of one state."""
    conference, state = desk_conference_or_404(request, slug), request.GET.get("state", LetterState.ASKED)
    rows = inviting.letters_of(conference)
    counts = inviting.counts(conference)
    if state in LetterState.values:
        rows = rows.filter(state=state)
    context = {
        **_head(request, conference, "letters"),
        "page": page_of(request, Paginator(rows, _ON_A_PAGE)),
        "states": [(each.value, each.label, counts.get(each.value, 0)) for each in LetterState],
        "state": state,
        "signatory": conference.signatory.strip(),
    }
    return render(request, "conference/registering/desk/letters.html", context)


@organizers_only
@_METHODS
def desk_letter(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """One letter: what it says, and its signing off, refusal or revocation."""
    conference = desk_conference_or_404(request, slug)
    letter = get_object_or_404(inviting.letters_of(conference), public_id=public_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            said = _decide(request, conference, letter, form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason" if refused.code == "no-reason" else None, refused.sentence)
        else:
            messages.success(request, said)
            following = inviting.letters_of(conference).filter(state=LetterState.ASKED).first()
            if following is None:
                return redirect("conference:desk_letters", slug)
            return redirect("conference:desk_letter", slug, following.public_id)
    context = {
        **_head(request, conference, "letters"),
        "letter": letter,
        "facts": facts_of(letter, reader_of(request).language),
        "form": form,
        "asked": letter.state == LetterState.ASKED,
        "seal": seal_of(letter),
        "written_in": NATIVE_NAMES.get(letter.language, letter.language),
        "signed": letter.state == LetterState.SIGNED,
    }
    return render(request, "conference/registering/desk/letter.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, conference: Conference, letter: Any, reason: str) -> str:
    """Do what was pressed; returns what is then said. Raises Refused, Http404."""
    by, at = actor(request), arrived_at(request)
    match request.POST.get("do"):
        case "sign":
            inviting.sign(conference, letter, by, at, seen=request.POST.get("seen", ""))
            return _("Signed off. A letter says so, with the way to save it.")
        case "refuse":
            inviting.refuse(conference, letter, reason, by, at)
            return _("Refused. A letter says so, with the reason.")
        case "revoke":
            inviting.revoke(conference, letter, reason, by, at)
            return _("Revoked. Whoever asks by the code is told.")
    raise Http404


@organizers_only
@require_safe
def desk_letter_pdf(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """A letter that was signed off, as PDF."""
    conference = desk_conference_or_404(request, slug)
    rows = inviting.letters_of(conference).filter(state=LetterState.SIGNED)
    return pdf_of(conference, get_object_or_404(rows, public_id=public_id))
