"""The letter that reminds: one for all calls of a day, in a language and a zone, with the reader's own links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.deadlines.dates import Dates, dates_of
from heliograph.calls.deadlines.letters import page_of, title_of
from heliograph.calls.deadlines.written import written
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.models import Call, Deadline
from heliograph.calls.states import DeadlineKind
from heliograph.delivery.letters import Letter, Mark
from heliograph.moments.locales import isolate, write_day
from heliograph.moments.precision import Precision
from heliograph.moments.wording import minutes
from heliograph.network.letters import address_of
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import direction, is_right_to_left

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Asked:
    """One call of a reader's letter: until when it takes his answer (aware); ``draft``: he has begun one, or one was
    ``returned`` to him for changes.
    """

    closes: datetime
    call: int
    draft: bool
    returned: bool = False


@dataclass(frozen=True)
class Line:
    """One call as the letter says it; ``by`` is the short form of ``until``."""

    title: str
    by: str
    until: str
    draft: str
    button: str
    link: str
    page: str
    not_mine: str


def write(asked: Iterable[tuple[Call, Asked]], language: str, zone: str, at: datetime, until: datetime) -> Letter:
    """The letter for the readers of an interface language and a zone; after ``until`` it is of no use. One call at
    least, each with its programme and dates.
    """
    rows = sorted(asked, key=lambda row: row[1])
    with translation.override(language):
        lines = [_line(call, each, language, zone, at) for call, each in rows]
        parts = {
            "subject": _subject(lines, drafts=[each.draft for _call, each in rows]),
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "opening": _opening([each for _call, each in rows]),
            "lines": lines,
            "page_words": _("What it is about"),
            "not_mine": _("Not this one: do not remind me of it"),
            "why": _("You get this letter because these calls are addressed to you, or because you follow them or have "
                     "begun to answer."),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }  # fmt: skip
        html = render_to_string("calls/reminders/letter.html", parts)
        contact = contact_of(rows[0][0]) if len(rows) == 1 else ""
        return Letter(str(parts["subject"]), html, _as_text(parts, lines), _("colleague"), contact, good_until=until)


def _line(call: Call, asked: Asked, language: str, zone: str, at: datetime) -> Line:
    general = dates_of(call)
    row = general.by_kind[DeadlineKind.CLOSES]
    own = Dates(general.by_kind, general.grace, {DeadlineKind.CLOSES: asked.closes})
    lines = written(call, own, zone=zone, language=language, now=at)
    query = f"?{urlencode({'lang': language})}"
    return Line(
        title=title_of(call, language),
        by=_short(asked.closes, row, language, zone),
        until=next(each.line for each in lines if each.kind == DeadlineKind.CLOSES),
        draft=_unfinished(asked),
        button=_("Go on with your answer") if asked.draft else _("Answer"),
        link=address_of("calls:answer_reminded", call.slug, str(Mark.TOKEN)) + query,
        page=page_of(call),
        not_mine=address_of("calls:not_this_one_signed", call.slug, str(Mark.TOKEN)) + query,
    )


def _unfinished(asked: Asked) -> str:
    if asked.returned:
        return _("The organizer has returned your answer for changes. Change it and send it again.")
    return _("You have begun to answer and not sent it. Finish it and send it.") if asked.draft else ""


def _short(closes: datetime, row: Deadline, language: str, zone: str) -> str:
    """By when, in the reader's time: a day where that is the whole truth for him, else the minute."""
    last = closes - _MINUTE
    here, there = last.astimezone(ZoneInfo(zone)), last.astimezone(ZoneInfo(row.zone))
    if row.precision != Precision.MINUTE and here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return write_day(here.date(), language)
    return minutes(closes if row.precision == Precision.MINUTE else last, None, zone, language)


def _subject(lines: Sequence[Line], drafts: Sequence[bool]) -> str:
    first = {"by": lines[0].by, "title": lines[0].title, "count": len(lines)}
    if len(lines) > 1:
        words = ngettext(
            "%(count)s call closes soon, the first on %(by)s: %(title)s",
            "%(count)s calls close soon, the first on %(by)s: %(title)s",
            len(lines),
        )
        return words % first
    return (_("Finish your answer by %(by)s: %(title)s") if drafts[0] else _("Answer by %(by)s: %(title)s")) % first


def _opening(asked: Sequence[Asked]) -> str:
    """What the letter is about; an answer that was returned is not one that was never given."""
    count, returned = len(asked), sum(each.returned for each in asked)
    if returned:
        words = ngettext(
            "Your answer to a call was returned to you for changes, and the call closes soon.",
            "%(count)s calls that wait for an answer of yours close soon.",
            count,
        )
    else:
        words = ngettext(
            "A call that you have not answered closes soon.",
            "%(count)s calls that you have not answered close soon.",
            count,
        )
    return words % {"count": count}


def _name(language: str) -> str:
    return isolate(str(Mark.NAME), language) if is_right_to_left(language) else str(Mark.NAME)


def _as_text(parts: Mapping[str, object], lines: Sequence[Line]) -> str:
    said = [str(parts["greeting"]), str(parts["opening"])]
    for line in lines:
        said += _line_as_text(line, parts)
    return "\n\n".join([*said, str(parts["why"]), f"{with_colon(parts['choose'])}\n{parts['choose_link']}"])


def _line_as_text(line: Line, parts: Mapping[str, object]) -> Iterator[str]:
    yield "\n".join(filter(None, [f"* {line.title}", _("Until: %(when)s") % {"when": line.until}, line.draft]))
    yield f"{with_colon(line.button)}\n{line.link}"
    yield f"{with_colon(parts['page_words'])}\n{line.page}"
    yield f"{with_colon(parts['not_mine'])}\n{line.not_mine}"
