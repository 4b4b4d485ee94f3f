"""Addresses on the desk: the suppressed ones, and all that is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heliograph.delivery import suppressing
from heliograph.delivery.addresses import Malformed, key, normal
from heliograph.delivery.desk.doors import actor, runners_only
from heliograph.delivery.desk.wording import log_detail, message_state, said
from heliograph.delivery.forms import SuppressedFilter, SuppressForm
from heliograph.delivery.models import AddressEntry, Message, Suppression
from heliograph.delivery.preferences import choices, chosen
from heliograph.delivery.rules import visible_to
from heliograph.delivery.states import Cause, Choice
from heliograph.delivery.topics import topics
from heliograph.frame.keyset import Slice, slice_of
from heliograph.frame.paging import page_of
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import spreadsheet

PER_PAGE = 50
#: The newest lines of an address's log; more than that nobody reads.
LOG_LINES = 100


def _suppressed(form: SuppressedFilter) -> QuerySet[Suppression]:
    """The addresses to which nothing goes at present, newest first, as the filter wants them."""
    form.is_valid()
    cause, part = form.cleaned_data.get("cause", ""), form.cleaned_data.get("q", "")
    found = Suppression.objects.filter(lifted_at=None, **({"cause": cause} if cause else {}))
    return (found.filter(address__contains=key(part)) if part else found).order_by("-at", "-pk")


@runners_only
@require_safe
def addresses(request: HttpRequest) -> HttpResponseBase:
    """Look for any address; the list of those that are suppressed."""
    form = SuppressedFilter(request.GET)
    page = page_of(request, Paginator(_suppressed(form), PER_PAGE))
    filtered = any(request.GET.get(name) for name in ("cause", "q"))
    return render(request, "delivery/desk/addresses.html", {"form": form, "page": page, "filtered": filtered})


@runners_only
@require_safe
def suppressed_csv(request: HttpRequest) -> HttpResponseBase:
    """All that the same filter finds, as a table to be saved."""
    zone = ZoneInfo(reader_of(request).zone or settings.ORGANIZER_ZONE)
    head = [_("Address"), _("Cause"), _("Details"), _("Since")]
    return spreadsheet("suppressed.csv", head, _rows(_suppressed(SuppressedFilter(request.GET)), zone))


def _rows(found: QuerySet[Suppression], zone: ZoneInfo) -> Iterator[list[object]]:
    """Cells for each address; the words are made now, in the page's language."""
    labels = {cause.value: str(cause.label) for cause in Cause}
    rows = found.values_list("address", "cause", "detail", "at").iterator(chunk_size=2000)
    return ([address, labels.get(cause, cause), detail, _when(at, zone)] for address, cause, detail, at in rows)


def _when(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(sep=" ", timespec="seconds")


@dataclass(frozen=True)
class Wish:
    """How an address wants the letters of a topic."""

    topic: str | Promise
    choice: str


def _wishes(address: str) -> list[Wish]:
    """For every topic on which a reader has a choice; one query."""
    offered = [about for about in topics() if choices(about)]
    made = chosen(address, [about.slug for about in offered])
    return [Wish(about.label, str(Choice(made[about.slug]).label)) for about in offered]


@dataclass(frozen=True)
class Sent:
    """A letter to the address, or one that was to be."""

    message: Message
    answer: str
    state: str


def _messages(request: HttpRequest, address: str) -> tuple[Slice, list[Sent]]:
    """The letters to an address, newest first, a page at a time."""
    found = Message.objects.to_address(address).filter(mailing__in=visible_to(request.user))
    page = slice_of(request, found.select_related("mailing"), "-pk", PER_PAGE)
    return page, [Sent(message, said(message.answer), message_state(message, message.mailing)) for message in page.rows]


@runners_only
@require_safe
def history(request: HttpRequest) -> HttpResponseBase:
    """All that is known of one address."""
    address = request.GET.get("address", "").strip()[:254]
    return _show(request, address) if address else redirect("delivery_desk:addresses")


def _show(request: HttpRequest, address: str, form: SuppressForm | None = None, status: int = 200) -> HttpResponse:
    page, sent = _messages(request, address)
    log = AddressEntry.objects.filter(address=key(address)).order_by("-at", "-pk")[:LOG_LINES]
    context: dict[str, Any] = {
        "address": address,
        "suppression": suppressing.suppression_of(address),
        "wishes": _wishes(address),
        "log": [(line, log_detail(line)) for line in log],
        "page": page,
        "sent": sent,
        "form": form or SuppressForm(),
    }
    return render(request, "delivery/desk/history.html", context, status=status)


def _to_history(address: str) -> HttpResponse:
    return redirect(f"{reverse('delivery_desk:history')}?{urlencode({'address': address})}")


@runners_only
@require_POST
def suppress(request: HttpRequest) -> HttpResponseBase:
    """Send nothing more to an address, for a reason that is written down."""
    written, form = request.POST.get("address", "").strip()[:254], SuppressForm(request.POST)
    try:
        address = normal(written)
    except Malformed:
        messages.error(request, _("“%(address)s” is no e-mail address.") % {"address": written})
        return redirect("delivery_desk:addresses")
    if not form.is_valid():
        return _show(request, address, form, 422)
    if suppressing.suppress(address, Cause.DESK, form.cleaned_data["reason"], timezone.now(), actor(request)):
        messages.success(request, _("Nothing more is sent to this address, except what its reader asks for."))
    return _to_history(address)


@runners_only
@require_POST
def lift(request: HttpRequest) -> HttpResponseBase:
    """Let letters go to an address again."""
    address = request.POST.get("address", "").strip()[:254]
    if suppressing.lift(address, timezone.now(), actor(request)):
        messages.success(request, _("Letters go to this address again from now on."))
    return _to_history(address) if address else redirect("delivery_desk:addresses")
