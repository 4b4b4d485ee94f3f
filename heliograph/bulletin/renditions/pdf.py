"""An issue as PDF: A4, tagged (PDF/UA-1), with real links, in the fonts that come with the project's dependencies.

The edition goes to the template ``issue.typ`` as data; the pictures of the issue are laid out beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import override

from heliograph.bulletin.edition import Edition, ItemEdition, Moment, Shown
from heliograph.frame.typesetting import typeset
from heliograph.texts.as_json import to_json
from heliograph.texts.tree import Document

TEMPLATE = Path(__file__).with_name("issue.typ")
_READABLE = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}


def _blocks(document: Document) -> list[dict[str, Any]]:
    return list(to_json(document)["blocks"])


def _moment(moment: Moment) -> dict[str, Any]:
    when = moment.when
    return {
        "what": moment.what_words,
        "tongue": moment.language_name,
        "first": when.first,
        "second": "" if when.closes else when.second,
        "closes": when.closes,
        "opens": when.opens,
        "was": moment.was,
        "place": moment.place,
        "withdrawn": moment.stored.withdrawn,
    }


def _lay_out(pictures: Iterable[Shown], place: Path, prefix: str) -> Iterator[dict[str, str]]:
    """Copy pictures beside the template; one that is gone from the storage is left out."""
    for number, shown in enumerate(pictures):
        suffix = Path(shown.name).suffix.lower()
        found = _read(shown) if suffix in _READABLE else None
        if found is None:
            continue
        file = place / f"{prefix}-{number}{suffix}"
        file.write_bytes(found)
        words = {"alt": shown.alt or shown.caption or _("Picture"), "caption": shown.caption, "link": shown.link}
        yield {"file": file.name, **words}


def _read(shown: Shown) -> bytes | None:
    """The bytes of a picture, from the storage or, where it leads to a page, from the static files."""
    if shown.link:
        found = finders.find(shown.name)
        return Path(found).read_bytes() if found else None
    if not default_storage.exists(shown.name):
        return None
    with default_storage.open(shown.name, "rb") as source:
        return bytes(source.read())


def _item(item: ItemEdition, place: Path) -> dict[str, Any]:
    buttons = [{"label": item.button.label, "url": item.button.url}] if item.button else []
    buttons += [{"label": each.label, "url": each.button.url} for each in item.bound]
    return {
        "label": item.label,
        "title": item.title,
        "title_language": item.title_language,
        "title_direction": item.title_direction,
        "language": item.language,
        "direction": item.direction,
        "note": "" if item.translated else _("This text is not yet in your language."),
        "body": _blocks(item.body),
        "moments": [_moment(moment) for moment in item.moments],
        "buttons": buttons,
        "contacts": list(item.contacts),
        "pictures": list(_lay_out(item.pictures, place, item.slug)),
        "attachments": [{"url": file.url, "words": f"{file.title} ({file.form})"} for file in item.attachments],
    }


def _correction(on: str, note: str) -> str:
    return _("Corrected on %(day)s: %(note)s") % {"day": on, "note": note}


def data(edition: Edition, place: Path) -> dict[str, Any]:
    """What the template is given; pictures are copied into ``place``."""
    with override(edition.language):
        return {
            "document_title": edition.full_title,
            "title": edition.full_title,
            "network": str(settings.NETWORK_NAME),
            "day": edition.date.words,
            "url": edition.url,
            "footer": edition.url.removeprefix("https://").removeprefix("http://"),
            "language": edition.language,
            "direction": edition.direction,
            "introduction": _blocks(edition.introduction),
            "introduction_language": edition.introduction_language,
            "introduction_direction": edition.introduction_direction,
            "corrections": [_correction(each.on.words, each.note) for each in edition.corrections],
            "items": [_item(item, place) for item in edition.items],
        }


def render(edition: Edition) -> bytes:
    """The PDF of an edition. Raises frame.typesetting.MissingFont where a font of the template is not installed."""
    stamp = edition.corrected_at or edition.published_at or edition.prepared_at
    return typeset(TEMPLATE, lambda place: data(edition, place), stamp)
