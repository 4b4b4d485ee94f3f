"""New editions: a programme with its calls, or one call, carried over to the next year as drafts to be checked.

Texts, questions, settings and attachments are copied; responses, followers and what was given to single people are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.deadlines.moments import Moment, later, moment_of, on_day, sometime
from heliograph.calls.desk.doors import held_call, held_programme
from heliograph.calls.models import Attachment, Call, CallEntry, Deadline, Programme, QuestionSet
from heliograph.calls.queries import CallQuerySet
from heliograph.calls.states import CallStatus, DeadlineKind, ProgrammeState
from heliograph.moments.precision import Precision
from heliograph.moments.zones import instant
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of

EDITION = "edition"
_LONGEST_SLUG = 80
_WEEKS = timedelta(weeks=52)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PROGRAMME = (
    "title", "summary", "text", "source_language", "marks", "image_alt", "organizer", "contact", "zone",
)  # fmt: skip
_CALL = (
    "kind", "position", "title", "summary", "text", "source_language", "marks", "audience", "visibility", "respondent",
    "limit", "delegation", "together", "languages", "minutes", "contact", "zone", "capacity", "waiting", "hold",
    "grace", "options",
)  # fmt: skip


class Moving(StrEnum):
    """How dates are carried over to the next year."""

    WEEKDAY = "weekday"
    DATE = "date"


@dataclass(frozen=True)
class Wish:
    """Under which name in addresses an edition is made, and how its dates move."""

    slug: str
    moving: Moving = Moving.WEEKDAY


def moved_day(day: date, moving: Moving) -> date:
    """The day in the next year: the same weekday 52 weeks later, or the same date (28 for 29 February)."""
    if moving == Moving.WEEKDAY:
        return day + _WEEKS
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def moved(row: Deadline, moving: Moving) -> Moment:
    """A date as it is in the next edition: at the same time of the organizer's clock, also where that has changed."""
    if row.at is None:
        about = moment_of(row).about
        return sometime(moved_day(about, moving), row.precision, row.zone) if about else later(row.words, row.zone)
    wall = row.at.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None)
    day = moved_day(wall.date(), moving)
    if row.precision != Precision.MINUTE:
        return on_day(day, row.zone)
    at = instant(datetime.combine(day, wall.time()), row.zone)
    return Moment(at, at, row.zone)


def next_slug(slug: str, year: int) -> str:
    """The name with its year replaced by the next, or with a year where it has none; free of both tables' names."""
    found = _YEAR.search(slug)
    wanted = f"{slug[: found.start()]}{int(found[1]) + 1}{slug[found.end() :]}" if found else f"{slug}-{year}"
    return wanted[-_LONGEST_SLUG:].strip("-")


def _later_year(value: LazyI18nString) -> LazyI18nString:
    """A title that names its year names the next one."""
    data = {
        language: _YEAR.sub(lambda found: str(int(found[1]) + 1), text) for language, text in texts_of(value).items()
    }
    return LazyI18nString(data)


def check_slug(slug: str, model: type[Call] | type[Programme]) -> None:
    """Raises Refused for a name that cannot stand in an address, or stands for another already."""
    if not slug or slugify(slug) != slug or len(slug) > _LONGEST_SLUG:
        raise Refused("slug", _("Write small letters, digits and hyphens only."))
    if model.objects.filter(slug=slug).exists():
        raise Refused("taken", _("Something else has this name already. Choose another."))


@transaction.atomic
def new_edition_of_call(call: Call, wish: Wish, by: Person, at: datetime) -> Call:
    """One call, beside the old one in its programme. Raises Refused: ``not-yours``, ``slug``, ``taken``.

    Of two who want one at once the second waits for the first, and is told that the name is taken.
    """
    held = held_call(call, by)
    check_slug(wish.slug, Call)
    return _copy_call(held, held.programme, wish, by, at)


@transaction.atomic
def new_edition_of_programme(programme: Programme, wish: Wish, by: Person, at: datetime) -> Programme:
    """A programme with its calls (``calls_to_carry_over``), as ``new_edition_of_call``."""
    held = held_programme(programme, by)
    check_slug(wish.slug, Programme)
    copy = _copy_programme(held, wish, at)
    _copy_attachments(held.attachments.all(), programme=copy)
    year = _year_of(held, at)
    for call in calls_to_carry_over(held):
        free = _free_slug(next_slug(call.slug, year), Call)
        _copy_call(call, copy, Wish(free, wish.moving), by, at)
    return copy


