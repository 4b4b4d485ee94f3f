"""Exactly who gets a mailing, and what became of each letter; the same as a table to be saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from heliograph.delivery.desk.doors import mailing_or_404, runners_only
from heliograph.delivery.desk.wording import countries, country_name, language_name, message_state, said, zone_name
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.queries import MessageQuerySet
from heliograph.delivery.states import MessageState
from heliograph.frame.keyset import slice_of
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import spreadsheet

PER_PAGE = 100
#: Where no country is known: a value that can stand in an address.
NO_COUNTRY = "-"
_COLUMNS = (
    "pk", "address", "name", "country", "state", "attempts", "answer", "sent_at", "body__language", "body__zone",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which of a mailing's messages are listed; empty means any."""

    state: str = ""
    language: str = ""
    country: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(**{name: query.get(name, "").strip()[:254] for name in ("state", "language", "country", "q")})

    def among(self, messages: MessageQuerySet) -> MessageQuerySet:
        """The messages that are wanted."""
        exact = {"state": self.state, "body__language": self.language}
        found = messages.filter(**{name: value for name, value in exact.items() if value})
        if self.country:
            found = found.filter(country="" if self.country == NO_COUNTRY else self.country)
        if self.q:
            found = found.filter(Q(address__icontains=self.q) | Q(name__icontains=self.q))
        return found


def messages_of(mailing: Mailing, wanted: Wanted) -> MessageQuerySet:
    messages: MessageQuerySet = Message.objects.filter(mailing=mailing)
    return wanted.among(messages)


@dataclass(frozen=True)
class Line:
    """One recipient in words."""

    message: Message
    language: str
    zone: str
    country: str
    answer: str
    state: str


def _line(message: Message, mailing: Mailing) -> Line:
    body = message.body
    country = country_name(message.country) if message.country else ""
    where = (language_name(body.language), zone_name(body.zone), country)
    return Line(message, *where, said(message.answer), message_state(message, mailing))


def _order(mailing: Mailing) -> str:
    """By address, which in a mailing is the messages' key; single letters newest first."""
    return "-pk" if mailing.stream else "key"


def _languages(mailing: Mailing) -> list[tuple[str, str]]:
    tags = mailing.bodies.order_by("language").values_list("language", flat=True).distinct()
    return [(tag, language_name(tag)) for tag in tags]


@runners_only
@require_safe
def recipients(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The messages of a mailing, a page at a time, without counting them."""
    mailing, wanted = mailing_or_404(request, public_id), Wanted.of(request.GET)
    shown = messages_of(mailing, wanted).select_related("body").only(*_shown_columns())
    page = slice_of(request, shown, _order(mailing), PER_PAGE)
    context: dict[str, Any] = {
        "mailing": mailing,
        "wanted": wanted,
        "filtered": any(asdict(wanted).values()),
        "page": page,
        "lines": [_line(message, mailing) for message in page.rows],
        "states": MessageState.choices,
        "languages": _languages(mailing),
        "countries": [(NO_COUNTRY, country_name("")), *countries()],
    }
    return render(request, "delivery/desk/recipients.html", context)


def _shown_columns() -> tuple[str, ...]:
    """What a line needs: the letters' texts are left where they are."""
    return (*_COLUMNS, "key", "mailing")


@runners_only
@require_safe
def recipients_csv(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All that the same filter finds, as a table to be saved; times in the reader's zone (ISO 8601)."""
    mailing = mailing_or_404(request, public_id)
    found = messages_of(mailing, Wanted.of(request.GET)).order_by(_order(mailing))
    head = [
        _("Address"),
        _("Name"),
        _("Language"),
        _("Zone"),
        _("Country"),
        _("State"),
        _("Attempts"),
        _("Answer"),
        pgettext("when", "Sent"),
    ]
    zone = ZoneInfo(reader_of(request).zone or settings.ORGANIZER_ZONE)
    return spreadsheet(f"{mailing.key.replace('/', '-')}.csv", head, _rows(found, mailing, zone))


def _rows(messages: MessageQuerySet, mailing: Mailing, zone: ZoneInfo) -> Iterator[list[object]]:
    """Cells for each message. The words are made now: when the rows are read, the page's language is gone."""
    labels = {state.value: message_state(Message(state=state), mailing) for state in MessageState}
    columns = ("address", "name", "body__language", "body__zone", "country", "state", "attempts", "answer", "sent_at")
    found = messages.values_list(*columns).iterator(chunk_size=2000)

    def cells(row: tuple[Any, ...]) -> list[object]:
        sent = row[8].astimezone(zone).isoformat(sep=" ", timespec="seconds") if row[8] else ""
        return [*row[:5], labels.get(row[5], row[5]), *row[6:8], sent]

    return map(cells, found)
