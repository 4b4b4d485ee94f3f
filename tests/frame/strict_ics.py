"""A strict reader of iCalendar objects (RFC 5545, 7986): it refuses what lenient parsers let pass."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*)"
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_STAMP, _WALL, _DAY = r"\d{8}T\d{6}Z", r"\d{8}T\d{6}", r"\d{8}"
_TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "PRODID", "NAME", "X-WR-CALNAME", "TZNAME"}
_INSIDE = {
    "": {"VCALENDAR"},
    "VCALENDAR": {"VEVENT", "VTIMEZONE"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
    "VEVENT": {"VALARM"},
}
_ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_MANY = {"EXDATE", "RDATE", "CATEGORIES"}


@dataclass
class Component:
    """A component: its properties as (name, parameters, value), and those within it."""

    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def one(self, name: str) -> str:
        (value,) = [value for key, _more, value in self.lines if key == name]
        return value

    def get(self, name: str) -> str | None:
        return next((value for key, _more, value in self.lines if key == name), None)


def read(octets: bytes) -> Component:
    """The calendar; fails with AssertionError where a rule of the standard is broken."""
    assert octets.endswith(b"\r\n")
    lines = octets[:-2].split(b"\r\n")
    for line in lines:
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75
        line.decode()
    found = _tree([_content(line) for line in octets[:-2].replace(b"\r\n ", b"").decode().split("\r\n")])
    _check(found)
    return found


def _content(line: str) -> tuple[str, str, str]:
    match = _LINE.fullmatch(line)
    assert match, line
    return match["name"], match["parameters"], match["value"]


def _tree(lines: list[tuple[str, str, str]]) -> Component:
    outside = Component("")
    open_ = [outside]
    for name, parameters, value in lines:
        if name == "BEGIN":
            assert value in _INSIDE.get(open_[-1].name, set()), f"{value} in {open_[-1].name}"
            made = Component(value)
            open_[-1].inside.append(made)
            open_.append(made)
        elif name == "END":
            assert open_.pop().name == value
        else:
            open_[-1].lines.append((name, parameters, value))
    assert open_ == [outside]
    (calendar,) = outside.inside
    return calendar


def _check(calendar: Component) -> None:
    _component(calendar)
    zones = {each.one("TZID") for each in calendar.inside if each.name == "VTIMEZONE"}
    used, seen = set(), Counter()
    for event in (each for each in calendar.inside if each.name == "VEVENT"):
        used |= {part for _n, more, _v in event.lines for part in re.findall(r";TZID=([^;]+)", more)}
        seen[event.one("UID"), event.get("RECURRENCE-ID")] += 1
        _times(event)
    assert used == zones, "a zone is named that is not told, or told and not named"
    assert not [name for name, times in seen.items() if times > 1]


def _component(found: Component) -> None:
    counts = Counter(name for name, _more, _value in found.lines)
    assert _ONCE[found.name] <= set(counts), f"{_ONCE[found.name] - set(counts)} missing in {found.name}"
    assert not [name for name, times in counts.items() if times > 1 and name not in _MANY]
    for name, _more, value in found.lines:
        if name in _TEXTS:
            assert _TEXT.fullmatch(value), value
    if found.name == "VTIMEZONE":
        assert found.inside
    for each in found.inside:
        _component(each)


def _times(event: Component) -> None:
    assert re.fullmatch(_STAMP, event.one("DTSTAMP"))
    assert re.fullmatch(r"\d+", event.one("SEQUENCE"))
    assert event.one("STATUS") in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    assert event.get("TRANSP") in {None, "OPAQUE", "TRANSPARENT"}
    start = _kind(event, "DTSTART")
    for name in ("DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        if event.get(name) is not None:
            assert (_kind(event, name) == "day") == (start == "day")
    if _kind(event, "DTEND") == start:
        assert event.one("DTEND") > event.one("DTSTART") or start == "wall"
    if event.get("RRULE") is not None:
        assert re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*", event.one("RRULE"))
        assert event.get("RECURRENCE-ID") is None


def _kind(event: Component, name: str) -> str:
    """``day``, ``wall`` (with a zone), ``utc``; empty where there is none."""
    for key, more, value in event.lines:
        if key == name:
            if ";VALUE=DATE" in more:
                assert re.fullmatch(_DAY, value)
                return "day"
            if ";TZID=" in more:
                assert re.fullmatch(_WALL, value)
                return "wall"
            assert re.fullmatch(_STAMP, value), value
            return "utc"
    return ""
