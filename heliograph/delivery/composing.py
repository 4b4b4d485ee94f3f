"""One message as Django's mail backends take it: the body with its marks replaced, and the headers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from heliograph.delivery.letters import Mark, one_line, personal_html, personal_text
from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.unsubscribing import Subscription, link


@dataclass(frozen=True)
class Sheet:
    """What all messages of a mailing have in common; ``date`` is aware."""

    topic: str
    date: datetime
    automatic: bool

    @classmethod
    def of(cls, mailing: Mailing) -> Sheet:
        return cls(mailing.topic, mailing.started_at or mailing.created_at, mailing.automatic)


def list_id(topic: str) -> str:
    """The List-Id of a topic (RFC 2919): a phrase and a name under the site's own mail domain."""
    phrase = one_line(f"{settings.SITE_NAME} {topic}")
    written = f'"{phrase}"' if phrase.isascii() and '"' not in phrase else Header(phrase, "utf-8").encode()
    return f"{written} <{topic}.{settings.MAIL_DOMAIN}>"


def headers(message: Message, body: Body, sheet: Sheet, unsubscribe: str) -> dict[str, str]:
    """The headers beside From, To, Reply-To and Subject.

    Message-ID and Date (RFC 5322) come from the rows, so that a message sent again is the same message; List-Id
    (RFC 2919), List-Unsubscribe (RFC 2369) and its one click (RFC 8058); Auto-Submitted (RFC 3834) on what no person
    sent.
    """
    found = {
        "Message-ID": f"<{message.message_id}>",
        "Date": format_datetime(sheet.date),
        "Content-Language": body.language,
        "List-Id": list_id(sheet.topic),
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return found | {"Auto-Submitted": "auto-generated"} if sheet.automatic else found


def recipient(name: str, address: str) -> str:
    """The To header's value: quoted where ASCII, an encoded word (RFC 2047) where not."""
    return formataddr((one_line(name, 200), address))


def compose(message: Message, body: Body, sheet: Sheet) -> EmailMultiAlternatives:
    """The message ready to be sent by any of Django's mail backends."""
    unsubscribe = link(Subscription(message.address, sheet.topic), body.language)
    name = one_line(message.name, 200) or body.nameless
    values = {Mark.NAME: name, Mark.ADDRESS: message.address, Mark.UNSUBSCRIBE: unsubscribe}
    mail = EmailMultiAlternatives(
        subject=one_line(personal_text(body.subject, values)),
        body=personal_text(body.text, values),
        to=[recipient(message.name, message.address)],
        reply_to=[settings.MAIL_REPLY_TO],
        headers=headers(message, body, sheet, unsubscribe),
    )
    mail.attach_alternative(personal_html(body.html, values), "text/html")
    return mail
