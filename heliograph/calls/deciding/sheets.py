"""Decisions by spreadsheet: a sheet with a row for each answer goes out, and comes back with decisions.

The whole sheet is checked before anything is done. What is looked at then is a batch like any other (``batches``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.answering.eligible import subject_words
from heliograph.calls.deciding.batches import in_order
from heliograph.calls.deciding.forms import LONGEST_NOTE
from heliograph.calls.deciding.possible import DOING, LEADS, Judge, readings, verbs_of
from heliograph.calls.deciding.steps import Step
from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reviewing.columns import Scores, scores_of
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import ResponseState, Verb
from heliograph.frame.spreadsheets import ROWS_AT_ONCE, plain, table
from heliograph.network.countries import country_name
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.sheets import reading
from heliograph.network.states import Refused
from heliograph.texts.commas import with_commas

ID, WHO, VERSION, DECISION, NOTE = "id", "who", "version", "decision", "note"
#: Those besides are there to be read: what comes back in them is not looked at.
COLUMNS = (ID, WHO, "country", "mean score", "state", VERSION, DECISION, NOTE)
_NEEDED = (ID, VERSION, DECISION)
#: So many decisions come by one sheet.
MOST_ROWS = 10_000


def export(call: Call, form: str, by: Person) -> HttpResponseBase:
    """The answer that saves the sheet of a call as ``csv`` or ``xlsx``; else Http404. Drafts are not in it, nor is what
    reviewers gave an answer of who saves it.
    """
    rows = _rows(sent(call), own_of(call, by), translation.get_language() or "en")
    return table(f"{call.slug}-decisions", form, COLUMNS, rows)


def sent(call: Call) -> ResponseQuerySet:
    """The answers of a call that a sheet is about, who came first first."""
    found = Response.objects.filter(call=call).exclude(state=ResponseState.DRAFT)
    return found.select_related("person", "organization", "call").order_by("submitted_at", "pk")


def _rows(responses: ResponseQuerySet, own: Collection[int], language: str) -> Iterator[Sequence[object]]:
    rows = responses.iterator(chunk_size=ROWS_AT_ONCE)
    while part := list(islice(rows, ROWS_AT_ONCE)):
        scores = scores_of([each for each in part if each.pk not in own])
        with translation.override(language):
            told = [_row(each, scores.get(each.pk), language) for each in part]
        yield from told


def _row(response: Response, scores: Scores | None, language: str) -> Sequence[object]:
    country = country_name(response.country, language) if response.country else ""
    mean = round(scores.mean, 2) if scores is not None else None
    state = str(ResponseState(response.state).label)
    return str(response.public_id), subject_words(response), country, mean, state, response.version, "", ""


@dataclass(frozen=True)
class Wrong:
    """A row of a file (from 1) that cannot be done, with what it says and why."""

    row: int
    who: str
    said: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """What a sheet says: the steps in order, or what is wrong; ``left`` are its rows without a decision."""

    steps: Sequence[Step]
    wrong: Sequence[Wrong]
    left: int


@dataclass(frozen=True)
class _Row:
    number: int
    key: str
    who: str
    version: str
    decision: str
    note: str
    extra: bool


def check(path: Path, call: Call, by: Person) -> Checked:
    """Read a file and judge each of its rows against the answers of now. Nothing is done.

    Raises Refused for what is no such sheet. Four queries for any number of rows.
    """
    seen = reading.look(path)
    if seen.rows > MOST_ROWS:
        sentence = _("The sheet has more than %(limit)s rows. Keep those with a decision, and choose it again.")
        raise Refused("too-many-rows", sentence % {"limit": f"{MOST_ROWS:,}"})
    rows = list(_read(path, seen))
    return _judge([row for row in rows if row.decision or row.note or row.extra], rows, call, by)


def _read(path: Path, seen: reading.Table) -> Iterator[_Row]:
    where = {name: number for number, name in reversed(list(enumerate(each.strip().lower() for each in seen.header)))}
    if missing := [name for name in _NEEDED if name not in where]:
        sentence = _("The sheet has no column “%(name)s” in its first row. Save the sheet from here, and fill that in.")
        raise Refused("no-column", sentence % {"name": missing[0]})
    for row in reading.rows(path, seen):
        cells = [_clean(plain(cell)) for cell in row.cells]
        extra = any(cells[len(seen.header) :])
        key, who, version, decision, note = (_cell(cells, where, name) for name in (ID, WHO, VERSION, DECISION, NOTE))
        yield _Row(row.number, key, who, version, decision, note, extra)


def _cell(cells: Sequence[str], where: Mapping[str, int], name: str) -> str:
    return cells[where[name]] if name in where else ""


def _clean(cell: str) -> str:
    """The text of a cell without signs that are not seen; its lines stay."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean_line(line) for line in lines).strip()


