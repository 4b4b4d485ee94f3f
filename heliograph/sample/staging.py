"""The sample put on stage: two issues in the archive, and the present one, read from its document and published.

Each step finds what is there and does nothing twice, so a first start that was broken off is simply started again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.importing import convert_file, draft_from, read_text
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.publishing import publish, shelve
from heliograph.sample.bulletins import NUMBER, as_markdown, build_document, document_name, earlier_issues, translations
from heliograph.sample.moving import bulletin_monday
from heliograph.sample.sources import SampleEdition
from heliograph.texts.multilingual import Marks, mark, texts_of

Editions = Mapping[str, SampleEdition]
_MORNING = time(9, 0)


@dataclass(frozen=True)
class Staged:
    """The present issue of the sample, and whether this call published it."""

    issue: Issue
    items: int
    fresh: bool


def sample_day(at: datetime) -> date:
    """The Monday of the week to which the sample's dates are moved."""
    today = at.astimezone(ZoneInfo(settings.ORGANIZER_ZONE)).date()
    return bulletin_monday(today, as_printed=settings.SAMPLE_DATES_AS_PRINTED)


def document_path() -> Path:
    """Where the sample bulletin's document is kept, to be looked at and imported again by hand."""
    return Path(settings.VAR) / "sample" / document_name()


def stage_archive(at: datetime) -> None:
    """The numbers before the present one, on the shelf."""
    for editions in earlier_issues(sample_day(at)):
        english = editions["en"]
        if Issue.objects.filter(number=english.number).exists():
            continue
        with transaction.atomic():
            morning = datetime.combine(english.date, _MORNING, ZoneInfo(settings.ORGANIZER_ZONE)).astimezone(UTC)
            draft = read_text(as_markdown(english), now=min(morning, at))
            issue = save_draft(draft, {}, f"info-flash-{english.number}.md", None, at)
            translate(issue, {language: one for language, one in editions.items() if language != "en"})
            shelve(issue.pk, min(morning, at), None, at)


def stage_bulletin(at: datetime) -> Staged:
    """The present number, read from its document, translated, and published, which sends it."""
    there = Issue.objects.filter(number=NUMBER).first()
    if there is not None:
        return Staged(there, there.items.count(), fresh=False)
    day = sample_day(at)
    document = build_document(day)
    document_path().parent.mkdir(parents=True, exist_ok=True)
    document_path().write_bytes(document)
    source = convert_file(BytesIO(document), document_name())
    pictures = {picture.name: picture.data for picture in source.pictures}
    with transaction.atomic():
        issue = save_draft(draft_from(source, now=at), {}, document_name(), None, at, pictures)
        translate(issue, translations(day))
        publish(issue.pk, None, at)
    return Staged(issue, issue.items.count(), fresh=True)


def translate(issue: Issue, editions: Editions) -> None:
    """Put the other languages on an issue whose items stand in the order of the editions'; they count as reviewed."""
    titles = {language: one.title for language, one in editions.items()}
    introductions = {language: one.introduction for language, one in editions.items()}
    _set_texts(issue, {"title": titles, "introduction": introductions}, issue.source_language)
    issue.save(update_fields=["title", "introduction", "marks"])
    for place, item in enumerate(issue.items.order_by("position", "pk")):
        parts = {language: one.items[place] for language, one in editions.items()}
        written = {
            "title": {language: part.title for language, part in parts.items()},
            "body": {language: part.body for language, part in parts.items()},
        }
        _set_texts(item, written, issue.source_language)
        item.save(update_fields=["title", "body", "marks"])
        captions = {language: [each.caption for each in part.pictures] for language, part in parts.items()}
        alternatives = {language: [each.alt for each in part.pictures] for language, part in parts.items()}
        _caption(item, issue.source_language, captions, alternatives)


def _caption(item: Item, source: str, captions: Mapping[str, list[str]], alternatives: Mapping[str, list[str]]) -> None:
    for number, picture in enumerate(item.pictures.order_by("position", "pk")):
        for name, words in (("caption", captions), ("alt", alternatives)):
            own = texts_of(getattr(picture, name), source)
            more = {language: lines[number] for language, lines in words.items() if number < len(lines)}
            setattr(picture, name, LazyI18nString({**own, **more}))
        picture.save(update_fields=["caption", "alt"])


def _set_texts(record: Issue | Item, written: Mapping[str, Mapping[str, str]], source: str) -> None:
    for name, texts in written.items():
        value = LazyI18nString({**texts_of(getattr(record, name), source), **texts})
        marks: Marks = dict(record.marks.get(name, {}))
        for language in texts:
            marks = mark(marks, value, source, language, reviewed=True)
        setattr(record, name, value)
        record.marks = {**record.marks, name: marks}
