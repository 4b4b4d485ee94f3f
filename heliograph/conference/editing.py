"""Changes to a conference on the desk: one function per change, with lock, rule, write and log entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import held_programme, saved
from heliograph.calls.models import Programme
from heliograph.calls.rules import may_run
from heliograph.conference.calls import PARTS
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference, Theme
from heliograph.conference.registering import new_days
from heliograph.conference.registering.new_days import Days
from heliograph.conference.timetable.along import Frame, frame_of, take_along
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.slugs import slug_of

FIELDS = ("event", "first_day", "last_day", "zone", "address", "country", "signatory")
_LONGEST = 40


class Stale(Exception):
    """The conference was saved by somebody else after this editor opened it; nothing was written."""


def _write(row: Conference, fields: Mapping[str, Any], reviewed: Reviewed) -> None:
    for name in FIELDS:
        setattr(row, name, fields[name])
    places = {language: clean_line(words) for language, words in fields["place"].items()}
    write_texts(row, ("place",), {"place": places}, reviewed, row.programme.source_language)
    if row.event is not None and row.event.programme_id != row.programme_id:
        raise Refused("other-event", _("This event belongs to another programme."))


@transaction.atomic
def make_conference(programme: Programme, fields: Mapping[str, Any], by: Person, at: datetime) -> Conference:
    """Make a conference of a programme; ``fields`` has ``FIELDS`` and ``place`` by language.

    Raises Refused: ``not-yours``, ``is-one``, ``other-event``.
    """
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if not may_run(by, held):
        raise Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))
    if Conference.objects.filter(programme=held).exists():
        raise Refused("is-one", _("This programme is a conference already."))
    made = Conference(programme=held, created_at=at, saved_at=at)
    _write(made, fields, Reviewed())
    made.save()
    log(made, "made", by, at)
    return made


@transaction.atomic
def save_conference(
    conference: Conference, fields: Mapping[str, Any], reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> Conference:
    """Save days and place; what the timetable has stays at its times on the clock of the place.

    Everybody who is registered is told of other days; the programme's days and short retention go along with them.

    Raises Stale where somebody else has saved since ``seen`` (its version), and Refused, also as ``take_along``.
    """
    row = held_conference(conference, by)
    if str(row.version) != seen:
        raise Stale
    before = frame_of(row)
    _write(row, fields, reviewed)
    take_along(row, before, by, at)
    row.version, row.saved_at = row.version + 1, at
    row.save()
    _take_programme_along(row, before, by, at)
    for part in PARTS.values():
        part.keep_along(row, before.last)
    new_days.tell(row, Days(before.first, before.last), by, at)
    log(row, "edited", by, at)
    return row


def _take_programme_along(row: Conference, before: Frame, by: Person, at: datetime) -> None:
    """The days of the programme are those of the conference, where they were so before."""
    held = held_programme(row.programme, by)
    if (held.begins, held.ends or held.begins) != (before.first, before.last):
        return
    if (row.first_day, row.last_day) != (before.first, before.last):
        held.begins, held.ends = row.first_day, row.last_day
        saved(held, at)


@transaction.atomic
def save_theme(
    conference: Conference, theme: Theme | None, names: Mapping[str, str], reviewed: Reviewed, by: Person, at: datetime
) -> Theme:
    """Rename a theme, or add one (None). ``names`` by language. Raises Refused: ``no-name``."""
    row = held_conference(conference, by)
    source = row.programme.source_language
    written = {language: clean_line(words) for language, words in names.items()}
    if not written.get(source):
        raise Refused("no-name", _("Write the name in the language of the original."))
    if theme is None:
        last = row.themes.aggregate(last=Max("position"))["last"]
        theme = Theme(conference=row, key=_free_key(row, written[source]), position=0 if last is None else last + 1)
    write_texts(theme, ("name",), {"name": written}, reviewed, source)
    theme.save()
    log(row, "theme-saved", by, at, theme.key)
    return theme


@transaction.atomic
def remove_theme(conference: Conference, theme: Theme, by: Person, at: datetime) -> None:
    """Take a theme away; posters and sessions that had it have none then. Raises Refused."""
    row = held_conference(conference, by)
    if row.themes.filter(pk=theme.pk).delete()[0]:
        log(row, "theme-removed", by, at, theme.key)


def _free_key(conference: Conference, name: str) -> str:
    stem = slug_of(name, _LONGEST - 4) or "theme"
    taken = set(conference.themes.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
