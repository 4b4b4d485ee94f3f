"""Editions made by hand, so that a renderer can be tried without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

from heliograph.bulletin.edition import Button, Correction, Day, Edition, ItemEdition, Moment, Said, Standing
from heliograph.moments.wording import Stored, write
from heliograph.texts.languages import direction
from heliograph.texts.markdown import parse

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
SPACE = UUID("00000000-0000-0000-0000-000000000022")

BODY = """Bring **one practice** and [read the guide](https://example.org/guide?a=1&b=2).

- First point
  - A point below
- Second point with `code`

| Language | Time |
| --- | --- |
| English | 10:00 |

#[raw] $x$ <b> \\#set text
"""


def moment(name, kind="deadline", start=None, end=None, precision="minute", *, zone="Europe/Paris", **more):
    stored = Stored(
        kind, start, end, zone, precision, withdrawn=more.pop("withdrawn", False), words=more.get("words", "")
    )
    given = {
        "uid": uuid5(SPACE, name),
        "sequence": 0,
        "kind": kind,
        "what": name,
        "what_words": name,
        "when": write(stored, reader_zone="Africa/Lome", language="en", now=NOW),
        "stored": stored,
        "place": "",
        "language": "",
        "language_name": "",
        "words": "",
    }
    return Moment(**{**given, **more})


def item(number=1, *, title="A meeting of the network", language="en", body=BODY, moments=(), **more):
    given = {
        "number": number,
        "slug": f"item-{number}",
        "url": f"https://bulletin.example.org/issues/22/#item-{number}",
        "label_key": "invitation",
        "label": "Invitation",
        "title": title,
        "title_language": language,
        "title_direction": direction(language),
        "language": language,
        "direction": direction(language),
        "translated": True,
        "body": parse(body),
        "moments": tuple(moments),
        "standing": Standing("open", "open"),
        "button": Button("Register", "https://example.org/register"),
        "contacts": ("desk@secretariat.example.org",),
        "pictures": (),
        "attachments": (),
    }
    return ItemEdition(**{**given, **more})


def edition(items=(), *, language="en", title="Info Flash", **more):
    given = {
        "number": 22,
        "state": "published",
        "date": Day("2026-01-12", "Monday, 12 January 2026"),
        "title": Said(title, language, direction(language)),
        "introduction": parse("What the network asks of you."),
        "introduction_language": language,
        "introduction_direction": direction(language),
        "language": language,
        "direction": direction(language),
        "languages": (language,),
        "zone": "Africa/Lome",
        "zone_words": "Lomé time",
        "organizer_zone": "Europe/Paris",
        "url": "https://bulletin.example.org/issues/22/",
        "pdf_url": "https://bulletin.example.org/issues/22/bulletin.pdf",
        "calendar_url": "https://bulletin.example.org/issues/22/bulletin.ics",
        "items": tuple(items) or (item(),),
        "closings": (),
        "published_at": datetime(2026, 1, 12, 8, 0, tzinfo=UTC),
        "corrected_at": None,
        "corrected_on": None,
        "corrections": (),
        "prepared_at": NOW,
    }
    return Edition(**{**given, **more})


def correction():
    return Correction(Day("2026-01-14", "Wednesday, 14 January 2026"), "The time was wrong.")
