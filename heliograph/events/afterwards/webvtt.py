"""Captions as WebVTT writes them (W3C, Web Video Text Tracks Format): read strictly, and written.

What a browser would silently leave out is a fault here, named with its line: who uploads captions can mend them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: Lines of captions, and faults that are named at once.
MOST_CUES, MOST_FAULTS = 20_000, 10
LONGEST_CUE = 2_000
_ARROW = "-->"
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_STAMP = re.compile(_TIME)
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?")
_COMMA = re.compile(r"\d\d:\d\d:\d\d,\d{3}")
_SETTING = re.compile(r"(vertical|line|position|size|align|region):\S+")
_TAG = re.compile(r"<([^<>]*)>")
_NAMED = re.compile(r"/?(?:(c|i|b|u|ruby|rt)(?:\.[^\s.<>]+)*|(?:v|lang)(?:\.[^\s.<>]+)*(?:[ \t][^<>]+)?)")
_VOICE = re.compile(r"v(?:\.[^\s.<>]+)*[ \t]+(.+)")


@dataclass(frozen=True)
class Line:
    """What is said from ``start`` to ``end``, milliseconds from the beginning; ``speaker`` may be empty."""

    start: int
    end: int
    speaker: str
    text: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in which line (the first is 1; 0: with the file as a whole)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return (
            _("Line %(line)d: %(fault)s") % {"line": self.line, "fault": self.sentence} if self.line else self.sentence
        )


class Faulty(ValueError):
    """Not WebVTT; ``faults`` say why, the first ones of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(str(each) for each in faults))
        self.faults = list(faults[:MOST_FAULTS])


def parse(content: bytes) -> list[Line]:
    """The captions of a file, in their order. Raises Faulty."""
    lines = _decoded(content)
    _check_head(lines)
    found: list[Line] = []
    faults: list[Fault] = []
    for number, block in _blocks(lines):
        try:
            line = _cue(number, block)
            if line is not None:
                _check_order(number, line, found)
                found.append(line)
        except Faulty as faulty:
            faults += faulty.faults
        if len(found) > MOST_CUES:
            raise Faulty([Fault(number, _("More than %(most)d captions.") % {"most": MOST_CUES})])
    if not faults and not found:
        faults = [Fault(0, _("The file has no captions."))]
    if faults:
        raise Faulty(faults)
    return found


def _decoded(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Faulty([Fault(line, _("The file is not in UTF-8. Save it in this encoding."))]) from error
    if "\x00" in text:
        raise Faulty([Fault(0, _("The file is no text."))])
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check_head(lines: list[str]) -> None:
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        if any(_COMMA.match(line) for line in lines[:10]):
            said = _("These are captions in SubRip form (.srt). Save them as WebVTT (.vtt).")
        else:
            said = _("The file does not begin with “WEBVTT”: it is no WebVTT.")
        raise Faulty([Fault(1, said)])
    if len(lines) > 1 and _ARROW in lines[1]:
        raise Faulty([Fault(2, _("An empty line is missing after the first one."))])


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The parts between empty lines after the head, each with the number of its first line."""
    start = next((number for number, line in enumerate(lines) if not line), len(lines))
    block: list[str] = []
    first = start
    for number in range(start, len(lines)):
        if lines[number]:
            first = number + 1 if not block else first
            block.append(lines[number])
        elif block:
            yield first, block
            block = []
    if block:
        yield first, block


def _cue(number: int, block: list[str]) -> Line | None:
    """The captions of a block; None for a note, a style, a region. Raises Faulty."""
    if re.match(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)", block[0]) and _ARROW not in block[0]:
        if any(_ARROW in line for line in block):
            raise Faulty([Fault(number, _("A note must not contain “-->”. An empty line may be missing."))])
        return None
    if _ARROW not in block[0]:
        number, block = number + 1, block[1:]
        if not block or _ARROW not in block[0]:
            raise Faulty([Fault(number - 1, _("There is text without a time."))])
    start, end = _times(number, block[0])
    if any(_ARROW in line for line in block[1:]):
        raise Faulty([Fault(number, _("Two captions stand together. Part them by an empty line."))])
    speaker, text = _spoken(number + 1, block[1:])
    if len(text) > LONGEST_CUE:
        raise Faulty([Fault(number, _("This caption is too long."))])
    if not text:
        raise Faulty([Fault(number, _("There is a time without text."))])
    return Line(start, end, speaker, text)


def _times(number: int, line: str) -> tuple[int, int]:
    match = _TIMING.fullmatch(line.rstrip())
    if match is None:
        sentence = _("This is no time. It is written so: 00:01:02.500 --> 00:01:05.000")
        raise Faulty([Fault(number, sentence)])
    for setting in (match[9] or "").split():
        if not _SETTING.fullmatch(setting):
            raise Faulty([Fault(number, _("“%(word)s” is no setting of a caption.") % {"word": setting[:40]})])
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:8])
    if end <= start:
        raise Faulty([Fault(number, _("The caption ends before it begins."))])
    if end >= 2**31:
        raise Faulty([Fault(number, _("This time is too far from the beginning."))])
    return start, end


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _check_order(number: int, line: Line, before: list[Line]) -> None:
    if before and line.start < before[-1].start:
        raise Faulty([Fault(number, _("The caption begins before the one above it."))])


def _spoken(number: int, lines: list[str]) -> tuple[str, str]:
    """Who speaks, and the text without tags. Raises Faulty."""
    speakers: list[str] = []
    said = []
    for offset, line in enumerate(lines):
        for tag in _TAG.findall(line):
            if not (_NAMED.fullmatch(tag) or _STAMP.fullmatch(tag) or tag == ""):
                raise Faulty([Fault(number + offset, _("“<%(tag)s>” is no tag of captions.") % {"tag": tag[:40]})])
            if voice := _VOICE.fullmatch(tag):
                speakers.append(_plain(voice[1]))
        rest = _TAG.sub("", line)
        if "<" in rest:
            raise Faulty([Fault(number + offset, _("A “<” stands alone. Write it as &lt;"))])
        said.append(_plain(rest))
    return ", ".join(dict.fromkeys(speakers))[:200], "\n".join(filter(None, said))


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


def write(lines: Iterable[Line]) -> str:
    """The captions as a WebVTT file, which ``parse`` reads as the same lines."""
    return "WEBVTT\n\n" + "\n".join(f"{_stamp(one.start)} --> {_stamp(one.end)}\n{_payload(one)}\n" for one in lines)


def _payload(line: Line) -> str:
    voice = f"<v {_escaped(line.speaker)}>" if line.speaker else ""
    return voice + _escaped(line.text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def clock(milliseconds: int) -> str:
    """A place in a recording as readers know it: 1:02:05, 2:05."""
    hours, rest = divmod(milliseconds // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
