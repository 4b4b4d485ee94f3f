"""Mentions of time that ask nothing of anybody: a month in a title, the day of a publication or a resolution."""

from __future__ import annotations

import re

from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.source import BlockKind
from heliograph.moments.precision import Precision

_DOCUMENT = re.compile(
    r"\b(?:resolution|decision|decree|law|act|document|letter|circular|report|charter|convention|treaty|recommendation|adopted|signed|dated|version|edition|published|born"
    r"|resolution|decret|loi|lettre|circulaire|rapport|convention|adoptee?|signee?|datee?|en\sdate|publiee?|nee?|decreto|ley|carta|informe|adoptad[oa]|firmad[oa]|fechad[oa]|publicad[oa])"
    r"(?:\s(?:of|on|from|in|du|le|en\sdate\sdu|del?|el|en|no\.?|n°|\d{1,4}|\x00+))*\s$"
)
_TO_COME = re.compile(r"\b(?:will|shall|sera|seront|seran|to\sbe|va\sa|invite\w*|until|by|avant|hasta)\b")
_ABOUT = re.compile(r"\b(?:since|as\sof|depuis|desde|until\snow|a\sce\sjour)\s(?:the\s|le\s|el\s)?$")
_OWN_DATE = re.compile(
    r"^\s*(?:bulletin|newsletter|boletin|lettre|letter|circular|circulaire|info-?\w{0,10})\s(?:de\s\w{1,12}\s)?(?:no?\.?\s?|n\.?\s?[º°o]\s?|#)?\d{1,4}\s?[,:|–-]\s(?:\w{3,10},?\s)?$"
)
_SECOND_HAND = re.compile(
    r"\bcopyright\s(?:©\s|\(c\)\s)?$|©|\b(?:last\supdated?|updated\son|mis\sa\sjour|actualizado|posted\son|sent\son)\b"
)


def relevant(mention: Mention) -> bool:
    """Whether a mention can be a moment of the item."""
    found, folded = mention.date, mention.sheet.folded
    if found is None:
        return True
    before = folded[max(0, mention.start - 60) : mention.start]
    if _OWN_DATE.search(before):
        return False
    if (_DOCUMENT.search(before) and not _TO_COME.search(before)) or _SECOND_HAND.search(before):
        return False
    if found.precision is not Precision.DAY and found.last is None:
        return not _ABOUT.search(before) and not _only_in_title(mention)
    return True


def _only_in_title(mention: Mention) -> bool:
    """ "Newsletter, March 2026": a month in a heading says of what, not when."""
    return (
        mention.sheet.block.kind is BlockKind.HEADING
        and mention.date is not None
        and mention.date.precision is Precision.MONTH
    )
