"""What differs between an import and what a case expects.

Only the keys that ``expected.json`` gives are compared. A list where one value is due means "any of these"; a zone
``=+01:00`` asks only for that distance from UTC; ``optional_moments`` may be there or not; ``no_warnings`` must not.
Titles and labels compare without case and marks.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

KEYS = ("kind", "start", "end", "zone", "date_only", "precision", "lang", "opens", "status", "place")


def differences(expected, found):
    """Sentences about what differs; an empty list where all is as expected."""
    out = []
    for key in ("number", "language", "title"):
        if key in expected and plain(found[key]) not in [plain(one) for one in _any(expected[key])]:
            out.append(f"{key}: {found[key]!r} instead of {expected[key]!r}")
    titles = [item["title"] for item in found["items"]]
    if "items" not in expected:
        return out
    if len(titles) != len(expected["items"]):
        return [*out, f"items: {titles}"]
    for item, got in zip(expected["items"], found["items"], strict=True):
        out += [f"{got['title']}: {line}" for line in _item(item, got)]
    return out


def plain(text):
    """Without case, marks, kinds of quotes and of spaces."""
    flat = re.sub(r"[*_`\\]", "", text or "")
    for sign, bare in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("«", '"'), ("»", '"')):
        flat = flat.replace(sign, bare)
    flat = re.sub(r"\s+", " ", flat).strip()
    return re.sub(r'" | "', '"', flat).casefold().strip(" :.")


def _any(value):
    return value if isinstance(value, list) else [value]


def _item(expected, got):
    yield from _words(expected, got)
    yield from _moments(expected, got)
    kinds = [warning["kind"] for warning in got["warnings"]]
    yield from (
        f"no warning {one['kind']}: {kinds}" for one in expected.get("warnings", []) if one["kind"] not in kinds
    )
    yield from (f"warning {kind}" for kind in expected.get("no_warnings", []) if kind in kinds)
    yield from _facts(expected, got)


def _words(expected, got):
    for key in ("label", "title"):
        if key in expected and plain(got[key]) not in [plain(one) for one in _any(expected[key])]:
            yield f"{key}: {got[key]!r} instead of {expected[key]!r}"


def _facts(expected, got):
    for key in ("emails", "languages"):
        if key in expected and {one.casefold() for one in expected[key]} != {one.casefold() for one in got[key]}:
            yield f"{key}: {got[key]} instead of {expected[key]}"
    for link in expected.get("links", []):
        if not any(_same_link(link, one) for one in got["links"]):
            yield f"no link {link}: {got['links']}"
    names = [plain(name) for name in got["attachments"]]
    wanted = expected.get("attachments", got["attachments"])
    if len(names) != len(wanted) or not all(any(plain(one) in name for name in names) for one in wanted):
        yield f"attachments: {names} instead of {wanted}"
    for place in expected.get("places", []):
        if not any(plain(place) in plain(one) for one in got["places"]):
            yield f"no place {place}: {got['places']}"


def _same_link(link, one):
    same = (one["url"] or "").rstrip("/") == (link["url"] or "").rstrip("/")
    return same and ("text" not in link or plain(link["text"]) == plain(one["text"]))


def _moments(expected, got):
    if "moments" not in expected:
        return
    found = [{**moment, "_places": got["places"]} for moment in got["moments"]]
    paired = _paired(expected["moments"], found)
    yield from (f"no moment {one}: {_shown(got)}" for at, one in enumerate(expected["moments"]) if at not in paired)
    for at, moment in enumerate(found):
        optional = any(_fits(one, moment) for one in expected.get("optional_moments", []))
        if at not in paired.values() and not optional:
            yield f"not expected: {moment['kind']} {moment['start']} {moment['text']!r}"


def _shown(got):
    return json.dumps([{key: one.get(key) for key in KEYS if one.get(key)} for one in got["moments"]])


def _paired(wanted, found):
    """A largest pairing of expected and found moments: expected index to found index."""
    taken = {}

    def place(at, seen):
        for other, moment in enumerate(found):
            if other not in seen and _fits(wanted[at], moment):
                seen.add(other)
                if other not in taken or place(taken[other], seen):
                    taken[other] = at
                    return True
        return False

    for at in range(len(wanted)):
        place(at, set())
    return {at: other for other, at in taken.items()}


def _fits(wanted, moment):
    return all(_same(key, wanted[key], moment) for key in KEYS if key in wanted)


def _same(key, wanted, moment):
    if isinstance(wanted, list):
        return any(_same(key, one, moment) for one in wanted)
    value = moment.get(key)
    if key == "zone" and isinstance(wanted, str) and wanted.startswith("="):
        return _distance(value, moment["start"]) == wanted[1:]
    if key == "place" and wanted:
        return plain(wanted) in plain(" ".join([value or "", *moment["_places"]]))
    return value == wanted


def _distance(zone, start):
    if not zone or not start:
        return None
    if zone.startswith("UTC"):
        return zone[3:] or "+00:00"
    shown = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).strftime("%z")
    return f"{shown[:3]}:{shown[3:]}"