def calls_to_carry_over(programme: Programme) -> CallQuerySet:
    """The calls of a programme that a new edition has: none that was cancelled, and of those that were copied from one
    another in this programme only the last.
    """
    going = programme.calls.exclude(status=CallStatus.CANCELLED)
    older = going.filter(edition_of__isnull=False).values("edition_of")
    return going.exclude(pk__in=older).order_by("position", "pk")


def _year_of(programme: Programme, at: datetime) -> int:
    return (programme.begins or at.date()).year + 1


def _free_slug(wanted: str, model: type[Call]) -> str:
    """The name itself, or with the smallest number that is free."""
    number, free = 1, wanted
    while model.objects.filter(slug=free).exists():
        number += 1
        free = f"{wanted[: _LONGEST_SLUG - 4]}-{number}"
    return free


def suggested_slug(of: Call | Programme, at: datetime) -> str:
    """What a new edition could be called."""
    programme = of.programme if isinstance(of, Call) else of
    return next_slug(of.slug, _year_of(programme, at))


def _copy_programme(programme: Programme, wish: Wish, at: datetime) -> Programme:
    fields: dict[str, Any] = {name: getattr(programme, name) for name in _PROGRAMME}
    fields["title"] = _later_year(programme.title)
    for name in ("begins", "ends"):
        day = getattr(programme, name)
        fields[name] = moved_day(day, wish.moving) if day else None
    copy = Programme(
        slug=wish.slug, state=ProgrammeState.DRAFT, edition_of=programme, created_at=at, saved_at=at, **fields
    )
    if programme.image:
        copy.image.save(_name(programme.image), _content(programme.image), save=False)
    copy.save(force_insert=True)
    return copy


def _copy_call(call: Call, programme: Programme, wish: Wish, by: Person, at: datetime) -> Call:
    fields: dict[str, Any] = {name: getattr(call, name) for name in _CALL}
    fields["title"] = _later_year(call.title)
    copy: Call = Call.objects.create(
        slug=wish.slug,
        programme=programme,
        edition_of=call,
        to_check=True,
        created_at=at,
        saved_at=at,
        **fields,
    )
    _copy_dates(call, copy, wish.moving, by, at)
    _copy_questions(call, copy, by, at)
    _copy_attachments(call.attachments.all(), call=copy)
    CallEntry.objects.create(call=copy, at=at, by=by, verb=EDITION, data={"of": call.slug})
    return copy


def _copy_dates(call: Call, copy: Call, moving: Moving, by: Person, at: datetime) -> None:
    rows = Deadline.objects.current().filter(call=call)
    Deadline.objects.bulk_create(
        Deadline(call=copy, kind=row.kind, made_at=at, made_by=by, **moved(row, moving).fields) for row in rows
    )


def _copy_questions(call: Call, copy: Call, by: Person, at: datetime) -> None:
    newest = call.question_sets.first()
    questions = newest.questions if newest else []
    QuestionSet.objects.create(call=copy, questions=questions, made_at=at, saved_at=at, made_by=by)


def _copy_attachments(rows: Iterable[Attachment], **owner: Any) -> None:
    """Files are copied, so that one edition may be cleared away without the other."""
    for row in rows:
        copy = Attachment(position=row.position, title=row.title, language=row.language, url=row.url, **owner)
        copy.document, copy.document_number = row.document, row.document_number
        if row.file:
            copy.file.save(_name(row.file), _content(row.file), save=False)
        copy.save()


def _name(file: FieldFile) -> str:
    return PurePosixPath(file.name or "file").name


def _content(file: FieldFile) -> ContentFile[bytes]:
    with file.open("rb") as source:
        return ContentFile(source.read())


@dataclass(frozen=True)
class Pair:
    """A date of an edition beside the same of the edition before; None where one of the two has none."""

    kind: DeadlineKind
    before: Deadline | None
    now: Deadline | None


def pairs(call: Call) -> list[Pair]:
    """The dates of a call beside those that they were moved from. Two queries."""
    ours = {row.kind: row for row in Deadline.objects.current().filter(call=call)}
    theirs = {row.kind: row for row in Deadline.objects.current().filter(call=call.edition_of_id)}
    return [Pair(kind, theirs.get(kind), ours.get(kind)) for kind in DeadlineKind if kind in ours or kind in theirs]


@transaction.atomic
def checked(call: Call, by: Person, at: datetime) -> bool:
    """Somebody has looked at the dates; False where that was so before. Raises Refused: ``not-yours``."""
    held = held_call(call, by)
    if not held.to_check:
        return False
    held.to_check = False
    held.save(update_fields=["to_check"])
    CallEntry.objects.create(call=held, at=at, by=by, verb="dates-checked")
    return True
