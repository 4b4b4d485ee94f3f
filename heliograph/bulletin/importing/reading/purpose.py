"""What a mention is for: a deadline or an event, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.bulletin.importing.draft import Kind
from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.purpose_words import (
    AFTER,
    CLOSES,
    COMES_TO_END,
    DEADLINE_NOUN,
    DIRECT,
    DUE_FOR,
    ENDS_AFTER,
    ENDS_BEFORE,
    EVENT_NOUN,
    HAPPENS,
    LABELLED,
    LASTS,
    NOT_AFTER,
    OPENS,
    PAPERS,
    WHAT,
    WINDOW,
)
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.bulletin.importing.source import BlockKind
from heliograph.moments.folding import fold


@dataclass(frozen=True)
class Surroundings:
    """Folded words about a mention: from the last one to it, from it to the next, and those that govern its block."""

    before: str
    after: str
    sentence: str
    previous: str
    above: tuple[str, ...]
    column: str
    title: str


@dataclass(frozen=True)
class Purpose:
    """``window`` where a range of days is the time in which something can be done, not an event."""

    kind: Kind
    what: str
    window: bool = False


def surroundings(mention: Mention, sheets: Sequence[Sheet], title: str) -> Surroundings:
    """The words around a mention, cut at its neighbours."""
    sheet, sentence = mention.sheet, mention.sentence
    spans = [(each.start, each.end) for each in sheet.found.dates if not (mention.start <= each.start < mention.end)]
    begin = max([sentence.start, *(end for start, end in spans if end <= mention.start and start >= sentence.start)])
    end = min([sentence.end, *(start for start, _end in spans if mention.end <= start)])
    earlier = [span for span in sheet.sentences if span.end <= sentence.start]
    previous = sheet.folded[earlier[-1].start : earlier[-1].end] if earlier else ""
    row = sheet.block.kind is BlockKind.TABLE_ROW
    return Surroundings(
        sheet.folded[begin : mention.start],
        sheet.folded[mention.end : end],
        sheet.folded[sentence.start : sentence.end],
        previous,
        tuple(sheets[number].folded for number in sheet.above),
        fold(sheet.column(mention.start)) if row else "",
        fold(title),
    )


_RANGE_LEAD = re.compile(
    r"(?:\b(?:from|between|du|de|entre|del|desde|au|le|el|the|on|as\sof|starting|to|until|till|by|is|are|est|es|held|open|extended|prolonge\w*|reporte\w*)\b[\s:]{0,2}){1,3}$|[:|(,–-]\s?$|^\s*$"
)


def _last(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last


_NEAR = 240
_USED_TO_BE = re.compile(r"\b(?:antes|avant|before|hasta\sahora|until\snow)\s?:\s?$")


def _said_outright(around: Surroundings) -> bool:
    """Whether the words beside a day make it one by which something is to be done."""
    before, after = around.before[-_NEAR:], around.after
    if DIRECT.search(before):
        return _USED_TO_BE.search(before) is None
    if AFTER.match(after) or ENDS_AFTER.match(after) or ENDS_BEFORE.search(before) or NOT_AFTER.search(before):
        return True
    if COMES_TO_END.search(before):
        return WINDOW.search(before) is not None or not (EVENT_NOUN.search(before) or LASTS.search(before))
    return _due_for(before)


_MEANT_FOR = re.compile(
    r"\b(?:prevu|programm|fixe|planned|scheduled|set|previst|programad|fijad)\w*\s(?:pour|for|para)\s"
)


def _due_for(before: str) -> bool:
    """ "send your lists for 20 November"; "the meeting is planned for" is none."""
    match = DUE_FOR.search(before)
    if match is None or _MEANT_FOR.search(before):
        return False
    return match["for"] != "for" or re.search(r"\b(?:needed|required|wanted|due|expected)\b", before) is not None


def _is_deadline(around: Surroundings) -> bool:
    if _said_outright(around):
        return True
    noun, event = _last(DEADLINE_NOUN, around.before), _last(EVENT_NOUN, around.before)
    if noun >= 0 and not _event_between(around.before[noun:]):
        return True
    if around.column:
        return DEADLINE_NOUN.search(around.column) is not None
    if _labelled_paper(around.before):
        return True
    if event >= 0 or EVENT_NOUN.search(around.after[:60]):
        return False
    if DEADLINE_NOUN.search(around.previous) and around.previous.rstrip().endswith(":"):
        return True
    return any(_labels_deadline(words) for words in around.above[:2])


def _labelled_paper(before: str) -> bool:
    """ "Letter of intent: 30 September": a date beside the name of what is sent."""
    match = LABELLED.search(before)
    if match is None:
        return False
    label = match["label"]
    sends = PAPERS.search(label) or WINDOW.search(label)
    return sends is not None and not OPENS.search(label) and not EVENT_NOUN.search(label)


def _event_between(words: str) -> bool:
    """ "the deadline for the meeting on": the day is the meeting's."""
    return re.search(
        r"(?:for|of|to|pour|de|para|before|avant|antes)\s(?:\w+\s){0,5}(?:on|of|du|del|le|el|held)\s(?:\w{2,10},?\s)?$",
        words,
    ) is not None and (EVENT_NOUN.search(words) is not None)


