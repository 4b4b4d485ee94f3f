"""What the letter about a step of a response says: what has happened, what was answered, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deadlines.calendar import ics
from heliograph.calls.deadlines.written import written
from heliograph.calls.lifecycle.verbs import contact_of, dates_for
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.models import ResponseEntry
from heliograph.calls.questions.telling import told
from heliograph.calls.states import ResponseState, Verb
from heliograph.delivery.letters import Attached
from heliograph.delivery.mailings import Recipient
from heliograph.frame.reader import valid_zone
from heliograph.moments.wording import minutes
from heliograph.network.letters import Written
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick

S, V = ResponseState, Verb
#: Steps after which the answers stand in the letter, and the dates go with it as a calendar.
_WITH_ANSWERS = frozenset({V.SUBMIT, V.CHANGE})
_WITH_DATES = frozenset({V.SUBMIT, V.CHANGE, V.TAKE_UP, V.CONFIRM, V.ACCEPT, V.RECONFIRM, V.REOPEN})


@dataclass(frozen=True)
class Told:
    """To whom a letter goes; ``person`` is None for an address that was given by somebody else."""

    to: Recipient
    person: Person | None

    @property
    def zone(self) -> str | None:
        return valid_zone(self.to.zone)


def about(entry: ResponseEntry, reader: Told, at: datetime) -> Written:
    """The letter about an entry in the active language, with the reader's own time."""
    response, call = entry.response, entry.response.call
    wanted = [get_language() or "en", *([*reader.person.languages] if reader.person else []), call.source_language]
    title = pick(call.title, wanted)[0]
    words = {"title": title, "subject": subject_words(response), "until": _held_until(entry, reader)}
    words["lead"] = str(response.person)
    subject, sentence = _said(entry)
    parts = [sentence % words]
    if entry.note:
        parts.append(_("The organizer writes:") + "\n" + entry.note)
    parts += _parts(entry, reader, wanted, at)
    parts.append(_("Questions: %(contact)s") % {"contact": contact_of(call)})
    return Written(
        subject % words,
        "\n\n".join(parts),
        reply_to=contact_of(call),
        attachments=_calendar(entry, reader) if entry.verb in _WITH_DATES else (),
    )


def _parts(entry: ResponseEntry, reader: Told, wanted: list[str], at: datetime) -> Iterator[str]:
    response = entry.response
    if entry.verb in _WITH_ANSWERS and (lines := list(_answers(entry, wanted))):
        yield _("What you have sent:") + "\n\n" + "\n".join(lines)
    if response.state != S.WITHDRAWN and (lines := list(_dates(entry, reader, at))):
        yield _("What comes next:") + "\n\n" + "\n".join(lines)
    holder = holder_of(reader.person) if reader.person is not None else Holder.at(reader.to.address)
    yield _("Look at your answer, change or withdraw it:") + "\n" + links.link(response, holder)


def _answers(entry: ResponseEntry, wanted: list[str]) -> Iterator[str]:
    response = entry.response
    yield "- " + _("For: %(subject)s") % {"subject": subject_words(response)}
    for each in told(response.question_set, response.answers, wanted):
        yield f"- {each.label}: {'; '.join(each.lines)}"


def _dates(entry: ResponseEntry, reader: Told, at: datetime) -> Iterator[str]:
    call = entry.response.call
    dates = dates_for(call, reader.person or entry.response.person)
    for each in written(call, dates, zone=reader.zone, language=get_language() or "en", now=at):
        if not each.is_gone and each.counts.phase != "past":
            yield f"- {each.label}: {each.counts.first}" + (f" ({each.counts.closes})" if each.counts.closes else "")


def _calendar(entry: ResponseEntry, reader: Told) -> tuple[Attached, ...]:
    call = entry.response.call
    dates = dates_for(call, reader.person or entry.response.person)
    content = ics(call, dates, language=get_language() or "en", zone=reader.zone, at=entry.at)
    return (Attached("dates.ics", "text/calendar; charset=utf-8; method=PUBLISH", content),) if content else ()


def _held_until(entry: ResponseEntry, reader: Told) -> str:
    told = entry.data.get("until")
    if not told:
        return ""
    until = datetime.fromisoformat(told)
    return minutes(until, None, reader.zone or entry.response.call.zone, get_language() or "en")


def _said(entry: ResponseEntry) -> tuple[str, str]:
    """Subject and first sentence, with places for title, subject and until."""
    if entry.verb in {V.SUBMIT, V.REOPEN} and entry.after == S.WAITLISTED:
        return (
            _("You are on the waiting list: %(title)s"),
            _(
                "We have your answer to “%(title)s” for %(subject)s. All places are taken: you are on the "
                "waiting list. As soon as a place is free, we write to you and hold it for you for a time."
            ),
        )
    texts = {
        V.SUBMIT: (_("Received: %(title)s"), _("We have your answer to “%(title)s” for %(subject)s.")),
        V.CHANGE: (_("Changed: %(title)s"), _("Your answer to “%(title)s” for %(subject)s was changed.")),
        V.WITHDRAW: (
            _("Withdrawn: %(title)s"),
            _("Your answer to “%(title)s” for %(subject)s was withdrawn. Nothing more is expected of you."),
        ),
        V.RECONFIRM: (
            _("Reconfirmed: %(title)s"),
            _("Thank you: you have reconfirmed for “%(title)s”, for %(subject)s."),
        ),
        V.SUBSTITUTE: (
            _("Somebody else comes: %(title)s"),
            _("The place for “%(title)s” was passed on. Now it is for %(subject)s."),
        ),
        V.OFFER: (
            _("A place is free for you, take it by %(until)s: %(title)s"),
            _("A place for “%(title)s” has become free, for %(subject)s. It is held for you until %(until)s."),
        ),
        V.TAKE_UP: (
            _("You have a place: %(title)s"),
            _("You have taken up the place for “%(title)s”, for %(subject)s."),
        ),
        V.LAPSE: (
            _("The place went to the next: %(title)s"),
            _("The place for “%(title)s” that was held for %(subject)s was not taken up in time. It went to the next."),
        ),
        V.CONFIRM: (_("Confirmed: %(title)s"), _("Your answer to “%(title)s” for %(subject)s is confirmed.")),
        V.ACCEPT: (_("Accepted: %(title)s"), _("Your answer to “%(title)s” for %(subject)s was accepted.")),
        V.DECLINE: (
            _("Not accepted: %(title)s"),
            _("Your answer to “%(title)s” for %(subject)s could not be accepted. Thank you for your work."),
        ),
        V.RETURN: (
            _("Please mend your answer: %(title)s"),
            _("Your answer to “%(title)s” for %(subject)s was returned to you. Change it and send it again."),
        ),
        V.MATCH: (_("A partner was found: %(title)s"), _("For “%(title)s” a partner was found for %(subject)s.")),
        V.REOPEN: (_("Taken up again: %(title)s"), _("Your answer to “%(title)s” for %(subject)s stands again.")),
        V.HAND_OVER: (
            _("Handed over: %(title)s"),
            _("The answer to “%(title)s” for %(subject)s is now led by %(lead)s."),
        ),
        V.EXTEND: (_("You have more time: %(title)s"), _("For your answer to “%(title)s” you were given more time.")),
    }
    return texts[Verb(entry.verb)]
