"""Puts the other languages of the sample on an issue that was saved from its English document."""

from __future__ import annotations

from collections.abc import Mapping

from i18nfield.strings import LazyI18nString

from heliograph.bulletin.models import Issue, Item, Label
from heliograph.sample.bulletins import button_words
from heliograph.sample.sources import SampleEdition, SampleItem
from heliograph.texts.multilingual import Marks, mark, texts_of

Editions = Mapping[str, SampleEdition]
_Parts = Mapping[str, SampleItem]


def translate(issue: Issue, editions: Editions) -> None:
    """Put all editions on an issue whose items stand in the order of theirs; translations count as reviewed.

    The texts of the issue's own language stay as they were imported; pictures get their words from its edition too.
    """
    source = issue.source_language
    titles = {language: one.title for language, one in editions.items()}
    introductions = {language: one.introduction for language, one in editions.items()}
    _set_texts(issue, {"title": titles, "introduction": introductions}, source)
    issue.save(update_fields=["title", "introduction", "marks"])
    for place, item in enumerate(issue.items.select_related("label").order_by("position", "pk")):
        _translate_item(item, {language: one.items[place] for language, one in editions.items()}, source)


def _translate_item(item: Item, parts: _Parts, source: str) -> None:
    buttons = {language: button_words(part) for language, part in parts.items() if item.action_url}
    written = {
        "title": {language: part.title for language, part in parts.items()},
        "body": {language: part.body for language, part in parts.items()},
        "action_label": {language: words for language, words in buttons.items() if words},
    }
    _set_texts(item, written, source)
    item.save(update_fields=["title", "body", "action_label", "marks"])
    _describe_pictures(item, parts, source)
    if item.label is not None:
        _name_label(item.label, parts)


def _describe_pictures(item: Item, parts: _Parts, source: str) -> None:
    for number, picture in enumerate(item.pictures.order_by("position", "pk")):
        shown = {language: part.pictures[number] for language, part in parts.items() if number < len(part.pictures)}
        captions = {language: one.caption for language, one in shown.items()}
        alternatives = {language: one.alt for language, one in shown.items()}
        picture.caption = LazyI18nString({**captions, **texts_of(picture.caption, source)})
        picture.alt = LazyI18nString({**alternatives, **texts_of(picture.alt, source)})
        picture.save(update_fields=["caption", "alt"])


def _name_label(label: Label, parts: _Parts) -> None:
    """Name a label in the languages in which it has no name yet."""
    own = texts_of(label.name)
    more = {language: part.label.capitalize() for language, part in parts.items() if part.label}
    if not more.keys() <= own.keys():
        label.name = LazyI18nString({**more, **own})
        label.save(update_fields=["name"])


def _set_texts(record: Issue | Item, written: Mapping[str, Mapping[str, str]], source: str) -> None:
    for name, texts in written.items():
        others = {language: words for language, words in texts.items() if language != source}
        value = LazyI18nString({**texts_of(getattr(record, name), source), **others})
        marks: Marks = dict(record.marks.get(name, {}))
        for language in others:
            marks = mark(marks, value, source, language, reviewed=True)
        setattr(record, name, value)
        record.marks = {**record.marks, name: marks}