def _labels_deadline(words: str) -> bool:
    return len(words) < 80 and DEADLINE_NOUN.search(words) is not None and not re.search(r"\d{4}", words)


def _first_what(words: Sequence[str], table: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    for text in words:
        for what, pattern in table:
            if pattern.search(text):
                return what
    return None


def _what(around: Surroundings, kind: Kind) -> str:
    near = (around.before, around.after, around.sentence, around.column, around.previous, *around.above, around.title)
    if kind is Kind.DEADLINE:
        return _first_what(near[:3], WHAT) or _announced(around) or _first_what(near[3:], WHAT) or "respond"
    return _first_what(near, HAPPENS) or "attend"


def _announced(around: Surroundings) -> str | None:
    return "announce" if dict(HAPPENS)["announce"].search(around.sentence) else None


def asked(around: Surroundings) -> str:
    """What is asked, by the words about a deadline."""
    return _what(around, Kind.DEADLINE)


def what_happens(around: Surroundings) -> str:
    """What an event is, by the words about it."""
    return _what(around, Kind.EVENT)


def _is_window(around: Surroundings) -> bool:
    words = around.before
    noun, event = _last(WINDOW, words), _last(EVENT_NOUN, re.sub(r"opens?|starts?|begins?|runs?|days?", "", words))
    if noun >= 0:
        return noun > event or OPENS.search(words[noun:]) is not None
    if event >= 0 or not words.strip(" :-|"):
        labels = [each for each in (around.column, *around.above[:1]) if each and len(each) < 80]
        return event < 0 and any(WINDOW.search(label) and not EVENT_NOUN.search(label) for label in labels)
    return False


def purpose(mention: Mention, around: Surroundings) -> Purpose:
    """Deadline or event, and of what."""
    ranged = mention.until is not None or (mention.date is not None and mention.date.last is not None)
    if ranged:
        window = _is_window(around) or (mention.governed is None and _deadline_range(around))
        window = window and _CLOSED.search(around.before) is None
        kind = Kind.DEADLINE if window else Kind.EVENT
        return Purpose(kind, _what(around, kind), window)
    timed_range = mention.timing is not None and mention.timing.time.last is not None
    kind = Kind.DEADLINE if _is_deadline(around) and not timed_range else Kind.EVENT
    return Purpose(kind, _what(around, kind))


_CLOSED = re.compile(
    r"\b(?:closed|ferme(?:e|s|es)?|cerrad[oa]s?)\b[^.;:]{0,40}$|\b(?:fermeture|cierre|closure)\b[^.;:]{0,30}\b(?:from|du|del|desde)\s[^.;:]{0,20}$"
)
_TERM = re.compile(r"\b(?:deadlines?|dates?\slimites?|delais?|plazos?|fechas?\slimites?|prazo|frist)\b")


def _deadline_range(around: Surroundings) -> bool:
    """ "Deadline: from 1 to 15 March"."""
    noun = _last(_TERM, around.before)
    return noun >= 0 and _last(EVENT_NOUN, around.before) < noun and len(around.before) - noun < 60


_IS_OPEN = re.compile(r"\b(?:open|possible|accept\w*|ouvert\w*|abiert\w*)\b")


def opens_and_closes(first: Surroundings, second: Surroundings) -> bool:
    """ "Registration opens on 1 March and closes on 15 April": the first day opens what the second one ends."""
    before = first.before
    noun = (
        WINDOW.search(before) or WINDOW.search(first.above[0] if first.above else "") or WINDOW.search(first.previous)
    )
    opens = re.search(
        r"\b(?:open(?:s|ed)?|ouvr\w+|ouvert\w*|ouverture|abr\w+|abiert\w+|apertura|starts?|begins?|from|du|des|a\spartir\sdu|desde|del)\b[^.]{0,40}$",
        before,
    )
    if noun is None and _IS_OPEN.search(second.before):
        noun = WINDOW.search(second.before)
    return noun is not None and opens is not None and CLOSES.search(second.before) is not None
