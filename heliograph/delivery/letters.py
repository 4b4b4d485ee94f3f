"""What a finished letter is, and the marks in it that each message replaces by its own words.

A mark is made of ASCII letters only: HTML escaping, URL quoting and the mail encodings (RFC 2045) leave it as it is,
so that a letter is rendered once per language and zone and its marks are replaced in text or in bytes, in one pass.
What is put in is never searched again: a name that looks like a mark stays a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, nonmember
from html import escape

from heliograph.delivery.states import Incomplete


class Mark(StrEnum):
    """Where a message's own words go. Write them into the subject, the HTML and the text as they are."""

    NAME = "HeliographMarkName"
    ADDRESS = "HeliographMarkAddress"
    UNSUBSCRIBE = "HeliographMarkUnsubscribe"
    PREFERENCES = "HeliographMarkPreferences"
    #: The signed address and the mailing's key (``links.letter_token``), for a page of the app that sends: there it is
    #: read by ``links.read_letter_token``, and the key says that it was meant for that page.
    TOKEN = "HeliographMarkToken"

    #: Django's templates would otherwise call the class: ``{{ marks.NAME }}``.
    do_not_call_in_templates = nonmember(True)


Values = Mapping[Mark, str]
_MARKS = re.compile("|".join(Mark))
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
LONGEST_SUBJECT = 250
_CONTENT_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;[ -~]*)?\Z", re.ASCII)


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter; ``content_type`` with its parameters (``text/calendar; method=REQUEST``)."""

    name: str
    content_type: str
    content: bytes

    def check(self) -> None:
        """Raise Incomplete for what is no content type (RFC 2045, 5.1)."""
        if not _CONTENT_TYPE.match(self.content_type):
            raise Incomplete(f"“{self.content_type}” is no content type")


@dataclass(frozen=True)
class Letter:
    """A finished letter for one language and zone: a whole HTML document and a plain text that says the same.

    Both hold ``Mark.UNSUBSCRIBE`` or ``Mark.PREFERENCES``, unless the topic is transactional; ``Mark.NAME`` becomes
    ``nameless`` ("colleague") for a reader without a name. ``reply_to`` is an address, the site's own where it is
    empty; ``url`` is where the same can be read on the web, for the digest; after ``good_until`` (aware)
    the letter is of no use, and is not sent.
    """

    subject: str
    html: str
    text: str
    nameless: str = ""
    reply_to: str = ""
    url: str = ""
    attachments: tuple[Attached, ...] = ()
    good_until: datetime | None = None

    def check(self, *, transactional: bool = False) -> None:
        """Raise Incomplete where there is no subject, an empty part, or a part without the reader's way out."""
        if not one_line(self.subject):
            raise Incomplete("the letter has no subject")
        for part, content in (("HTML", self.html), ("text", self.text)):
            if not content.strip():
                raise Incomplete(f"the {part} part of “{self.subject}” is empty")
            if not transactional and Mark.UNSUBSCRIBE not in content and Mark.PREFERENCES not in content:
                raise Incomplete(f"the {part} part of “{self.subject}” holds no {Mark.UNSUBSCRIBE}")
        for attached in self.attachments:
            attached.check()


def personal_text(text: str, values: Values) -> str:
    """The text with each mark replaced; a mark without a value becomes nothing."""
    return _MARKS.sub(lambda found: values.get(Mark(found.group()), ""), text)


def personal_html(html: str, values: Values) -> str:
    """As ``personal_text``, with every value escaped for content and attributes alike."""
    return personal_text(html, escaped_values(values))


def escaped_values(values: Values) -> dict[Mark, str]:
    """The values as they stand in HTML."""
    return {mark: escape(value) for mark, value in values.items()}


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in _UNPRINTABLE else c for c in text)


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """The text fit for a header: line ends and control characters become spaces, so that none starts a new header."""
    line = " ".join((text if text.isprintable() else _printable(text)).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
