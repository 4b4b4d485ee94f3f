"""What the letter about a step of a response says: what has happened, what was answered, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deadlines.calendar import ics
from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.deadlines.written import written
from heliograph.calls.kinds import Enclosed, LetterView, kind_of
from heliograph.calls.lifecycle.verbs import contact_of, dates_for
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.calls.mine.possible import Possible
from heliograph.calls.mine.unanswered import unanswered
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.noted import organizer_writes, reviewers_write
from heliograph.calls.questions.telling import in_one_line, told
from heliograph.calls.said import Role, link_line, means, said
from heliograph.calls.states import ResponseState, Verb
from heliograph.delivery.letters import Attached
from heliograph.delivery.mailings import Recipient
from heliograph.frame.reader import valid_zone
from heliograph.moments.wording import minutes
from heliograph.network.letters import Written
from heliograph.network.models import Person
from heliograph.texts.colons import with_colon
from heliograph.texts.multilingual import pick

S, V = ResponseState, Verb
#: Question marks and colons, also the Arabic and the full-width ones; and what may follow them unseen.
_ENDS = ("?", ":", "\u061f", "\uff1f", "\uff1a", "\ufe55", "\ufe56")
_UNSEEN = " \t\n\xa0\u202f\u061c\u200e\u200f\u2069"
#: States of those for whom nothing comes next.
_OUT = frozenset({S.WITHDRAWN, S.DECLINED})
#: Steps after which the answers stand in the letter, and the dates go with it as a calendar.
_WITH_ANSWERS = frozenset({V.SUBMIT, V.CHANGE})
_WITH_DATES = frozenset({V.SUBMIT, V.CHANGE, V.TAKE_UP, V.CONFIRM, V.ACCEPT, V.RECONFIRM, V.REOPEN})


@dataclass(frozen=True)
class Told:
    """To whom a letter goes, and what he has to do with the answer; ``person`` is None for an address without one.

    ``shown`` says that somebody else only looks at the letter: it opens nothing.
    """

    to: Recipient
    person: Person | None
    role: Role = Role.OWN
    shown: bool = False

    @property
    def zone(self) -> str | None:
        return valid_zone(self.to.zone)


def about(entry: ResponseEntry, reader: Told, at: datetime) -> Written:
    """The letter about an entry in the active language, with the reader's own time."""
    response, call = entry.response, entry.response.call
    wanted = [get_language() or "en", *([*reader.person.languages] if reader.person else []), call.source_language]
    title = pick(call.title, wanted)[0]
    words = {"title": title, "subject": subject_words(response), "until": _held_until(entry, reader), **_names(entry)}
    subject, sentence = (str(words_of) % words for words_of in said(entry, reader.role))
    parts = [" ".join(filter(None, [sentence, str(means(entry, reader.role)), _asked(entry, reader, at)]))]
    parts += organizer_writes(entry, [*spoken_by(reader), *wanted])
    parts += reviewers_write(entry)
    parts += _parts(entry, reader, wanted, at)
    besides = _enclosed(entry, reader, at)
    parts += besides.paragraphs
    parts.append(_("Questions: %(contact)s") % {"contact": contact_of(call)})
    return Written(
        subject,
        "\n\n".join(parts),
        reply_to=contact_of(call),
        attachments=(*(_calendar(entry, reader) if _has_dates(entry, reader) else ()), *besides.files),
    )


def spoken_by(reader: Told) -> list[str]:
    """In which languages a reader reads, also those that the interface does not have."""
    return list(reader.person.languages) if reader.person is not None else [reader.to.language]


def _names(entry: ResponseEntry) -> dict[str, str]:
    """Who answers, who has passed a place on and to whom, and who had it before this step."""
    before, lead = entry.data.get("before", {}), str(entry.response.person)
    had = before.get("name") or before.get("email") or lead
    giver = lead if entry.data.get("again") else had
    name = entry.data.get("name") or entry.data.get("email", "")
    return {"lead": lead, "giver": giver, "name": name, "had": had}


def _asked(entry: ResponseEntry, reader: Told, at: datetime) -> str:
    """What whoever comes has to add, since personal answers do not go with a place, nor come back with it."""
    asked = {V.SUBSTITUTE: Role.FOR_HIM, V.TAKE_BACK: Role.OWN}.get(V(entry.verb))
    if reader.role != asked or not unanswered(entry.response):
        return ""
    if _possible(entry.response, reader, at).change:
        return _("Some answers about you are missing: please fill them in at the link below.")
    return _("Some answers about you are missing, and are not taken here any more: write them to the organizer.")


