"""Dates that the text itself takes back: extended, postponed, cancelled, replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.moved import MOVED

CANCELLED = re.compile(
    r"\b(?:(?:is|are|been|was|were|be)\s(?:now\s)?(?:cancelled|canceled|called\soff)|cancelled|canceled|will\s(?:not|no\slonger)\s(?:take\splace|go\sahead|be\sheld)|(?:has|have|had)\sto\sbe\s(?:cancelled|canceled)|called\soff|dropped"
    r"|(?:est|sont|ete)\s(?:\w+\s)?(?:annulee?s?|supprimee?s?)|annulee?s?|n'aura\spas\slieu|n'auront\spas\slieu|ne\sse\stiendra\spas|ne\sse\stiendront\spas|(?:queda|esta|sido|es)\s(?:cancelad|anulad|suspendid)\w+"
    r"|cancelad[oa]s?|anulad[oa]s?|suspendid[oa]s?|no\sse\s(?:celebrara|realizara|hara|llevara)n?|no\stendra\slugar|se\s(?:cancela|suspende|anula))\b"
)
_OFF = re.compile(
    r"^[^.;]{0,60}\b(?:is|are|was|were)\s(?:now\s)?off(?=\s?(?:[.,;:!)]|$|because|owing|due|for|until|this))"
)
_NO_NEW_DATE = re.compile(
    r"\b(?:until\sfurther\snotice|indefinitely|sine\sdie|(?:to|until|at)\sa\slater\s(?:date|time)|to\sa\sdate\s(?:to\sbe|still)|jusqu'a\snouvel\sordre|a\sune\s(?:date|periode)\sulterieure"
    r"|a\splus\stard|hasta\snuevo\saviso|(?:para|a|hasta)\s(?:una\s|otra\s)?fecha\s(?:posterior|por\s\w+|mas\sadelante)|para\smas\sadelante|indefinidamente)\b"
)
_OLD_BEFORE = re.compile(
    r"\b(?:instead\sof|rather\sthan|not|no\slonger|previous(?:ly)?|initial(?:ly)?|original(?:ly)?|old|former(?:ly)?|was|were|earlier|extended\sfrom|moved\sfrom|postponed\sfrom"
    r"|rescheduled\sfrom|changed\sfrom|brought\sforward\sfrom|au\slieu\sdu|et\snon|non\splus|initiale?(?:ment)?|ancienne?|precedente?|prevue?s?|etait|fixee?\sinitialement"
    r"|en\slugar\sdel?|en\svez\sdel?|inicial(?:mente)?|anterior(?:mente)?|original(?:mente)?|previst[oa]s?|y\sno|antes|anteriormente|auparavant|avant(?=\s?:)|before(?=\s?:))\b"
    r"(?:\s(?:planned|scheduled|set|announced|deadline|date|on|for|the|le|la|du|au|pour|prevue?|fixee?|annoncee?|delai|echeance|fecha|limite|plazo|el|del|al|para|previst[oa]|fijad[oa]"
    r"|from|de|as|is|was|est|es|era|to|be|held)){0,5}[\s:(,]{0,3}$"
)
_NEW_BEFORE = re.compile(
    r"\b(?:to|until|till|now|new|on|au|jusqu'au|nouvelle?|desormais|al?|hasta|nueva?|ahora|para|is|instead|but|mais|sino)\b(?:\s(?:the|le|el|deadline|date|delai|fecha|limite|plazo|is|est|es|on|be|held"
    r"|aura\slieu|lieu|se\scelebrara|celebrara|dia)){0,5}[\s:(,]{0,3}$"
)
_MARKED_OLD = re.compile(r"~~\s*$")


def _words_before(mention: Mention, others: Sequence[Mention]) -> str:
    begin = max([mention.sentence.start, *(other.end for other in others if other.end <= mention.start)])
    return mention.sheet.folded[begin : mention.start]


_LONGEST_LEAD = 500


def _is_struck(mention: Mention, source: str) -> bool:
    """Whether the source has the words between strokes ("~~"); blocks are without them."""
    origins = mention.sheet.block.origins
    if not source or mention.start >= len(origins):
        return False
    begin = source.rfind("\n", max(0, origins[0] - _LONGEST_LEAD), origins[0]) + 1 or origins[0]
    return source.count("~~", begin, origins[mention.start]) % 2 == 1


def _is_old(mention: Mention, others: Sequence[Mention]) -> bool:
    if mention.struck:
        return True
    text = mention.sheet.text
    if _MARKED_OLD.search(text[: mention.start]) and text[mention.end :].startswith("~~"):
        return True
    return _OLD_BEFORE.search(_words_before(mention, others)) is not None


_MISPRINT = re.compile(
    r"\b(?:we\s(?:wrote|printed|announced|gave|said)|wrongly|mistakenly|incorrectly|by\smistake|in\serror|avions\s(?:ecrit|annonce|indique|imprime)|avons\s(?:ecrit|annonce)\spar\serreur"
    r"|par\serreur|escribimos|anunciamos|indicamos|habiamos\s(?:escrito|anunciado|indicado)|por\serror)\b"
)
_RIGHT = re.compile(
    r"\b(?:correct\w*|right|exacte?|bonne?|instead|should\s(?:read|be)|lire|debe\sdecir|rectific\w+|erratum)\b"
)


def _said_at(mention: Mention) -> int:
    return mention.timing.time.start if mention.timing else mention.start


def _misprint(group: Sequence[Mention]) -> Mention | None:
    """The mention of a block that was printed wrongly the last time: "we wrote 3 p.m. The correct time is …"."""
    sheet = group[0].sheet
    match = _MISPRINT.search(sheet.folded) if _RIGHT.search(sheet.folded) else None
    if match is None:
        return None
    span = sheet.sentence(match.start())
    told = [each for each in group if span.start <= _said_at(each) < span.end]
    return next((each for each in told if _said_at(each) >= match.end()), told[-1] if told else None)


def _mark_misprints(mentions: Sequence[Mention]) -> list[Mention]:
    """What was printed wrongly is taken back; what the same block says after it takes its place."""
    marked: list[Mention] = []
    for _sheet, members in groupby(mentions, key=lambda each: each.sheet.number):
        group = list(members)
        wrong = _misprint(group)
        for each in group:
            after = wrong is not None and each is not wrong and _said_at(each) > _said_at(wrong)
            marked.append(replace(each, withdrawn=each is wrong, replaced=after) if wrong else each)
    return marked


def _mark_sentence(group: list[Mention], words: str) -> list[Mention]:
    """The mentions of one sentence: those before "postponed to" are taken back, those after it take their place."""
    moved, cancelled = MOVED.search(words), CANCELLED.search(words)
    if any(each.withdrawn for each in group):
        return group
    if moved is not None and _NO_NEW_DATE.search(words):
        return _put_off(group, group[0].sentence.start + moved.start())
    if cancelled is None and len(group) == 1 and not group[0].struck:
        cancelled = _OFF.match(group[0].sheet.folded[group[0].end : group[0].sentence.end])
    old = [_is_old(each, group) for each in group]
    if moved is None and cancelled is None and not any(old):
        return group
    if cancelled is not None and not (moved and len(group) > 1):
        return [replace(each, withdrawn=True) for each in group]
    if not any(old) and moved is not None and len(group) > 1:
        at = group[0].sentence.start + moved.start()
        old = [each.end <= at for each in group]
        if not any(old):
            from_first = re.search(
                r"\b(?:from|du|del|de)\s(?:the\s|le\s|el\s)?(?:\w{3,10},?\s)?$", _words_before(group[0], group)
            )
            to_second = _NEW_BEFORE.search(_words_before(group[1], group))
            old = [number == 0 and bool(from_first and to_second) for number in range(len(group))]
    if moved is None and all(old) and any(each.struck for each in group):
        return [replace(each, withdrawn=each.struck) for each in group]
    if moved is None and not (any(old) and not all(old)):
        return group
    if all(old):
        return [replace(each, withdrawn=True) for each in group] if moved else group
    at = group[0].sentence.start + (moved.start() if moved else 0)
    fresh = [
        not gone and (any(old) or _NEW_BEFORE.search(_words_before(each, group)) is not None or each.start > at)
        for each, gone in zip(group, old, strict=True)
    ]
    return [replace(each, withdrawn=gone, replaced=new) for each, gone, new in zip(group, old, fresh, strict=True)]


def _put_off(group: list[Mention], at: int) -> list[Mention]:
    """ "is postponed until further notice": the day nearest to the words is taken back, and none takes its place."""
    nearest = min(group, key=lambda each: at - each.end if each.end <= at else 1000 + each.start - at)
    return [replace(each, withdrawn=True) if each is nearest else each for each in group]


def mark_changes(mentions: Sequence[Mention], source: str = "") -> list[Mention]:
    """The same mentions, those that the text takes back and those that replace them marked.

    ``source`` is the converted source, whose strokes ("~~") the blocks do not show.
    """
    mentions = _mark_misprints(mentions)
    mentions = [replace(each, struck=True) if _is_struck(each, source) else each for each in mentions]
    marked: list[Mention] = []
    at = 0
    while at < len(mentions):
        here = mentions[at]
        end = at + 1
        while end < len(mentions) and mentions[end].sheet is here.sheet and mentions[end].sentence == here.sentence:
            end += 1
        span = here.sentence
        marked += _mark_sentence(list(mentions[at:end]), here.sheet.folded[span.start : span.end])
        at = end
    return _across_sentences(marked)


def _across_sentences(marked: list[Mention]) -> list[Mention]:
    """ "Initial deadline: 30 April. New deadline: 12 May." and "… 3 March. It has been postponed to 10 March."."""
    result = list(marked)
    for number, each in enumerate(result):
        if number == 0 or each.withdrawn:
            continue
        before = result[number - 1]
        if not each.date:
            continue
        words = each.sheet.folded[each.sentence.start : each.start]
        if before.struck and not each.struck and before.date and 0 <= each.sheet.number - before.sheet.number <= 1:
            result[number - 1] = replace(before, withdrawn=True, replaced=False)
            result[number] = replace(each, replaced=True)
            continue
        if before.sheet is not each.sheet or before.sentence == each.sentence or not before.date:
            continue
        if _is_old(before, []) or (MOVED.search(words) and _NEW_BEFORE.search(words) and not before.withdrawn):
            result[number - 1] = replace(before, withdrawn=True, replaced=False)
            result[number] = replace(each, replaced=True)
    return result