def _judge(asked: Sequence[_Row], rows: Sequence[_Row], call: Call, by: Person) -> Checked:
    there = _known(asked, call)
    words, twice = words_for(call), _twice(rows)
    good: list[tuple[_Row, Response, Verb]] = []
    wrong: list[Wrong] = []
    for row in asked:
        found, verb = there.get(_uuid(row.key)), words.get(_folded(row.decision))
        reason = _misread(row, found, verb, call, twice)
        if reason or found is None or verb is None:
            wrong.append(_wrong(row, reason))
        else:
            good.append((row, found, verb))
    wrong += _impossible(good, call)
    wrong = _of_other_calls(wrong, asked, there, by)
    steps = in_order(
        (Step(one.pk, verb, one.version, row.note), one.state, one.submitted_at) for row, one, verb in good
    )
    return Checked(() if wrong else steps, sorted(wrong, key=lambda each: each.row), len(rows) - len(asked))


def _known(rows: Sequence[_Row], call: Call) -> dict[UUID | None, Response]:
    keys = [key for row in rows if (key := _uuid(row.key)) is not None]
    return {each.public_id: each for each in sent(call).filter(public_id__in=keys)}


def _misread(row: _Row, found: Response | None, verb: Verb | None, call: Call, twice: frozenset[UUID]) -> str:
    """What is wrong with a row by itself; empty where nothing is."""
    if row.extra:
        return _("The row has more cells than the first row names.")
    if not row.decision:
        return _("There is a note and no decision. Write a decision, or take the note away.")
    if found is None:
        return _("No answer to this call has this identifier. Leave the column “id” as it was saved.")
    if found.public_id in twice:
        return _("The same answer stands in several rows. Keep one of them.")
    if verb is None:
        offered = with_commas(str(DOING[each]) for each in verbs_of(call))
        return _("This is no decision of this call. Write one of: %(offered)s.") % {"offered": offered}
    if not row.version.isascii() or not row.version.isdigit():
        return _("The version is no number. Leave the column “version” as it was saved.")
    if len(row.note) > LONGEST_NOTE:
        return _("The note is longer than %(most)s characters.") % {"most": LONGEST_NOTE}
    return ""


def _impossible(good: Sequence[tuple[_Row, Response, Verb]], call: Call) -> list[Wrong]:
    """Rows that can be read, and that cannot be done as the answers stand."""
    judge, found = Judge(call), []
    for row, response, verb in good:
        why = judge.hindrance(verb, response.state, int(row.version[:9]), response.version)
        if why is not None:
            found.append(_wrong(row, why.words))
    return found


def _of_other_calls(
    wrong: Sequence[Wrong], asked: Sequence[_Row], there: Mapping[UUID | None, Response], by: Person
) -> list[Wrong]:
    """The same, where an identifier is of another call that this organizer runs with that call's title. One query."""
    lost = {key: row.number for row in asked if (key := _uuid(row.key)) is not None and key not in there}
    if not lost:
        return list(wrong)
    rows = Response.objects.filter(public_id__in=list(lost), call__in=calls_run_by(by).values("pk"))
    titles = {lost[each.public_id]: str(each.call.title) for each in rows.select_related("call")}
    said = _("This is an answer to another call: “%(title)s”. Hand the row in there.")
    return [
        Wrong(each.row, each.who, each.said, said % {"title": titles[each.row]}) if each.row in titles else each
        for each in wrong
    ]


def _wrong(row: _Row, reason: str) -> Wrong:
    return Wrong(row.number, row.who[:80], row.decision[:80] or row.note[:80], reason)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _twice(rows: Iterable[_Row]) -> frozenset[UUID]:
    """The answers that several rows name, in whatever way each writes the identifier."""
    counted = Counter(key for row in rows if (key := _uuid(row.key)) is not None)
    return frozenset(key for key, count in counted.items() if count > 1)


def _folded(word: str) -> str:
    (folded,) = readings([word])
    return folded


def words_for(call: Call) -> dict[str, Verb]:
    """How a decision may be written: the machine's word, or as the page calls it or its end, here or in English."""
    found: dict[str, Verb] = {}
    for verb in verbs_of(call):
        words = {verb.value}
        for language in {translation.get_language() or "en", "en"}:
            with translation.override(language):
                words |= {str(DOING[verb]), *([str(LEADS[verb].label)] if verb in LEADS else [])}
        for word in readings(words):
            found.setdefault(word, verb)
    return found
