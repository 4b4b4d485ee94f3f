"""The plain-text part of a letter: the same things in the same order as the HTML, in lines of at most 72
columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from heliograph.bulletin.edition import Edition, ItemEdition, Moment
from heliograph.bulletin.renditions.letter_words import Words, ask_line, date_details, date_name, dates_shown
from heliograph.delivery.letters import Mark
from heliograph.texts.commas import with_commas
from heliograph.texts.render_plain import COLUMNS, render_plain
from heliograph.texts.wrapping import width, wrap

_RULE = "-" * COLUMNS


def _underlined(title: str, mark: str) -> list[str]:
    lines = wrap(title, COLUMNS)
    return [*lines, mark * max(map(width, lines))]


def _colon(words: str) -> str:
    """The words with a colon as the language sets it."""
    return _("%(event)s:") % {"event": words}


def _pointer(words: str, url: str) -> str:
    """What is found at an address, and the address, on a line of its own where both do not fit on one."""
    return "\n".join(wrap(f"{_colon(words)} <{url}>", COLUMNS))


def _contents(edition: Edition, words: Words) -> Iterator[str]:
    yield from _underlined(words.contents, "-")
    for item in edition.items:
        lead = f"{item.number}. "
        yield from wrap(item.title, COLUMNS, lead, " " * len(lead))
        if ask := ask_line(item):
            yield from wrap(ask, COLUMNS, " " * len(lead), " " * len(lead))


def _date(moment: Moment, language: str) -> Iterator[str]:
    name = date_name(moment)
    yield from wrap(f"{name} {moment.when.first}".strip(), COLUMNS, "* ", "  ")
    if details := date_details(moment, language):
        yield from wrap(details, COLUMNS, "  ", "  ")


def _enclosed(item: ItemEdition, words: Words) -> Iterator[str]:
    for picture in item.pictures:
        if picture.link:
            yield _pointer(picture.caption, picture.link)
        elif described := picture.caption or picture.alt:
            yield from wrap(f"[{described}]", COLUMNS)
    if item.attachments:
        yield f"{words.attachments}:"
        for file in item.attachments:
            yield from wrap(f"{file.title} <{file.url}>", COLUMNS, "- ", "  ")


def _buttons(item: ItemEdition, words: Words) -> Iterator[str]:
    if item.button is None and not item.bound:
        yield _pointer(words.read_on_web, item.url)
    if item.button is not None:
        yield _pointer(item.button.label, item.button.url)
    for each in item.bound:
        yield _pointer(each.label, each.button.url)


def _item(item: ItemEdition, words: Words) -> Iterator[str]:
    """The item's parts, each a run of lines."""
    label = [item.label] if item.label else []
    yield "\n".join([*label, *_underlined(f"{item.number}. {item.title}", "=")])
    if foreign := words.foreign(item):
        yield "\n".join(wrap(f"({foreign})", COLUMNS))
    yield "\n".join(line for moment in dates_shown(item) for line in _date(moment, words.language))
    yield item.standing.words if item.standing.key in {"closed", "over"} else ""
    yield render_plain(item.body)
    yield "\n".join(_enclosed(item, words))
    yield "\n".join(_buttons(item, words))
    yield "\n".join(wrap(f"{words.contact} {with_commas(item.contacts)}", COLUMNS)) if item.contacts else ""


def _head(edition: Edition, words: Words) -> Iterator[str]:
    yield "\n".join(_underlined(edition.title.words, "="))
    yield edition.date.words
    yield words.corrected
    yield _pointer(words.whole_on_web, edition.url)
    yield words.greeting
    yield render_plain(edition.introduction)
    yield "\n".join(wrap(words.times, COLUMNS))
    yield "\n".join(_contents(edition, words))


def _foot(words: Words) -> Iterator[str]:
    yield _RULE
    yield "\n".join(wrap(words.why, COLUMNS))
    yield f"{_colon(words.unsubscribe)}\n<{Mark.UNSUBSCRIBE}>"
    yield f"{_colon(words.preferences)}\n<{Mark.PREFERENCES}>"
    if words.versions:
        yield "\n".join([words.also, *(_pointer(version.name, version.url) for version in words.versions)])
    yield f"{_pointer(words.as_pdf, words.pdf_url)}\n{_pointer(words.as_calendar, words.calendar_url)}"


def render(edition: Edition, words: Words) -> str:
    """The whole text, ended by a newline."""
    parts = list(_head(edition, words))
    for item in edition.items:
        parts += [_RULE, *_item(item, words)]
    parts += _foot(words)
    return "\n\n".join(part for part in parts if part) + "\n"
