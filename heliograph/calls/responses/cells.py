"""The rows of the table of responses as they are shown to one reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.files.named import named_in
from heliograph.calls.models import Response
from heliograph.calls.questions.telling import in_one_line, told
from heliograph.calls.responses.fields import TableField
from heliograph.calls.responses.keys import school_of
from heliograph.calls.states import ResponseState
from heliograph.frame.reader import Reader
from heliograph.moments.wording import minutes
from heliograph.network.countries import country_name, language_name

#: A cell shows so many characters of an answer.
LONGEST = 120
S = ResponseState
#: How a state is shown: the name of a style of states.
TONES: Mapping[str, str] = {
    S.SUBMITTED: "ahead",
    S.RETURNED: "soon",
    S.WAITLISTED: "ahead",
    S.OFFERED: "soon",
    S.DECLINED: "over",
    S.WITHDRAWN: "over",
    S.COMPLETED: "over",
}
STANDS = "open"


@dataclass(frozen=True)
class Cell:
    """What a response has in a column; ``tone`` is the style of a state, empty for words."""

    label: str
    words: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """A response; ``subject`` says for whom it is, and leads to it."""

    response: Response
    subject: str
    cells: Sequence[Cell]


def rows_of(responses: Sequence[Response], columns: Sequence[TableField], reader: Reader) -> list[Row]:
    """The rows. No query but those of what other rooms have added."""
    added = dict(_added(columns, responses))
    return [Row(each, subject_words(each), _cells(each, columns, added, reader)) for each in responses]


def _added(columns: Sequence[TableField], responses: Sequence[Response]) -> Iterator[tuple[str, Mapping[int, str]]]:
    """What other rooms' columns have, by name, but of those that the reader may not know."""
    read = cache(lambda of, hidden: of([each for each in responses if each.pk not in hidden]))
    for one in columns:
        if one.extra is not None:
            found = read(one.extra.read, one.hidden)
            yield one.name, {key: one.extra.words_of(value) for key, value in found.items()}


def _cells(
    response: Response, columns: Sequence[TableField], added: Mapping[str, Mapping[int, str]], reader: Reader
) -> list[Cell]:
    answers = _answers(response, columns, reader)
    cells = []
    for one in columns:
        label, tone = str(one.label), ""
        if one.extra is not None:
            words = added[one.name].get(response.pk, "")
        elif one.question is not None:
            words = answers.get(one.question.key, "")
        elif one.of is not None:
            words = one.of(response)
        else:
            words = _STANDING[one.name](response, reader)
            tone = TONES.get(response.state, STANDS) if one.name == "state" else ""
        cells.append(Cell(label, words, tone))
    return cells


def _answers(response: Response, columns: Sequence[TableField], reader: Reader) -> dict[str, str]:
    wanted = {one.question.key for one in columns if one.question is not None}
    if not wanted:
        return {}
    found = told(response.question_set, response.answers, reader.languages, reader.zone)
    return {each.key: Truncator(in_one_line(each.lines)).chars(LONGEST) for each in found if each.key in wanted}


def _language() -> str:
    return get_language() or "en"


def _arrived(response: Response, reader: Reader) -> str:
    at = response.arrived_at
    return minutes(at, None, reader.zone or response.call.zone, _language()) if at is not None else ""


def _files(response: Response, _reader: Reader) -> str:
    count = len(named_in(response.answers))
    return str(number_format(count)) if count else ""


def _late(response: Response, _reader: Reader) -> str:
    return pgettext("answer", "late") if response.late else ""


_STANDING: Mapping[str, Callable[[Response, Reader], str]] = {
    "who": lambda each, _reader: subject_words(each),
    "organization": lambda each, _reader: school_of(each),
    "country": lambda each, _reader: country_name(each.country, _language()) if each.country else "",
    "state": lambda each, _reader: str(S(each.state).label),
    "arrived": _arrived,
    "late": _late,
    "language": lambda each, _reader: language_name(each.language, _language()),
    "files": _files,
}
