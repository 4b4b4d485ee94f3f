"""How the desk names languages, countries and zones, and says what was written down in English."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from heliograph.delivery.models import AddressEntry, Body, Mailing, Message
from heliograph.delivery.states import UNFINISHED, AddressVerb, Cause, Choice, MailingState, MessageState
from heliograph.delivery.topics import topic
from heliograph.moments.locales import locale_of, write_distance, zone_label
from heliograph.texts.languages import base

#: Regions that stand beside the countries in CLDR and are none of ISO 3166-1.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


def _reader() -> str:
    return get_language() or "en"


def language_name(tag: str) -> str:
    """The language of a BCP 47 tag as the reader calls it; the tag itself where CLDR has no name."""
    names = locale_of(_reader()).languages
    return str(names.get(tag.replace("-", "_")) or names.get(base(tag)) or tag)


def country_name(code: str) -> str:
    """The country of an ISO 3166-1 alpha-2 code as the reader calls it."""
    return str(locale_of(_reader()).territories.get(code, code)) if code else pgettext("country", "not known")


def countries() -> list[tuple[str, str]]:
    """Every country's code and name, by name."""
    names = locale_of(_reader()).territories
    found = [(code, str(name)) for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES]
    return sorted(found, key=lambda one: one[1].casefold())


def zone_name(zone: str) -> str:
    return zone_label(zone, _reader())


def letter_name(body: Body) -> str:
    """For whom a letter is: its language and zone."""
    return _("%(language)s, %(zone)s") % {"language": language_name(body.language), "zone": zone_name(body.zone)}


def topic_name(slug: str) -> str:
    return str(topic(slug).label)


def message_state(message: Message, mailing: Mailing) -> str:
    """What has become of a message; what still waits in a cancelled mailing never goes."""
    if mailing.state == MailingState.CANCELLED and message.state in UNFINISHED:
        return pgettext("message", "not sent")
    return str(MessageState(message.state).label)


def log_detail(entry: AddressEntry) -> str:
    """What a line of an address's log adds to its verb: codes in the reader's language, servers' words as they are."""
    code, _colon, rest = entry.detail.partition(": ")
    if entry.verb == AddressVerb.SUPPRESSED and code in Cause.values:
        return f"{Cause(code).label}. {rest}".rstrip(". ")
    if entry.verb == AddressVerb.CHOSE and rest in Choice.values:
        return f"{topic_name(code)} – {Choice(rest).label}"
    return entry.detail


def said(text: str) -> str:
    """An answer or a trouble: in the reader's language where it is Heliograph's own, else as the server said it."""
    return _(text) if text else ""


def distance(left: timedelta | None) -> str:
    """``in 12 minutes``; empty for None."""
    return write_distance(left, _reader(), by_days=False) if left else ""
