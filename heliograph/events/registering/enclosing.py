"""What the letter about a registration says besides: when it is, how to get in; and its entry for the calendar.

And what the page after registering says of that letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from heliograph.calls.kinds import Enclosed, LetterView
from heliograph.calls.models import Response
from heliograph.calls.states import Verb
from heliograph.events.models import Occurrence
from heliograph.events.registering.attending import opens_at
from heliograph.events.registering.links import link
from heliograph.events.registering.models import Registration
from heliograph.events.registering.people import COMING
from heliograph.events.registering.places import Place
from heliograph.events.registering.wording import in_languages, line_of
from heliograph.events.scheduling.calendar import attached
from heliograph.events.states import OccurrenceState, Seat
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.moments.precision import Precision
from heliograph.moments.wording import minutes
from heliograph.texts.commas import with_commas
from heliograph.texts.multilingual import pick

_SAYS = frozenset({
    Verb.SUBMIT, Verb.CHANGE, Verb.TAKE_UP, Verb.CONFIRM, Verb.REOPEN, Verb.SUBSTITUTE, Verb.TAKE_BACK,
    Verb.RECONFIRM, Verb.ACCEPT,
})  # fmt: skip


def enclosed(response: Response, verb: Verb, view: LetterView) -> Enclosed:
    """For who has a place; nothing for who waits for one, or has none any more. One query."""
    if verb not in _SAYS or response.state not in COMING:
        return Enclosed()
    rows = Registration.objects.filter(response=response)
    row = rows.select_related("response", "occurrence__event__programme").first()
    if row is None:
        return Enclosed()
    return Enclosed(list(_paragraphs(row, view)), attached(row.occurrence, view.language))


def _paragraphs(row: Registration, view: LetterView) -> Iterator[str]:
    reader = Reader((view.language,), view.zone)
    occurrence = row.occurrence
    lines = line_of(Place(occurrence, Seat(row.seat)), reader, view.at)
    spoken = in_languages(occurrence, view.language, beside=lines)
    yield "\n".join([_("You are registered for:"), *(f"- {line}" for line in (*lines, spoken) if line)])
    if row.seat == Seat.ROOM or _is_for(row, view.to):
        yield how_to_get_in(row, view.language)
    else:
        yield _("The link to join was sent to %(address)s: it is for that person alone.") % {
            "address": row.response.email
        }


def awaits(response: Response, view: LetterView) -> list[str]:
    """When somebody who has a place takes part, and how and when his way in comes. One query.

    ``view`` is the reader of the page after registering, in whose time it is said.
    """
    rows = Registration.objects.filter(response=response).select_related("response__person", "occurrence__event")
    row = rows.first() if response.state in COMING else None
    return list(_awaits(row, view)) if row is not None else []


def _awaits(row: Registration, view: LetterView) -> Iterator[str]:
    occurrence, reader = row.occurrence, Reader((view.language,), view.zone)
    yield _("You take part: %(when)s") % {
        "when": " · ".join(line_of(Place(occurrence, Seat(row.seat)), reader, view.at))
    }
    if row.seat == Seat.ROOM:
        yield _("Where: %(place)s") % {"place": where(occurrence, view.language) or _("to be announced")}
        return
    address = isolate(row.response.email or row.response.person.email, view.language)
    yield _("The link to join is in the letter that is on its way to %(address)s, for that person alone.") % {
        "address": address
    }
    yield _opening(occurrence, view)


def _opening(occurrence: Occurrence, view: LetterView) -> str:
    """From when the link opens, and that it comes once more; of a time without an hour, that its hour is told."""
    opens = opens_at(occurrence)
    if opens is None or occurrence.state == OccurrenceState.TENTATIVE or occurrence.precision != Precision.MINUTE:
        return _(
            "As soon as the time is certain, a letter says so. The link comes again with a reminder the day before."
        )
    if opens <= view.at:
        return _("It is open already.")
    instant = minutes(opens, None, view.zone or occurrence.zone, view.language)
    return _("It opens on %(instant)s, and comes again with reminders a day and an hour before it begins.") % {
        "instant": instant
    }


def _is_for(row: Registration, address: str) -> bool:
    """Whether an address is that of who comes: who registers somebody else does not get his link."""
    return not row.response.email or row.response.email.lower() == address.lower()


def how_to_get_in(row: Registration, language: str) -> str:
    """The personal link, or the place, in a paragraph of a letter."""
    if row.seat == Seat.ROOM:
        return _("Where: %(place)s") % {"place": where(row.occurrence, language) or _("to be announced")}
    return (
        _("Your link to join; it opens half an hour before, and is for you alone. Please do not pass it on:")
        + f"\n{link(row)}"
    )


def where(occurrence: Occurrence, language: str) -> str:
    """Place and address in one line."""
    place = pick(occurrence.place, [language, occurrence.event.source_language])[0] if occurrence.place else ""
    return with_commas([place, occurrence.address])
