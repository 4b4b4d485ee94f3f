"""The type of question by which a time of an event is chosen, and how one takes part there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC
from time import monotonic
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way
from heliograph.calls.questions.types.settings import Fixed
from heliograph.calls.questions.types.type import Asked, Cell, Type, refuse
from heliograph.calls.questions.widgets import Choices
from heliograph.events.models import Occurrence
from heliograph.events.registering.places import Place, is_open, parsed, places_of, taken, with_room
from heliograph.events.registering.wording import in_languages, line_of, parts_of, seat_words
from heliograph.events.shown import proposed
from heliograph.events.states import Seat
from heliograph.frame.keeping import Shelf
from heliograph.frame.reader import Reader

#: Seconds for which times are not read again: a table or an export tells thousands of answers in a row.
_TRUSTED = 0.02
_events: Shelf[tuple[float, dict[uuid.UUID, Occurrence]]] = Shelf(256)


class Times(Choices):
    """The times that are offered, as they are when they are shown, and the one that was chosen before."""

    def __init__(self, asked: Asked) -> None:
        super().__init__([], asked.languages[0])
        self.asked = asked

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        places = _offered(self.asked)
        call = places[0].occurrence.event.registration if places else None
        held = taken(call) if call is not None and any(each.room is not None for each in places) else {}
        self.choices = [(place.key, self._option(place, held)) for place in places]
        return super().render(name, value, attrs, renderer)

    def _option(self, place: Place, held: dict[str, int]) -> SafeString:
        """The reader's time in the first line, the organizer's beneath, then languages and places that are left."""
        asked = self.asked
        reader = Reader(asked.languages, asked.zone)
        label, when, there, seat = parts_of(place, reader, asked.at)
        scarce = place.room is not None and place.key != asked.stored
        spoken = in_languages(place.occurrence, reader.language, beside=[label])
        more = [spoken, _left((place.room or 0) - held.get(place.key, 0)) if scarce else ""]
        beneath = [(each,) for each in (there, _dotted(more)) if each]
        quiet = format_html_join("", '<br><span class="quiet">{}</span>', beneath)
        return format_html("<span>{}{}</span>", _dotted([label, when, seat]), quiet)


class TimeOf(Type):
    """Stored: the key of a place (``places.Place.key``)."""

    key = "time"
    label = gettext_lazy("time of an event")
    about = gettext_lazy("One of the times at which an event takes place, on site or online.")
    order = 900
    settings = (Fixed("event", gettext_lazy("Event"), needed=True),)
    missing = gettext_lazy("Choose the time at which you take part.")
    varies = True
    by_hand = False

    def widget(self, asked: Asked) -> Choices:
        return Times(asked)

    def clean(self, asked: Asked, raw: Any) -> Any:
        given = raw["chosen"] if isinstance(raw, dict) else [raw]
        key = given[0] if given else ""
        if not key:
            return None
        if key != asked.stored and key not in {place.key for place in _offered(asked)}:
            raise refuse(_("This time is not offered any more. Choose another one."))
        return key

    def initial(self, asked: Asked, stored: Any) -> Any:
        return {"chosen": [stored], "other": ""}

    def proposal(self, asked: Asked) -> Any:
        """A time in a language of the reader's at a civil hour with a place left; online, where one may choose."""
        every = _offered(asked)
        places = with_room(every[0].occurrence.event.registration if every else None, every) or every
        found = proposed([each.occurrence for each in places], Reader(asked.languages, asked.zone), asked.at)
        there = [each for each in places if each.occurrence == found]
        return max(there, key=lambda each: each.seat == Seat.LINE).key if there else None

    def fits(self, stored: Any) -> bool:
        return parsed(stored) is not None

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return self.words_in("", question, stored, languages)

    def words_in(self, zone: str, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        place = _place(question, stored)
        if place is None:
            return [_("a time that is not on record any more")]
        reader = Reader((get_language() or "en", *languages), zone or None)
        return [line for line in line_of(place, reader, timezone.now()) if line]

    def counted(self, question: Question, stored: Any, languages: Sequence[str]) -> list[tuple[str, int]]:
        return [(self._named(question, stored, languages), 1)]

    def way(self, question: Question) -> Way:
        return Way.ONE_OF

    def offered(self, question: Question, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
        places = places_of(_occurrences(question).values())
        return [(place.key, self._named(question, place.key, languages)) for place in places]

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [stored]

    def anonymous(self, stored: Any) -> Any:
        return stored

    def headings(self, question: Question, language: str) -> list[str]:
        (label,) = super().headings(question, language)
        return [label, _("%(question)s: on site or online") % {"question": label}]

    def cells(self, question: Question, stored: Any, language: str = "en") -> list[Cell]:
        """The beginning in UTC as ISO 8601 has it, and the seat."""
        place = _place(question, stored) if self.fits(stored) else None
        if place is None:
            return ["", ""]
        start = place.occurrence.start
        said = start.astimezone(UTC).isoformat(timespec="minutes") if start else str(place.occurrence.said)
        return [said, seat_words(place.seat)]

    def _named(self, question: Question, stored: Any, languages: Sequence[str]) -> str:
        """A place in one short line, in the organizer's time: for figures, and to be looked for."""
        place = _place(question, stored)
        if place is None:
            return _("a time that is not on record any more")
        reader = Reader((get_language() or "en", *languages), place.occurrence.zone)
        return _dotted(line_of(place, reader, timezone.now()))


def _dotted(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))


def _left(number: int) -> str:
    if number <= 0:
        return pgettext("event", "full; one may wait for a place")
    return ngettext("%(count)s place left", "%(count)s places left", number) % {"count": number}


def _offered(asked: Asked) -> list[Place]:
    """The places that may be chosen, and the one that was; read once for each form."""
    if not asked.offers:
        every = _read(asked.question)
        asked.offers.extend(places_of(each for each in every if is_open(each, asked.at)))
        own = next((each for each in places_of(every) if each.key == asked.stored), None)
        if own is not None and own.key not in {each.key for each in asked.offers}:
            asked.offers.insert(0, own)
    return asked.offers


def _read(question: Question) -> list[Occurrence]:
    """The times of the event, in order. One query."""
    try:
        event = uuid.UUID(str(question.settings.get("event")))
    except ValueError:
        return []
    found = Occurrence.objects.filter(event__public_id=event)
    return list(found.select_related("event__registration"))


def _occurrences(question: Question) -> dict[uuid.UUID, Occurrence]:
    """The times of the event by public id, read once for rows that are told one after another."""
    key, now = str(question.settings.get("event")), monotonic()
    kept = _events.get(key)
    if kept is None or now - kept[0] > _TRUSTED:
        kept = (now, {each.public_id: each for each in _read(question)})
        _events.put(key, kept)
    return kept[1]


def _place(question: Question, stored: Any) -> Place | None:
    named = parsed(stored)
    found = _occurrences(question).get(named[0]) if named is not None else None
    return Place(found, named[1]) if named is not None and found is not None else None
