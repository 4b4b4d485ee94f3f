"""The letter of an edition: a subject that says what is asked and by when, an HTML part by MJML, a plain-text
part.

Both parts come from the edition. What differs from reader to reader of one language and zone (the name, the
address to unsubscribe) is left to the marks of ``delivery.letters``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heliograph.bulletin.edition import Button, Edition, ItemEdition, Moment
from heliograph.bulletin.renditions import letter_subject, letter_text
from heliograph.bulletin.renditions.letter_words import (
    Words,
    ask_line,
    date_details,
    date_name,
    dates_shown,
    words_for,
)
from heliograph.bulletin.states import Unrenderable
from heliograph.delivery.letters import Letter, Mark
from heliograph.texts.characters import without_controls
from heliograph.texts.languages import is_right_to_left
from heliograph.texts.render_html import render_html

#: The width of the column and of what stands in it, in CSS pixels.
WIDTH, INNER = 600, 544
#: The width of a picture that stands for a page.
_LINKED = 240


@dataclass(frozen=True)
class Picture:
    """A picture as wide as it is, or as the column is; ``width`` is 0 where it is not known."""

    url: str
    alt: str
    caption: str
    width: int
    link: str = ""


@dataclass(frozen=True)
class Dated:
    """A date in words: what it is for, when, and the details."""

    name: str
    moment: Moment
    details: str


@dataclass(frozen=True)
class Contents:
    """A line of the list of contents."""

    title: str
    language: str
    direction: str
    url: str
    ask: str


@dataclass(frozen=True)
class Entry:
    """An item as the template needs it."""

    item: ItemEdition
    body: SafeString
    moments: tuple[Dated, ...]
    pictures: tuple[Picture, ...]
    buttons: tuple[Button, ...]
    acts: bool
    foreign: str


def _pictures(item: ItemEdition) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            each.url,
            each.alt or each.caption,
            each.caption,
            min(each.width or INNER, _LINKED if each.link else INNER),
            each.link,
        )
        for each in item.pictures
    )


def _buttons(item: ItemEdition) -> tuple[Button, ...]:
    """What the item asks for: a button for all that it is bound to, else its own; none where nothing is asked."""
    bound = tuple(Button(each.label, each.button.url) for each in item.bound)
    return bound or ((item.button,) if item.button else ())


def _entry(item: ItemEdition, words: Words) -> Entry:
    return Entry(
        item=item,
        body=render_html(item.body, under=2, pictures=settings.SITE_URL + settings.MEDIA_URL),
        moments=tuple(Dated(date_name(m), m, date_details(m, words.language)) for m in dates_shown(item)),
        pictures=_pictures(item),
        buttons=_buttons(item) or (Button(words.read_on_web, item.url),),
        acts=item.button is not None or bool(item.bound),
        foreign=words.foreign(item),
    )


def _line(item: ItemEdition) -> Contents:
    return Contents(item.title, item.title_language, item.title_direction, item.url, ask_line(item))


def _context(edition: Edition, words: Words) -> dict[str, Any]:
    rtl = is_right_to_left(edition.language)
    return {
        "edition": edition,
        "words": words,
        "entries": [_entry(item, words) for item in edition.items],
        "contents": [_line(item) for item in edition.items],
        "introduction": render_html(edition.introduction, under=1, pictures=settings.SITE_URL + settings.MEDIA_URL),
        "preheader": letter_subject.preheader(edition),
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "width": WIDTH,
        "name_mark": str(Mark.NAME),
        "unsubscribe_mark": str(Mark.UNSUBSCRIBE),
        "preferences_mark": str(Mark.PREFERENCES),
    }


def _html(edition: Edition, words: Words) -> str:
    """A whole HTML document; nothing in it is fetched from elsewhere than the site. Raises Unrenderable."""
    source = without_controls(render_to_string("bulletin/letter/issue.mjml", _context(edition, words)))
    try:
        return str(mrml.to_html(source, mrml.ParserOptions(), mrml.RenderOptions(fonts={})).content)
    except OSError as error:
        raise Unrenderable(f"the letter's layout was refused: {error}") from error


def render(edition: Edition) -> Letter:
    """The letter for the readers of one language and zone.

    Raises Unrenderable where a text or a translation makes it impossible.
    """
    with translation.override(edition.language):
        try:
            words = words_for(edition)
            return Letter(
                subject=letter_subject.subject(edition),
                html=_html(edition, words),
                text=without_controls(letter_text.render(edition, words)),
                nameless=_("colleague"),
                url=f"{edition.url}?lang={edition.language}",
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Unrenderable(f"a translation does not fit its text: {error!r}") from error
