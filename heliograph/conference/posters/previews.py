"""The pictures of posters: owed with acceptance, made in the background, made again where that was asked or lost."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.posters import drawing
from heliograph.conference.posters.models import Poster
from heliograph.frame.finished import touch
from heliograph.network.keeping import private
from heliograph.network.models import Person

logger = logging.getLogger(__name__)

#: A poster whose pictures are owed for so long has lost its task.
LOST_AFTER = timedelta(minutes=3)
_AT_ONCE = 50


def owed() -> QuerySet[Poster]:
    """The posters whose pictures are still to be made."""
    return Poster.objects.filter(shown=True, preview="", failed_at=None, file__quarantined_at=None).exclude(file=None)


def owe(poster: Poster) -> None:
    """Let the pictures of a poster be made once the transaction in which it is saved is sure."""
    transaction.on_commit(lambda: _enqueue(poster.pk))


def _enqueue(key: int) -> None:
    # By name: the task imports this module.
    import_string("heliograph.conference.posters.tasks.draw_poster").enqueue(key)


def drop(poster: Poster) -> None:
    """Take the pictures off a poster, which is saved afterwards; their files go once that is sure."""
    paths = [Path(each.path) for each in (poster.preview, poster.thumbnail, poster.copy) if each]
    poster.preview, poster.thumbnail, poster.copy = "", "", ""
    poster.width, poster.height, poster.failed_at = 0, 0, None
    transaction.on_commit(partial(_remove, paths))


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def draw(key: int, at: datetime) -> None:
    """Make the pictures of a poster, where they are owed; done twice, it is done once."""
    poster = owed().filter(pk=key).select_related("file").first()
    if poster is None or poster.file is None:
        return
    try:
        with poster.file.file.open("rb") as file:
            drawn = drawing.draw(file, poster.file.content_type)
    except FileNotFoundError:
        drawn = None
    if drawn is None:
        logger.warning("The pictures of poster %s could not be drawn.", poster.public_id)
    _keep(poster, drawn, at)


@transaction.atomic
def _keep(drawn_of: Poster, drawn: drawing.Drawn | None, at: datetime) -> None:
    """Keep the pictures, unless the poster has changed meanwhile: then others are owed."""
    poster = owed().select_for_update(of=("self",)).filter(pk=drawn_of.pk, file=drawn_of.file).first()
    if poster is None:
        return
    if drawn is None:
        poster.failed_at = at
        poster.save(update_fields=["failed_at"])
        return
    stem = f"posters/{poster.public_id.hex}-{int(at.timestamp())}"
    poster.preview = _written(f"{stem}.jpg", drawn.preview)
    poster.thumbnail = _written(f"{stem}-small.jpg", drawn.thumbnail)
    poster.copy = _written(f"{stem}.pdf", drawn.copy) if drawn.copy else ""
    poster.width, poster.height, poster.changed_at = drawn.width, drawn.height, at
    poster.save(update_fields=["preview", "thumbnail", "copy", "width", "height", "changed_at"])
    touch()


def _written(name: str, data: bytes) -> str:
    """The name under which bytes are kept, whole from the first moment on."""
    path = Path(private().path(name))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return name


def draw_owed(at: datetime) -> int:
    """Make the pictures that a lost task has not made; returns of how many posters. For the clock."""
    lost = list(owed().filter(changed_at__lt=at - LOST_AFTER).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    for key in lost:
        draw(key, at)
    return len(lost)


@transaction.atomic
def draw_again(conference: Conference, number: int | None, by: Person, at: datetime) -> int:
    """Let the pictures of one poster be made anew, or (None) of all of which they could not; returns of how many.

    Raises Refused.
    """
    held = held_conference(conference, by)
    asked = Poster.objects.filter(conference=held, shown=True)
    asked = asked.exclude(failed_at=None) if number is None else asked.filter(number=number)
    found = list(asked.select_for_update(of=("self",)).order_by("number"))
    for poster in found:
        drop(poster)
        poster.changed_at = at
        poster.save()
        owe(poster)
    if found:
        log(held, "posters-drawn", by, at, numbers=[poster.number for poster in found])
    return len(found)