def _parts(entry: ResponseEntry, reader: Told, wanted: list[str], at: datetime) -> Iterator[str]:
    if reader.role == Role.GIVEN_AWAY:
        return
    response = entry.response
    if entry.verb in _WITH_ANSWERS and (lines := list(_answers(entry, wanted, reader.zone))):
        head = _("What was sent for you:") if reader.role == Role.FOR_HIM else _("What you have sent:")
        yield head + "\n\n" + "\n".join(lines)
    if response.state not in _OUT and (lines := list(_dates(entry, reader, at))):
        yield _("What comes next:") + "\n\n" + "\n".join(lines)
    yield _link(response, reader, at)


def _link(response: Response, reader: Told, at: datetime) -> str:
    line = str(link_line(response, _possible(response, reader, at), reader.role))
    if reader.role == Role.FOR_HIM:
        line = _("You need no account for that.") + " " + line
    return line + "\n" + (links.inert() if reader.shown else links.link(response, _holder(reader)))


def _holder(reader: Told) -> Holder:
    return holder_of(reader.person) if reader.person is not None else Holder.at(reader.to.address)


def _possible(response: Response, reader: Told, at: datetime) -> Possible:
    return _holder(reader).possible(response, dates_for(response.call, response.person), at)


def _answers(entry: ResponseEntry, wanted: list[str], zone: str | None) -> Iterator[str]:
    response = entry.response
    yield "- " + _("For: %(subject)s") % {"subject": subject_words(response)}
    for each in told(response.question_set, response.answers, wanted, zone):
        yield "- " + _answered(str(each.label), in_one_line(each.lines) or _("not answered"))


def _answered(label: str, answer: str) -> str:
    """A question and its answer on one line; no colon follows a question mark, or another colon."""
    ended = label.strip(_UNSEEN).endswith(_ENDS)
    parted = "%(label)s %(answer)s" if ended else pgettext("a question and its answer", "%(label)s: %(answer)s")
    return parted % {"label": label.strip(), "answer": answer}


def _dates(entry: ResponseEntry, reader: Told, at: datetime) -> Iterator[str]:
    call = entry.response.call
    for each in written(
        call, _dates_of(entry.response, reader), zone=reader.zone, language=get_language() or "en", now=at
    ):
        if not each.is_gone and each.counts.phase != "past":
            yield f"- {with_colon(each.label)} {each.line}"


def _dates_of(response: Response, reader: Told) -> Dates:
    """The dates of a call as they are for those who answer: what time the lead was given is theirs, and no other."""
    if reader.role == Role.FOR_HIM:
        return dates_of(response.call)
    return dates_for(response.call, response.person)


def _has_dates(entry: ResponseEntry, reader: Told) -> bool:
    """Whether the dates go along; with a place that was passed on, to who has it now."""
    return entry.verb in _WITH_DATES or (entry.verb == V.SUBSTITUTE and reader.role == Role.FOR_HIM)


def _calendar(entry: ResponseEntry, reader: Told) -> tuple[Attached, ...]:
    call = entry.response.call
    content = ics(
        call, _dates_of(entry.response, reader), language=get_language() or "en", zone=reader.zone, at=entry.at
    )
    return (Attached("dates.ics", "text/calendar; charset=utf-8; method=PUBLISH", content),) if content else ()


def _enclosed(entry: ResponseEntry, reader: Told, at: datetime) -> Enclosed:
    """What the kind adds, for whoever has the place still; nobody else is shown a place's own links."""
    if reader.role == Role.GIVEN_AWAY or reader.shown:
        return Enclosed()
    view = LetterView(get_language() or "en", reader.zone, at, reader.to.address)
    return kind_of(entry.response.call).enclosed(entry.response, V(entry.verb), view)


def _held_until(entry: ResponseEntry, reader: Told) -> str:
    told = entry.data.get("until")
    if not told:
        return ""
    until = datetime.fromisoformat(told)
    return minutes(until, None, reader.zone or entry.response.call.zone, get_language() or "en")
