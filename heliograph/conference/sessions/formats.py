"""The formats of a conference's sessions: two to begin with, changed on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from i18nfield.strings import LazyI18nString

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Format, Session
from heliograph.frame.phrases import in_all_languages
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.slugs import slug_of

TEXTS = ("name", "about")
#: Minutes that a session lasts at most.
MOST_MINUTES = 600
_LONGEST = 40
_FIRST = (
    ("workshop", 45, gettext_noop("Peer-to-peer learning workshop"),
     gettext_noop("Coordinators show one another what has worked, and try it out together.")),
    ("co-working", 80, gettext_noop("Co-working session"),
     gettext_noop("A group works on a common task and leaves with something that is written down.")),
)  # fmt: skip


def begin_formats(conference: Conference) -> None:
    """Give a conference without formats the two that such conferences have."""
    if conference.formats.exists():
        return
    Format.objects.bulk_create(
        Format(
            conference=conference, key=key, minutes=minutes, position=position,
            name=LazyI18nString(in_all_languages(name)), about=LazyI18nString(in_all_languages(about)),
        )
        for position, (key, minutes, name, about) in enumerate(_FIRST)
    )  # fmt: skip


@transaction.atomic
def save_format(
    conference: Conference, row: Format | None, texts: Mapping[str, Mapping[str, str]], minutes: int,
    reviewed: Reviewed, by: Person, at: datetime,
) -> Format:  # fmt: skip
    """Change a format, or add one (None). Sessions that lasted as long as it did last as long as it does.

    Raises Refused: ``not-yours``, ``no-name``, ``minutes``.
    """
    held = held_conference(conference, by)
    source = held.programme.source_language
    names = {language: clean_line(words) for language, words in texts["name"].items()}
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("minutes", _("A session lasts from 1 to %(most)s minutes.") % {"most": MOST_MINUTES})
    if row is None:
        if not names.get(source):
            raise Refused("no-name", _("Write the name in the language of the original."))
        row = Format(conference=held, **_next(held, names[source]))
    else:
        row.sessions.filter(minutes=row.minutes).update(minutes=minutes)
    write_texts(row, TEXTS, {**texts, "name": names}, reviewed, source)
    row.minutes = minutes
    row.save()
    log(held, "format-saved", by, at, row.key)
    return row


@transaction.atomic
def remove_format(conference: Conference, row: Format, by: Person, at: datetime) -> None:
    """Take away a format that no session has. Raises Refused: ``not-yours``, ``used``."""
    held = held_conference(conference, by)
    if row.sessions.exists():
        raise Refused("used", _("Sessions have this format. It can be renamed, but not taken away."))
    if held.formats.filter(pk=row.pk).delete()[0]:
        log(held, "format-removed", by, at, row.key)


@transaction.atomic
def set_minutes(conference: Conference, session: Session, minutes: int | None, by: Person, at: datetime) -> None:
    """Say how long one session lasts; None: as long as its format. Raises Refused: ``not-yours``, ``minutes``."""
    held = held_conference(conference, by)
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Refused("minutes", _("A session lasts from 1 to %(most)s minutes.") % {"most": MOST_MINUTES})
    row = held.sessions_held.select_for_update(of=("self",)).select_related("format").get(pk=session.pk)
    row.minutes = row.format.minutes if minutes is None else minutes
    row.changed_at = at
    row.save(update_fields=["minutes", "changed_at"])
    log(held, "minutes-set", by, at, row.title[:200], session=str(row.public_id), minutes=row.minutes)


def _next(conference: Conference, name: str) -> dict[str, Any]:
    """The key and the place of a new format."""
    last = conference.formats.aggregate(last=Max("position"))["last"]
    stem = slug_of(name, _LONGEST - 4) or "format"
    taken = set(conference.formats.filter(key__startswith=stem).values_list("key", flat=True))
    key = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    return {"key": key, "position": 0 if last is None else last + 1}
