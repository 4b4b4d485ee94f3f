"""Clock times: "9:30", "13 h 30", "3:00 to 4:00 pm", "noon", "a las 5 de la tarde", "1400 GMT"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.moments.abbreviations import USES, is_word
from heliograph.moments.recognise.found import Clock, TimeFound

_HALF_DAY = (
    r"(?:\s?(?P<ap{n}>[ap]\s?\.?\s?m\b\.?|(?:de\sla|por\sla|en\sla)\s(?:manana|tarde|noche|madrugada)"
    r"|du\s(?:matin|soir)|de\sl'apres-midi|in\sthe\s(?:morning|afternoon|evening)|o'clock))?"
)
_HOURS = r"(?:\s?(?:hrs?|hours?|heures?|horas?|hs|h|uhr|ore|час(?:ов|а)?|ч)\b\.?)"
_WORD = (
    r"(?P<word{n}>\b(?:12\s)?(?:noon|midday|midnight)\b|(?<!apres-)(?<!apres\s)(?<!l')\bmidi\b(?!-|\spyr)|\bminuit\b|mediodia\b"
    r"|media\s?noche\b|mezzogiorno\b|mezzanotte\b|mitternacht\b|meia-noite\b|meio-dia\b)"
)
_ATOM = (
    r"(?:" + _WORD + r"|(?<![\d:])(?<!\d[.,])(?P<h{n}>\d{{1,2}})(?:"
    r"(?P<sign{n}>:|\s:\s?)(?P<m{n}>\d{{2}})(?!\d)(?::\d\d(?!\d))?"
    + _HOURS.replace("{", "{{").replace("}", "}}")
    + r"?"
    r"|\s?(?P<hh{n}>h|hrs?|heures?|horas?|hs|uhr|ore|ч)\b\.?(?:\s?(?P<mm{n}>[0-5]\d)(?!\d)(?:\s?(?:min|mn)\b)?)?"
    r"|(?P<hx{n}>h)(?P<mx{n}>\d\d)(?!\d)"
    r"|\.(?P<md{n}>[0-5]\d)(?![\d]|\.\d)" + _HOURS.replace("{", "{{").replace("}", "}}") + r"?"
    r"|(?![\d/]|[.,:]\d|-?(?:st|nd|rd|th|er|e)\b))"
    + _HALF_DAY.replace("{n}", "\x01").replace("{", "{{").replace("}", "}}").replace("\x01", "{n}")
    + r"|(?<![\d:/.,+])(?<!{free})(?P<mil{n}>(?:[01]\d|2[0-3])[0-5]\d)"
    r"(?=(?:\s?(?:-|to|a|au)\s?(?:[01]\d|2[0-3])[0-5]\d)?\s?(?:hrs\b|hours\b|h\b|gmt\b|utc\b|cet\b|cest\b|eat\b))"
    r"(?:\s?(?:hrs|hours|h)\b)?)"
)
_SEPARATOR = (
    r"\s{0,2}(?P<sep>-{1,2}|to|until|till|through|a|au|jusqu'a|et|and|y|e|hasta|al|bis|ate|до|إلى|الى|至|到)\s{0,2}"
    r"(?:(?:las|la|a\slas|as|les)\s)?"
)
_LEAD = (
    r"(?:\b(?P<lead>(?:from|at|around|by|before|until|till|between|starting|de|des|a|entre|al|a\spartir\sde|vers|des|avant|desde|hasta"
    r"|a\slas?|de\slas?|desde\slas?|las|las\sas|antes\sde\slas|as|um|von|ab|alle|dalle|в|с)(?:\sthe)?(?:\slas)?)\s{1,2})?"
)
_TIMES = re.compile(_LEAD + _ATOM.format(n=1, free="-") + r"(?:" + _SEPARATOR + _ATOM.format(n=2, free="\x02") + r")?")
_HAN = re.compile(
    r"(?P<part>上午|下午|晚上|中午|早上|午後|午前)?\s?(?P<h>\d{1,2})(?::(?P<m>\d\d)|\s?[点點時时](?:(?P<mm>\d{1,2})分?|(?P<half>半))?)"
    r"(?:\s?(?:-|至|到)\s?(?P<part2>上午|下午|晚上|中午)?(?P<h2>\d{1,2})(?::(?P<m2>\d\d)|\s?[点點時时](?:(?P<mm2>\d{1,2})分?|(?P<half2>半))?))?"
)
_DURATION_BEFORE = re.compile(
    r"(?:pendant|duree|duree\sde|durant|dure|for|within|in|lasting|last|about|durante|duracion|duracion\sde|en|sous|over|every"
    r"|least|most|toutes\sles|cada|plus\sde|more\sthan|of|d'une\sduree\sde|d'environ|moins|mas\sde"
    r"|duration|length|duree\stotale|duree\sprevue|duracion\s(?:total|prevista|aproximada))[\s:]{1,3}(?:of\s|about\s|environ\s|approx\.?\s)?$"
)
_MATTER_AFTER = re.compile(
    r"\s?(?:/\s?(?:24|7|24h)|(?:de|d'|of)\s?(?:formation|travail|cours|atelier|training|work|clase|trabajo|formacion|teaching)"
    r"|(?:workshop|session|course|training|long))"
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:duration|length|duree|duracion)(?:\s(?:totale?|prevue|prevista|aproximada))?[\s:|]{1,3}$"
)
_ALONE_IN_BRACKETS = re.compile(r"\(\d{1,2}\s?(?:h|hrs?|hours?|heures?|horas?)\b\.?\s?(?:\d\d\s?(?:min|mn|m)?\s?)?\)")
_ZONE_AFTER = re.compile(
    r"\s?(?:h\b|hrs\b|hs\b|(?:"
    + "|".join(sorted((name.lower() for name in USES if not is_word(name)), key=len, reverse=True))
    + r"|est|pt|ct|mt|cat)\b)"
)
_SPANISH_LEADS = {"a las", "a la", "de las", "desde las", "hasta las", "las", "antes de las", "as"}
_PM = re.compile(r"p|.*(?:tarde|noche|soir|apres|afternoon|evening)")


def _named(word: str, closes: bool) -> Clock:
    if re.search(r"noon|midday|midi|mediod|mezzog|meio", word):
        return Clock(720)
    return Clock(1439, True) if closes else Clock(0, True)


class _Atom:
    """One clock time of a match."""

    def __init__(self, match: re.Match[str], number: int) -> None:
        def get(name: str) -> str | None:
            return match[f"{name}{number}"]

        self.word, self.military = get("word"), get("mil")
        self.half: str | None = get("ap")
        self.hour = int(get("h") or (self.military or "0")[:2])
        minutes = get("m") or get("mm") or get("mx") or get("md") or (self.military or "")[2:]
        self.minute = int(minutes) if minutes else 0
        self.letter = bool(get("hh") or get("hx"))
        self.clear = bool(get("sign") or self.letter or self.word or self.military or self.half)
        self.dotted = bool(get("md"))
        self.minutes_written = bool(minutes)
        self.found = bool(self.word or self.military or get("h"))

    def faulty(self) -> bool:
        beyond = self.hour > 24 or self.minute > 59 or (self.hour == 24 and self.minute > 0)
        return beyond or (self.meridian() and (self.hour > 12 or self.hour == 0))

    def meridian(self) -> bool:
        return bool(self.half) and re.match(r"[ap]\s?\.?\s?m", self.half or "") is not None

    def clock(self, half: str | None, closes: bool) -> Clock:
        if self.word:
            return _named(self.word, closes)
        hour = self.hour
        if hour == 24:
            return Clock(1439, True)
        if hour == 12 and self.minute == 0 and half and half.endswith(("noche", "manana")):
            return _named("mediodia" if half.endswith("manana") else "medianoche", closes)
        if half and hour <= 12 and half != "o'clock":
            hour = hour % 12 + (12 if _PM.match(half) else 0)
        minute = hour * 60 + self.minute
        if minute == 0:
            return Clock(0, True) if not closes else Clock(1439, True)
        return Clock(minute)


def _believable(match: re.Match[str], first: _Atom, last: _Atom | None) -> bool:
    lead = match["lead"] or ""
    if last and (first.clear or last.clear or (first.dotted and last.dotted)):
        return True
    if last and last.dotted and first.hour <= 24 and _ZONE_AFTER.match(match.string, match.end()):
        return True
    if first.dotted and not first.half:
        return bool(lead) or bool(
            re.match(
                r".{0,3}[\s]?(?:h\b|hrs|horas|heures|hs\b|uhr|gmt|utc|ce?st?\b)",
                match.string[match.end("md1") : match.end("md1") + 8],
            )
        )
    if first.word:
        return (
            bool(lead)
            or "noon" in first.word
            or "midnight" in first.word
            or "minuit" in first.word
            or "noche" in first.word
        )
    if lead in _SPANISH_LEADS and not first.clear:
        return first.hour <= 24 and bool(
            re.match(r"\s{0,2}(?:[.,;:()]|y\b|h|$|en\b|del?\b|\()", match.string[match.end() :])
        )
    return first.clear


def _duration(match: re.Match[str], first: _Atom) -> bool:
    """ "within 24h", "une durée de 2 h", "a 2h workshop": lengths of time, not clock times."""
    if first.half or first.word or first.military:
        return False
    start = match.start("h1")
    before = match.string[max(0, start - 24) : start]
    if _LENGTH_BEFORE.search(before):
        return True
    if not first.letter:
        return False
    if first.hour <= 6 and before.endswith("(") and match.string[match.end("h1") :][:12].partition(")")[1]:
        return _ALONE_IN_BRACKETS.match(match.string, start - 1) is not None
    if _DURATION_BEFORE.search(before) or _MATTER_AFTER.match(match.string[match.end() : match.end() + 24]):
        return True
    return (bool(re.search(r"\b(?:de|d')\s?$", before)) and first.hour <= 8) or (
        first.hour == 24 and not first.minutes_written
    )


def _halves(first: _Atom, last: _Atom) -> tuple[str | None, str | None]:
    """The half of the day of each end: "3:00 to 4:00 pm" is all afternoon, "11 to 1 pm" is not."""
    if last.half and not first.half and not first.word and first.hour <= 12:
        early, late = first.clock(last.half, False), last.clock(last.half, True)
        if early.minute < late.minute or not last.meridian():
            return last.half, last.half
        return "am" if late.minute >= 720 else "pm", last.half
    return first.half, last.half


def _closing(lead: str) -> bool:
    return lead.split(" ")[0] in {"by", "before", "until", "till", "avant", "hasta", "antes"}


def _read(match: re.Match[str]) -> TimeFound | None:
    first, last = _Atom(match, 1), _Atom(match, 2)
    pair = last if last.found and _is_range(match, first, last) else None
    if not _believable(match, first, pair) or (pair is None and _duration(match, first)):
        return None
    if not first.clear and re.search(
        r"\b(?:le|el|the)\s$", match.string[max(0, match.start() - 4) : match.start("h1")]
    ):
        return None
    start = match.start("word1") if first.word else match.start("mil1") if first.military else match.start("h1")
    end = match.end() if pair or not last.found else match.start("sep")
    while match.string[end - 1].isspace() or (match.string[end - 1] == "." and match.string[end - 2] != "m"):
        end -= 1
    if first.faulty() or (pair and pair.faulty()):
        return _faulted(match.string[start:end], start, end, first, pair)
    if pair is None:
        return TimeFound(start, end, first.clock(first.half, _closing(match["lead"] or "")))
    half1, half2 = _halves(first, pair)
    return TimeFound(start, end, first.clock(half1, False), pair.clock(half2, True))


def _faulted(words: str, start: int, end: int, first: _Atom, last: _Atom | None) -> TimeFound | None:
    """ "14:00 p.m." can only mean 14:00; "25:00" means nothing."""
    if not _looks_like_time(first, last):
        return None
    if last is None and first.meridian() and 12 < first.hour < 24 and first.minute < 60:
        return TimeFound(start, end, Clock(first.hour * 60 + first.minute), fault=words)
    return TimeFound(start, end, Clock(0), fault=words, unreadable=True)


def _looks_like_time(first: _Atom, last: _Atom | None) -> bool:
    return first.hour < 40 and (
        first.minutes_written or first.meridian() or (last is not None and last.clear) or first.letter
    )


def _is_range(match: re.Match[str], first: _Atom, last: _Atom) -> bool:
    separator, lead = match["sep"], match["lead"] or ""
    if separator in {"and", "et", "y", "e"}:
        return lead in {"between", "entre", "tra"}
    if not last.clear and not last.dotted:
        following = match.string[match.end() :][:12]
        month_follows = re.match(r"\s?(?:of\s|de\s)?[^\W\d_]{3}", following) is not None and not first.clear
        return (
            (first.clear or lead in _SPANISH_LEADS)
            and not month_follows
            and last.hour <= 24
            and not _day_follows(following)
        )
    return True


def _day_follows(following: str) -> bool:
    """A bare figure before a word is a day or a quantity, not an hour: "10:00 - 15 March"."""
    return re.match(r"\s?(?:of\s|de\s|d')?[^\W\d_]{3}", following) is not None


def find_times(folded: str) -> Iterator[TimeFound]:
    """Clock times in order; dates in figures should be hidden before."""
    at = 0
    while match := _TIMES.search(folded, at):
        found = _read(match)
        if found is not None:
            yield found
            at = max(found.end, match.start() + 1)
        else:
            at = match.end("h1") if match["h1"] else match.end("word1") if match["word1"] else match.end()
            at = max(at, match.start() + 1)


def _han_clock(part: str | None, hour: str, minute: str | None, half: str | None) -> Clock:
    number = int(hour)
    if part in {"下午", "晚上", "午後"} and number < 12:
        number += 12
    return Clock(min(number * 60 + (30 if half else int(minute or 0)), 1439))


def find_han_times(folded: str) -> Iterator[TimeFound]:
    """上午10点, 下午3:30, 15时: Chinese clock times."""
    if not re.search(r"[点點時时上下]", folded):
        return
    for match in _HAN.finditer(folded):
        if not (match["part"] or not match["m"]):
            continue
        first = _han_clock(match["part"], match["h"], match["m"] or match["mm"], match["half"])
        last = None
        if match["h2"]:
            last = _han_clock(match["part2"] or match["part"], match["h2"], match["m2"] or match["mm2"], match["half2"])
        yield TimeFound(*match.span(), first, last)
