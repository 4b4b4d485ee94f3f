"""How the lines of a paragraph belong together: wrapped by a machine, or broken on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from heliograph.bulletin.importing.labels import is_known_label
from heliograph.bulletin.importing.scanner.lines import Line
from heliograph.bulletin.importing.scanner.stretch import Stretch, joined

#: A line this much shorter than its neighbours had room for the next word.
_ROOM = 4
_LONGEST_TITLE = 110
_TITLE_START = re.compile(r"[\"'“”«‹(\[*_]*[\W\d]*[^\W_]")
_NO_TITLE_END = (".", ";", ",", ":", "…", "،", "。", "；")
_FIELD = re.compile(r"[^\s:：]{1,25}(?: [^\s:：]{1,20}){0,2} ?[:：]")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1\s*:?\s*$")
_CLOCK = re.compile(r"\d ?[:hH.] ?\d\d|\d ?[hH]\b|\d ?[ap]\.?m\b")
_UNMARKED = re.compile(r"[*_`\\]+")


def grouped(lines: Sequence[Line], wrap: int) -> list[Stretch]:
    """The paragraphs in a run of text lines without a blank between them.

    A label and a line that looks like a title are paragraphs of their own. Inside a paragraph a wrapped line is
    joined by a space and one broken on purpose by a line end; ``wrap`` is the width at which the document wraps.
    """
    width = max(wrap, *(len(line.body.text) for line in lines))
    parts: list[list[Line]] = [[]]
    titles = {place for place in range(len(lines)) if _is_capital_title(lines, place, width)}
    for place, line in enumerate(lines):
        if parts[-1] and (_parted(lines, place, width) or place in titles or place - 1 in titles):
            parts.append([])
        parts[-1].append(line)
    return [_joined(part, width) for part in parts]


def is_bold_line(text: str) -> bool:
    return bool(_BOLD_LINE.match(text))


def _parted(lines: Sequence[Line], place: int, width: int) -> bool:
    """Whether a paragraph ends before the line at ``place``."""
    before, line = lines[place - 1].body.text, lines[place].body.text
    if is_known_label(_UNMARKED.sub("", before)) or is_known_label(_UNMARKED.sub("", line)):
        return True
    if is_bold_line(before) != is_bold_line(line) and not _hangs(before):
        return is_bold_line(before) or is_bold_line(line)
    return place == 1 and not lines[0].hard and _could_be_title(before, line, width)


def is_title_over(item: Line, following: Line, wrap: int) -> bool:
    """Whether what stands beside a list marker is a title, and the line under it its text: "2. Prize⏎Send us …"."""
    first, second = item.body.text, following.body.text
    if is_bold_line(first) and not is_bold_line(second):
        return True
    bare, under = _UNMARKED.sub("", first).strip(), _UNMARKED.sub("", second).lstrip(_OPENERS)
    numbered = any(sign.isalnum() for sign in item.marker) and item.marker != "o"
    if bare.endswith(_NO_TITLE_END) or (_FIELD.match(bare) and not numbered) or _is_no_title(bare):
        return False
    starts = bool(_TITLE_START.match(bare)) and not bare[:1].islower() and not under[:1].islower()
    return starts and _on_purpose(first, second, max(wrap, len(second)))


_OPENERS = "\"'“«([¿¡"
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "。", ")")


def _is_capital_title(lines: Sequence[Line], place: int, width: int) -> bool:
    """Whether a line in capitals stands alone between lines that are not, and the text under it begins anew."""
    bare = _UNMARKED.sub("", lines[place].body.text).strip()
    if not bare.isupper() or sum(map(str.isalpha, bare)) < _FEWEST_CAPITALS or place + 1 == len(lines):
        return False
    under = _UNMARKED.sub("", lines[place + 1].body.text).strip().lstrip(_OPENERS)
    if bare.endswith(_NO_TITLE_END) or _is_no_title(bare) or _FIELD.match(bare) or under.isupper():
        return False
    before = _UNMARKED.sub("", lines[place - 1].body.text).strip() if place else ""
    anew = not before or before.endswith(_SENTENCE_ENDS) or _on_purpose(before, bare, width)
    return anew and bool(under) and not under[0].islower()


_FEWEST_CAPITALS = 6


def _is_no_title(bare: str) -> bool:
    return len(bare) > _LONGEST_TITLE or "@" in bare or "://" in bare or bool(_CLOCK.search(bare))


def _hangs(text: str) -> bool:
    return text.rstrip().endswith((",", "(", "-"))


def _could_be_title(first: str, second: str, width: int) -> bool:
    """Whether the first line of a run is a title over its text."""
    bare = _UNMARKED.sub("", first).strip()
    if bare.endswith(_NO_TITLE_END) or _FIELD.match(bare) or _is_no_title(bare) or not _is_long_enough(bare, second):
        return False
    following = _UNMARKED.sub("", second).lstrip(_OPENERS)
    starts = bool(_TITLE_START.match(bare)) and not bare[:1].islower() and not following[:1].islower()
    return starts and _on_purpose(first, second, width)


def _is_long_enough(bare: str, under: str) -> bool:
    """A title of one word stands only over a whole sentence."""
    if len(bare.split()) > 1:
        return True
    return len(bare) >= _SHORTEST_WORD and len(under) > _SENTENCE and under.rstrip().endswith((".", "!", "?"))


_SHORTEST_WORD = 4
_SENTENCE = 40


def _on_purpose(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    return bool(words) and len(line) + 1 + len(words[0]) <= width - _ROOM


def _joined(part: Sequence[Line], width: int) -> Stretch:
    broken = [one.hard or _on_purpose(one.body.text, two.body.text, width) for one, two in pairwise(part)]
    return joined([line.body for line in part], ["\n" if purpose else " " for purpose in broken])
