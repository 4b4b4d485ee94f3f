"""What the door is told of a scan: in words that cannot be mistaken, never by a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heliograph.conference.attending.checking_in import Outcome, Seen
from heliograph.conference.models import Conference
from heliograph.conference.shown import days_of
from heliograph.moments.locales import write_clock
from heliograph.network.countries import country_name
from heliograph.texts.commas import with_commas

#: What kind of news it is: let in, in already or to be looked at, not to be let in.
GOOD, NOTE, BAD = "good", "note", "bad"
_KINDS = {Outcome.CAME: GOOD, Outcome.ALREADY: NOTE, Outcome.UNDONE: NOTE}
SIGNS = {GOOD: "✓", NOTE: "!", BAD: "✕"}


@dataclass(frozen=True)
class Verdict:
    """The news, its sign, a heading, what more there is to say, and whose badge it is."""

    kind: str
    sign: str
    title: str
    words: str
    name: str = ""
    whence: str = ""

    def as_data(self) -> dict[str, Any]:
        """As the script of the page gets it."""
        return dict(vars(self))


def verdict(seen: Seen, conference: Conference, language: str) -> Verdict:
    """The verdict on a scan, in the active language."""
    kind, badge = _KINDS.get(seen.outcome, BAD), seen.badge
    whence = with_commas([badge.organization, _country(badge.country, language)]) if badge else ""
    title, words = _words(seen, conference, language)
    return Verdict(kind, SIGNS[kind], title, words, badge.name if badge else "", whence)


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else ""


def _words(seen: Seen, conference: Conference, language: str) -> tuple[str, str]:
    clock = write_clock(seen.at.astimezone(ZoneInfo(conference.zone)), language) if seen.at is not None else ""
    match seen.outcome:
        case Outcome.CAME:
            return _("Welcome"), _("Checked in at %(clock)s.") % {"clock": clock}
        case Outcome.ALREADY:
            return _("Here already"), _("Checked in today since %(clock)s. Nobody is counted twice.") % {"clock": clock}
        case Outcome.UNDONE:
            return _("Taken back"), _("This check-in was taken back as a mistake. Scan the badge once more.")
        case Outcome.REVOKED:
            return (
                _("Revoked badge"),
                _("The registration was withdrawn, or somebody else comes in this place. Send them to the desk."),
            )
        case Outcome.WRONG_DAY:
            return _("Not today"), _("The conference is on %(days)s.") % {"days": days_of(conference, language)}
    return (
        _("No badge of this conference"),
        _("Compare the code letter by letter. If it is the same, send them to the desk."),
    )
