"""The pages behind the links in every letter: unsubscribe, and choose which letters come.

They need no sign-in and no cookie; the signed token in the address is what authorises. A GET changes nothing, since
mail scanners open links; a POST acts, from the page's buttons or straight from a mail program (RFC 8058, 3.2), and
answers with the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heliograph.delivery import choosing
from heliograph.delivery.choosing import Change, Unfit
from heliograph.delivery.digests.days import TOPIC as DIGEST
from heliograph.delivery.digests.days import next_leaving
from heliograph.delivery.links import BadToken, Subscription, read_token, token
from heliograph.delivery.preferences import choices, chosen
from heliograph.delivery.states import Refused
from heliograph.delivery.suppressing import suppression_of
from heliograph.delivery.topics import Topic, topic
from heliograph.frame.doors import unlisted
from heliograph.frame.reader import reader_of
from heliograph.moments.locales import write_day

#: What the name of a topic's field begins with.
FIELD = "choice-"

Page = Callable[[HttpRequest, Subscription, datetime], HttpResponse]


def by_link(page: Page) -> Callable[..., HttpResponse]:
    """A page for who holds a letter's link; a token that is not ours gets a page that says what to do."""

    @wraps(page)
    def opened(request: HttpRequest, signed: str) -> HttpResponse:
        try:
            subscription = read_token(signed)
        except BadToken:
            return unlisted(render(request, "delivery/bad_link.html", {"desk": settings.MAIL_REPLY_TO}, status=404))
        return unlisted(page(request, subscription, timezone.now()))

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened)))


@by_link
def unsubscribe(request: HttpRequest, subscription: Subscription, at: datetime) -> HttpResponse:
    """Ask, unsubscribe, or take it back (``again``)."""
    changes = _unsubscribed(request, subscription, at) if request.method == "POST" else []
    together = subscription.topic == DIGEST
    coming = choosing.coming(subscription)
    context = {
        "address": subscription.address,
        "together": together,
        "topics": coming or [change.topic for change in changes] or _own(subscription),
        "always": not together and not choices(topic(subscription.topic)),
        "stopped": not coming,
        "changed": request.method == "POST",
        "back": _back(changes),
        **_addresses(request, subscription),
    }
    return render(request, "delivery/unsubscribe.html", context)


def _own(subscription: Subscription) -> list[Topic]:
    return [topic(subscription.topic)] if subscription.topic != DIGEST else []


def _unsubscribed(request: HttpRequest, subscription: Subscription, at: datetime) -> list[Change]:
    if "again" in request.POST:
        return choosing.take_back(subscription, at)
    return choosing.unsubscribe(subscription, at)


def _addresses(request: HttpRequest, subscription: Subscription) -> dict[str, str]:
    """Where the forms of a page go, in the page's language, and the token for the way to the other page."""
    return {"action": f"{request.path}?lang={get_language()}", "token": token(subscription)}


def _back(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The fields of a form that takes changes back."""
    return [(f"{FIELD}{change.topic.slug}", change.before.value) for change in changes]


@dataclass(frozen=True)
class Way:
    """One of the ways in which a topic's letters can come."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Row:
    """A topic as the page shows it; ``wrong`` says what is wrong with what was chosen."""

    topic: Topic
    field: str
    ways: Sequence[Way]
    wrong: str


@dataclass(frozen=True)
class Told:
    """What a POST has done, for the page to say."""

    changes: Sequence[Change] = ()
    saved: bool = False
    mended: bool = False
    refusal: Refused | None = None

    @property
    def unfit(self) -> str:
        """The slug of the topic on the page whose choice was refused."""
        return self.refusal.topic if isinstance(self.refusal, Unfit) and self.refusal.code == "unknown-choice" else ""


@by_link
def preferences(request: HttpRequest, subscription: Subscription, at: datetime) -> HttpResponse:
    """Which letters come, topic by topic: show, save, refuse all, or say that the address works again."""
    told = _done(request, subscription.address, at) if request.method == "POST" else Told()
    sent = _sent(request) if told.refusal else {}
    rows = _rows(subscription.address, sent, told)
    stopped = suppression_of(subscription.address)
    context = {
        "address": subscription.address,
        "rows": rows,
        "always": choosing.always(),
        "told": told,
        "back": _back(told.changes),
        "suppression": stopped,
        "since": _day(request, stopped.at) if stopped else "",
        "liftable": choosing.LIFTABLE,
        "desk": settings.MAIL_REPLY_TO,
        "digest_day": _day(request, next_leaving(at)) if any(row.topic.digest for row in rows) else "",
        **_addresses(request, subscription),
    }
    return render(request, "delivery/preferences.html", context, status=422 if told.refusal else 200)


def _done(request: HttpRequest, address: str, at: datetime) -> Told:
    """Do what the button says that was pressed."""
    try:
        match request.POST.get("do", "save"):
            case "save":
                return Told(choosing.save(address, _sent(request), at), saved=True)
            case "refuse-all":
                return Told(choosing.refuse_all(address, at), saved=True)
            case "mend":
                return Told(mended=choosing.mend(address, at))
            case _other:
                return Told(refusal=Refused("unknown", _("This page has no such button. Nothing has been saved.")))
    except Refused as refusal:
        return Told(refusal=refusal)


def _sent(request: HttpRequest) -> dict[str, str]:
    """The choices in a request, by topic."""
    return {name.removeprefix(FIELD): str(value) for name, value in request.POST.items() if name.startswith(FIELD)}


def _rows(address: str, sent: dict[str, str], told: Told) -> list[Row]:
    listed = choosing.offered()
    said = chosen(address, [each.slug for each in listed])
    return [_row(each, sent.get(each.slug, said[each.slug]), told) for each in listed]


def _row(about: Topic, choice: str, told: Told) -> Row:
    ways = [Way(each.value, str(each.label), each == choice) for each in choices(about)]
    return Row(about, f"{FIELD}{about.slug}", ways, str(told.refusal) if told.unfit == about.slug else "")


def _day(request: HttpRequest, at: datetime) -> str:
    """The day of a moment, in the reader's zone and language."""
    zone = reader_of(request).zone or settings.ORGANIZER_ZONE
    return write_day(at.astimezone(ZoneInfo(zone)).date(), get_language())
