"""The letter that brings together what a reader would have got one by one: an HTML part by MJML, a plain-text part.

Its contents are finished and personal already, so only the marks of the digest itself are left in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_supported_language_variant, ngettext
from django.utils.translation import gettext as _

from heliograph.delivery.letters import Attached, Letter, Mark, one_line
from heliograph.delivery.states import Incomplete
from heliograph.texts.characters import without_controls
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.render_plain import COLUMNS
from heliograph.texts.wrapping import width, wrap

#: The width of the column, in CSS pixels.
WIDTH = 600
_RULE = "-" * COLUMNS


@dataclass(frozen=True)
class Enclosed:
    """A letter that has waited, in its reader's own words; ``language`` is its own.

    ``about`` says of which kind it is and when it was sent. Where it stands on the web, ``url`` says where; else
    ``text`` is all of it, empty where it is no longer kept. ``reply_to`` is where answers to it go, if not to the site.
    """

    subject: str
    language: str
    about: str
    url: str = ""
    text: str = ""
    reply_to: str = ""
    attachments: tuple[Attached, ...] = ()

    @property
    def title(self) -> str:
        return self.subject or _("(without a subject)")

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def start(self) -> str:
        """The side on which its lines begin, as HTML in mail wants it."""
        return "right" if is_right_to_left(self.language) else "left"

    @property
    def whereabouts(self) -> str:
        """What is said where it cannot be pointed to on the web."""
        return _("It stands in full below.") if self.text else _("Its text is no longer kept.")

    @property
    def as_html(self) -> SafeString:
        """The text with its addresses as links, line by line as it was written."""
        return mark_safe(urlize(self.text.strip(), autoescape=True).replace("\n", "<br />"))


@dataclass(frozen=True)
class Words:
    """The sentences that both parts share, in the active language."""

    language: str
    greeting: str
    lead: str
    read: str
    answers: str
    why: str
    choose: str
    stop: str


def interface_language(tag: str) -> str:
    """The language of the interface for a BCP 47 tag; the site's own where there is none."""
    try:
        return get_supported_language_variant(tag)
    except LookupError:
        return settings.LANGUAGE_CODE


def write(letters: Sequence[Enclosed]) -> Letter:
    """The digest of these letters, at least one, in the active language. Raises Incomplete for a refused layout."""
    words = _words(get_language(), len(letters))
    return Letter(
        subject=_subject(letters),
        html=_html(letters, words),
        text=without_controls(_text(letters, words)),
        nameless=_("colleague"),
        attachments=tuple(file for each in letters if each.text for file in each.attachments),
    )


def _subject(letters: Sequence[Enclosed]) -> str:
    count = len(letters)
    line = ngettext(
        "%(count)s letter from the past two weeks: %(first)s",
        "%(count)s letters from the past two weeks: %(first)s",
        count,
    )
    return one_line(line % {"count": count, "first": letters[0].title})


def _words(language: str, count: int) -> Words:
    name = f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)
    lead = ngettext(
        "This letter has waited for you since the last time:",
        "These %(count)s letters have waited for you since the last time:",
        count,
    )
    return Words(
        language=language,
        greeting=_("Dear %(name)s,") % {"name": name},
        lead=lead % {"count": count},
        read=_("Read it on the web"),
        answers=_("Answers go to:"),
        why=_("You have chosen to get these letters together, every two weeks."),
        choose=_("Choose which letters you get, and how"),
        stop=_("Send me none of these letters any more"),
    )


def _html(letters: Sequence[Enclosed], words: Words) -> str:
    source = without_controls(render_to_string("delivery/letter/digest.mjml", _context(letters, words)))
    try:
        return str(mrml.to_html(source, mrml.ParserOptions(), mrml.RenderOptions(fonts={})).content)
    except OSError as error:
        raise Incomplete(f"the digest's layout was refused: {error}") from error


def _context(letters: Sequence[Enclosed], words: Words) -> dict[str, Any]:
    return {
        "letters": letters,
        "in_full": [each for each in letters if each.text],
        "title": _subject(letters),
        "words": words,
        "direction": direction(words.language),
        "start": "right" if is_right_to_left(words.language) else "left",
        "width": WIDTH,
        "unsubscribe_mark": str(Mark.UNSUBSCRIBE),
        "preferences_mark": str(Mark.PREFERENCES),
    }


def _text(letters: Sequence[Enclosed], words: Words) -> str:
    """The same things in the same order, in lines of at most 72 columns; ended by a newline."""
    parts = [words.greeting, "\n".join(wrap(words.lead, COLUMNS))]
    parts += ["\n".join(_line(number, each, words)) for number, each in enumerate(letters, 1)]
    for each in letters:
        if each.text:
            parts += [_RULE, _underlined(each.title), each.text.strip()]
    return "\n\n".join([*parts, _RULE, *_foot(words)]) + "\n"


def _line(number: int, each: Enclosed, words: Words) -> Iterator[str]:
    lead = f"{number}. "
    inside = " " * len(lead)
    yield from wrap(each.title, COLUMNS, lead, inside)
    yield from wrap(each.about, COLUMNS, inside, inside)
    yield from wrap(f"{with_colon(words.read)} <{each.url}>" if each.url else each.whereabouts, COLUMNS, inside, inside)
    if each.reply_to:
        yield from wrap(f"{words.answers} {each.reply_to}", COLUMNS, inside, inside)


def _underlined(title: str) -> str:
    lines = wrap(title, COLUMNS)
    return "\n".join([*lines, "=" * max(map(width, lines))])


def _foot(words: Words) -> Iterator[str]:
    yield "\n".join(wrap(words.why, COLUMNS))
    yield f"{with_colon(words.choose)}\n<{Mark.PREFERENCES}>"
    yield f"{with_colon(words.stop)}\n<{Mark.UNSUBSCRIBE}>"
