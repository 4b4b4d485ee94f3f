"""Test letters: a letter of a mailing to the person who looks after it, before it goes to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.delivery import outbox
from heliograph.delivery.letters import Attached, Letter, Mark, Values, personal_html, personal_text
from heliograph.delivery.links import Subscription, letter_token, preferences_link, token, unsubscribe_link
from heliograph.delivery.mailings import Recipient
from heliograph.delivery.models import Attachment, Body, Message
from heliograph.delivery.topics import Topic
from heliograph.texts.languages import base

TOPIC = Topic(
    "proof",
    gettext_lazy("Test letters"),
    gettext_lazy("Letters that you send to yourself to see how they look."),
    transactional=True,
    internal=True,
)


def prove(body: Body, address: str, name: str, key: str, at: datetime) -> Message:
    """Put a letter of a mailing into the queue for one address; the same ``key`` is the same letter.

    Its links are those that this reader would get, so that they can be tried out. Raises Incomplete for a letter that
    must not be sent.
    """
    to = Recipient(address, name, body.language, body.zone)
    return send(_letter(body, address, at), to, f"{body.pk}-{key}", at)


def send(letter: Letter, to: Recipient, key: str, at: datetime) -> Message:
    """Put a letter into the queue as a test, which its subject says. Raises Incomplete."""
    with translation.override(base(to.language)):
        marked = replace(letter, subject=_("Test: %(subject)s") % {"subject": letter.subject})
    return outbox.post(marked, to, TOPIC.slug, key[: outbox.LONGEST_KEY], at)


def _letter(body: Body, address: str, at: datetime) -> Letter:
    values = _own_links(body, address, at)
    return Letter(
        subject=body.subject,
        html=personal_html(body.html, values),
        text=personal_text(body.text, values),
        nameless=body.nameless,
        reply_to=body.reply_to,
        url=body.url,
        attachments=tuple(Attached(each.name, each.content_type, bytes(each.content)) for each in _files(body)),
    )


def _files(body: Body) -> list[Attachment]:
    return list(body.attachments.order_by("pk"))


def _own_links(body: Body, address: str, at: datetime) -> Values:
    """The links of the mailing's own topic; name and address stay marks, replaced as in any letter."""
    signed = token(Subscription(address, body.mailing.topic))
    return {
        Mark.NAME: Mark.NAME,
        Mark.ADDRESS: Mark.ADDRESS,
        Mark.UNSUBSCRIBE: unsubscribe_link(signed, body.language),
        Mark.PREFERENCES: preferences_link(signed, body.language),
        Mark.TOKEN: letter_token(address, body.mailing.key, at),
    }
