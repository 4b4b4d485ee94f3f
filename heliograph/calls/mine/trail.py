"""An answer's life in words: dated steps, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.noted import comments_of, note_of
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick

V = Verb
_WORDS: dict[Verb, str | Promise] = {
    V.START: gettext_lazy("The answer was begun."),
    V.SUBMIT: gettext_lazy("It was sent."),
    V.CHANGE: gettext_lazy("It was changed."),
    V.WITHDRAW: gettext_lazy("It was withdrawn."),
    V.RECONFIRM: gettext_lazy("It was reconfirmed: coming."),
    V.SUBSTITUTE: gettext_lazy("It was passed on to somebody else."),
    V.TAKE_BACK: gettext_lazy("The place was taken back."),
    V.OFFER: gettext_lazy("A place was free and was offered."),
    V.TAKE_UP: gettext_lazy("The place was taken up."),
    V.LAPSE: gettext_lazy("The place was not taken up in time and is no longer held."),
    V.CONFIRM: gettext_lazy("It was confirmed."),
    V.ACCEPT: gettext_lazy("It was accepted."),
    V.DECLINE: gettext_lazy("It was not accepted."),
    V.RETURN: gettext_lazy("It was returned for changes."),
    V.MATCH: gettext_lazy("Partners were found."),
    V.COMPLETE: gettext_lazy("It was completed."),
    V.REOPEN: gettext_lazy("It was taken up again."),
    V.HAND_OVER: gettext_lazy("It was handed over."),
    V.EXTEND: gettext_lazy("More time was given."),
    V.INVITE: gettext_lazy("Somebody was invited to answer along."),
    V.JOIN: gettext_lazy("Somebody joined who answers along."),
    V.PART: gettext_lazy("Somebody who answered along left."),
    V.WRITE: gettext_lazy("A letter was written about it."),
}


@dataclass(frozen=True)
class Line:
    """One dated step; ``by`` is who did it, empty where the clock did; ``note`` is for the respondent.

    ``comments`` are what reviewers wrote for him.
    """

    at: datetime
    words: str | Promise
    by: str
    note: str = ""
    comments: Sequence[str] = ()


def trail(response: Response, reader: Person | None, *, by_name: bool = False) -> list[Line]:
    """All steps for a reader; ``by_name``: for those who run the call, who see who of them it was.

    No query where ``entries`` with ``by`` were prefetched.
    """
    wanted = [get_language() or "en", *(reader.languages if reader else []), response.call.source_language]
    found = [
        Line(each.at, _words(each), _by(each, reader, by_name=by_name), _note(each, wanted), comments_of(each))
        for each in response.entries.all()
    ]
    return sorted([*found, *_asked(response)], key=lambda line: line.at)


def own_line(entry: ResponseEntry) -> Line:
    """One step by itself, for who took it and sees no other."""
    return Line(entry.at, _words(entry), pgettext("who did it", "you"))


def _note(entry: ResponseEntry, wanted: Sequence[str]) -> str:
    """The organizer's note, or the subject of what he wrote, in the first of the languages that there is."""
    if entry.verb == V.WRITE:
        return pick(LazyI18nString(entry.data.get("subject", {})), wanted)[0]
    return note_of(entry, wanted).text


def _asked(response: Response) -> Iterator[Line]:
    if response.asked_at is not None:
        yield Line(response.asked_at, _("It was asked whether this still stands."), _organizer())


def _words(entry: ResponseEntry) -> str | Promise:
    verb = V(entry.verb)
    if verb == V.SUBMIT and entry.after == ResponseState.WAITLISTED:
        return _("It was sent. All places were taken, so it went to the waiting list.")
    if verb == V.SUBSTITUTE and entry.data.get("name"):
        return _("It was passed on: %(name)s comes instead.") % {"name": entry.data["name"]}
    if verb == V.TAKE_BACK and (name := entry.data.get("before", {}).get("name")):
        return _("The place was taken back: %(name)s does not come instead.") % {"name": name}
    return _WORDS[verb]


def _by(entry: ResponseEntry, reader: Person | None, *, by_name: bool = False) -> str:
    if entry.actor == Actor.CLOCK:
        return ""
    if entry.actor == Actor.ORGANIZER and not (by_name and entry.by):
        return _organizer()
    if entry.by is None:
        return ""
    return pgettext("who did it", "you") if entry.by == reader else str(entry.by)


def _organizer() -> str:
    return pgettext("who did it", "the organizer")
