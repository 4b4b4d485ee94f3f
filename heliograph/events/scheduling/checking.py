"""What a time of an event must be to be kept."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from heliograph.events.models import Occurrence
from heliograph.events.states import Mode, OccurrenceState
from heliograph.frame.reader import valid_zone
from heliograph.moments.precision import Precision
from heliograph.network.states import Refused
from heliograph.texts.weblinks import safe_web_address

#: What lasts longer is a slip of the keyboard.
LONGEST = timedelta(days=62)
_EXACT = frozenset({Precision.MINUTE, Precision.DAY})


def check(occurrence: Occurrence) -> None:
    """Raise Refused for a time that cannot be as it is; places that its mode does not have are taken out."""
    row = occurrence
    if not valid_zone(row.zone):
        raise Refused("zone", _("This time zone is not known. Write a name such as Europe/Paris."))
    if row.state == OccurrenceState.CONFIRMED and (row.start is None or row.precision not in _EXACT):
        raise Refused("no-day", _("No day is known yet: say that it is to be confirmed, or choose the day."))
    _check_end(row)
    if row.join_link and not _is_good_link(row.join_link):
        raise Refused("link", _("Write the link to join as a web address that begins with https://."))
    if row.mode == Mode.ONLINE:
        row.rooms = None
    if row.mode == Mode.ON_SITE:
        row.lines = None


def _is_good_link(address: str) -> bool:
    """Whether it is a web address whose traffic nobody reads, without somebody's name and password in it."""
    return (
        safe_web_address(address) is not None
        and address.lower().startswith("https://")
        and "@" not in urlsplit(address).netloc
    )


def _check_end(row: Occurrence) -> None:
    if row.end is None:
        return
    if row.start is None:
        raise Refused("end-alone", _("Write when it begins, too."))
    if row.end <= row.start:
        raise Refused("end-first", _("This ends before it begins."))
    if row.end - row.start > LONGEST:
        raise Refused("too-long", _("This lasts longer than two months. Check the day on which it ends."))
