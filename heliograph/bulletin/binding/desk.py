"""Pages of an editor: what an item asks for is made a call or an event, or bound to what there is; and all undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.bulletin.binding import tying
from heliograph.bulletin.binding.bind_forms import BindForm, BindOtherForm
from heliograph.bulletin.binding.event_forms import EventForm, time_form
from heliograph.bulletin.binding.forms import CallForm, date_forms
from heliograph.bulletin.binding.guessing import guess
from heliograph.bulletin.binding.guessing_events import guess_event
from heliograph.bulletin.binding.making import make_call
from heliograph.bulletin.binding.making_events import make_event
from heliograph.bulletin.desk.doors import editor, editors_only, item_or_404, posted
from heliograph.bulletin.models import Binding, Item, ItemProposal
from heliograph.bulletin.states import ProposalKind, Refused
from heliograph.frame.posting import posted_from

_READ = ["GET", "HEAD", "POST"]


def _proposal(number: int, slug: str, pk: int) -> ItemProposal:
    found: ItemProposal = get_object_or_404(
        ItemProposal.objects.live().select_related("item__issue", "call", "event"),
        item=item_or_404(number, slug),
        pk=pk,
    )
    return found


def _back(item: Item) -> HttpResponse:
    return redirect(_item_page(item.issue.number, item.slug))


def _item_page(number: int, slug: str, pk: int = 0) -> str:
    return f"{reverse('bulletin:desk_item', args=[number, slug])}#calls"


@editors_only
@require_http_methods(_READ)
def make(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponseBase:
    """One page, filled in as far as is known, one button."""
    proposal = _proposal(number, slug, pk)
    if proposal.kind != ProposalKind.CALL:
        return redirect("bulletin:desk_make_event", number, slug, pk)
    if proposal.call is not None:
        return redirect("calls:desk_call", proposal.call.slug)
    guessed, post = guess(proposal), posted(request)
    form = CallForm(post, item=proposal.item, guess=guessed, by=editor(request))
    dates = date_forms(guessed.dates, proposal.item.issue.zone, post)
    refusal = ""
    if post is not None and form.is_valid() and dates.is_valid():
        try:
            return _made(request, proposal, form, dates)
        except Refused as refused:
            refusal = str(refused)
    context = {
        "proposal": proposal, "item": proposal.item, "issue": proposal.item.issue, "form": form, "dates": dates,
        "refusal": refusal, "form_link": proposal.prefill.get("form"),
    }  # fmt: skip
    return render(request, "bulletin/desk/binding/make.html", context, status=422 if refusal else 200)


def _made(request: HttpRequest, proposal: ItemProposal, form: CallForm, dates: Any) -> HttpResponse:
    chosen = [choice for one in dates if (choice := one.choice()) is not None]
    call = make_call(proposal, form.choices(chosen), editor(request), timezone.now())
    said = _("“%(title)s” is a draft now. Look at its questions, then publish it: from then on the bulletin shows it.")
    messages.success(request, said % {"title": call.title})
    return redirect("calls:desk_call", call.slug)


@editors_only
@require_http_methods(_READ)
def make_of_event(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponseBase:
    """One page for a proposal of an event, filled in as far as is known, one button."""
    proposal = _proposal(number, slug, pk)
    if proposal.kind != ProposalKind.EVENT:
        return redirect("bulletin:desk_make_call", number, slug, pk)
    if proposal.event is not None:
        return redirect("events:desk_event", proposal.event.slug)
    guessed, post, at = guess_event(proposal), posted(request), timezone.now()
    form = EventForm(post, item=proposal.item, guess=guessed, by=editor(request))
    time = time_form(guessed, proposal.item, post, at)
    refusal = ""
    if post is not None and form.is_valid() and time.is_valid():
        try:
            event = make_event(proposal, form.choices(time), editor(request), at)
            messages.success(request, _("The event is a draft now. Publish it: from then on the bulletin shows it."))
            return redirect("events:desk_event", event.slug)
        except Refused as refused:
            refusal = str(refused)
    context = {
        "proposal": proposal, "item": proposal.item, "issue": proposal.item.issue, "form": form, "time": time,
        "words": guessed.words, "refusal": refusal,
    }  # fmt: skip
    return render(request, "bulletin/desk/binding/make_event.html", context, status=422 if refusal else 200)


@editors_only
@posted_from(_item_page)
def bind(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Bind the item to a call that there is, in answer to a proposal or to none."""
    item = item_or_404(number, slug)
    if "thing" in request.POST:
        return _bind_other(request, item)
    form = BindForm(request.POST, by=editor(request), item=item)
    if not form.is_valid():
        messages.error(request, _("Choose the call first."))
        return _back(item)
    words = request.POST.get("proposal", "")
    proposal = item.proposals.calls().filter(pk=words).first() if words.isdecimal() else None
    try:
        tying.bind(item, form.cleaned_data["call"], editor(request), timezone.now(), proposal)
        messages.success(request, _("The item and the call belong together now."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(item)


def _bind_other(request: HttpRequest, item: Item) -> HttpResponse:
    form = BindOtherForm(request.POST, by=editor(request), item=item)
    if not form.is_valid():
        messages.error(request, _("Choose first what the item belongs to."))
        return _back(item)
    try:
        tying.bind(item, form.chosen(), editor(request), timezone.now())
        messages.success(request, _("The item is bound to it now."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(item)


@editors_only
@posted_from(_item_page)
def unbind(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponseBase:
    """Take something off the item; the thing itself stays."""
    item = item_or_404(number, slug)
    binding = Binding.objects.filter(item=item, pk=pk).select_related("item__issue").first()
    if binding is not None:
        tying.unbind(binding, editor(request), timezone.now())
        messages.success(request, _("It is taken off the item, and is as it was."))
    return _back(item)


@editors_only
@require_http_methods(_READ)
def unmake(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponseBase:
    """Ask first, then delete the draft that was made of a proposal."""
    proposal = _proposal(number, slug, pk)
    refusal = ""
    if request.method == "POST":
        try:
            tying.unmake(proposal, editor(request), timezone.now())
            messages.success(request, _("The draft is gone; the proposal stands open again."))
            return _back(proposal.item)
        except Refused as refused:
            refusal = str(refused)
    context = {"proposal": proposal, "item": proposal.item, "issue": proposal.item.issue, "refusal": refusal}
    return render(request, "bulletin/desk/binding/unmake.html", context, status=422 if refusal else 200)


@editors_only
@posted_from(_item_page)
def set_aside(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponseBase:
    """Nothing is to become of a proposal; or it is, after all."""
    proposal = _proposal(number, slug, pk)
    try:
        tying.set_aside(proposal, editor(request), timezone.now(), aside="open" not in request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(proposal.item)
