"""Letters to one person about the network: how they are handed over, and their topics.

Each room has its letters beside it (``joining/letters.py``, ``account/letters.py`` …), one function for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from heliograph.delivery.letters import Attached, Letter
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.models import Message
from heliograph.delivery.outbox import post
from heliograph.delivery.topics import Topic
from heliograph.delivery.writing.plain import as_html
from heliograph.network.models import Person

SIGN_IN = Topic(
    "sign-in",
    _("Signing in"),
    _("The code that you ask for when you sign in."),
    order=910,
    transactional=True,
    secret=True,
)
#: What answers something that one has done oneself, or concerns one's own account or school alone.
RECORDS = Topic(
    "records",
    _("Your account and your school"),
    _("Invitations, applications, certificates, and what is asked about your school's record."),
    order=920,
    transactional=True,
)


@dataclass(frozen=True)
class Written:
    """A letter in plain text: its subject says what is asked, and by when."""

    subject: str
    text: str
    reply_to: str = ""
    attachments: tuple[Attached, ...] = ()


def to_person(person: Person) -> Recipient:
    """How a person is written to."""
    return Recipient(person.email, person.name, person.languages[0] if person.languages else "en", person.zone)


def send(to: Recipient, write: Callable[[], Written], key: str, at: datetime, topic: Topic = RECORDS) -> Message:
    """Hand over one letter, written in its reader's language; the same ``key`` on a topic is the same letter."""
    return post(finish(to, write), to, topic.slug, key, at)


def finish(to: Recipient, write: Callable[[], Written]) -> Letter:
    """The finished letter in its reader's language, not handed over yet."""
    with translation.override(supported(to.language)):
        written = write()
        html = as_html(written.subject, written.text, translation.get_language() or settings.LANGUAGE_CODE)
    return Letter(written.subject, html, written.text, reply_to=written.reply_to, attachments=written.attachments)


def supported(language: str) -> str:
    """The interface's language for a reader's: the same without its region, else English."""
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE


def address_of(name: str, *arguments: Any) -> str:
    """The whole address of a page of the site, for a letter."""
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
