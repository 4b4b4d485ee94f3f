"""A message put together: a letter prepared once for each body, then filled in for each reader.

``Framed`` gives bytes, for the fast path; ``whole`` gives what any of Django's mail backends takes. Both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import format_datetime
from html import escape

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from heliograph.delivery.letters import Attached, Mark, one_line, personal_html, personal_text
from heliograph.delivery.links import Links, Subscription, letter_token, token
from heliograph.delivery.models import Body, Mailing, message_id
from heliograph.delivery.topics import topic
from heliograph.delivery.writing.framing import Frame, Gap, encoded, frame
from heliograph.delivery.writing.headers import Field, Sheet, constant_fields, list_id, mailbox, own_fields, text_value


@dataclass(frozen=True)
class To:
    """Whom one message goes to; ``address`` as it is sent to (``addresses.normal``)."""

    pk: int
    address: str
    name: str


@dataclass(frozen=True)
class Script:
    """A body with what its mailing says of it, ready to be filled in; no database behind it."""

    mailing: Mailing
    sheet: Sheet
    subject: str
    html: str
    text: str
    nameless: str
    attached: tuple[Attached, ...]
    links: Links

    @classmethod
    def of(cls, mailing: Mailing, body: Body, files: tuple[Attached, ...] = ()) -> Script:
        """Raises Incomplete for a file that cannot be sent."""
        for each in files:
            each.check()
        parts = (body.subject, body.html, body.text, body.nameless)
        return cls(mailing, _sheet(mailing, body), *parts, files, Links.in_language(body.language))

    def values(self, to: To) -> dict[Mark, str]:
        """What stands for each mark in this reader's copy."""
        signed = token(Subscription(to.address, self.sheet.topic))
        return {
            Mark.NAME: one_line(to.name, 200) or self.nameless,
            Mark.ADDRESS: to.address,
            Mark.UNSUBSCRIBE: self.links.unsubscribe(signed),
            Mark.PREFERENCES: self.links.preferences(signed),
            Mark.TOKEN: letter_token(to.address, self.mailing.key, self.sheet.date),
        }

    def message_id(self, to: To) -> str:
        return f"<{message_id(self.mailing.public_id, self.mailing.domain, to.pk)}>"


def _sheet(mailing: Mailing, body: Body) -> Sheet:
    """The date of a mailing is when it was started, of a single letter when it was written: always the same."""
    date = body.written_at if mailing.stream else mailing.started_at or body.written_at
    subscribed = not topic(mailing.topic).transactional
    return Sheet(mailing.topic, date, mailing.automatic, subscribed, body.language, body.reply_to)


class Framed:
    """A script as bytes with gaps; the texts themselves are let go of. Raises UnicodeEncodeError where a text cannot be
    written.

    ``transmitted`` gives messages as they stand between DATA and the final dot, else they are as they are signed.
    """

    def __init__(self, script: Script, *, transmitted: bool = False) -> None:
        self.script = replace(script, html="", text="", attached=())
        self._own_subject = "HeliographMark" in script.subject
        subject = None if self._own_subject else text_value("Subject", script.subject)
        fields = [*constant_fields(script.sheet), Field("Subject", subject), *own_fields(script.sheet)]
        plain = frame(fields, script.text, script.html, script.attached)
        self._frame: Frame = plain.stuffed() if transmitted else plain
        self._transmitted = transmitted
        self._marks = {Mark(mark) for part, mark in self._frame.gaps if part != "head"}

    def content(self, to: To) -> bytes:
        """The whole message, with CRLF line ends."""
        gaps = self._gaps(to)
        if self._transmitted:
            gaps = {gap: value if gap[0] == "head" else _stuffed(value) for gap, value in gaps.items()}
        return self._frame.filled(gaps)

    def _gaps(self, to: To) -> dict[Gap, bytes]:
        values = self.script.values(to)
        gaps = self._head(to, values)
        for mark in self._marks:
            plain, escaped = values[mark], escape(values[mark])
            gaps["text", mark] = gaps["html", mark] = encoded(plain)
            if escaped != plain:
                gaps["html", mark] = encoded(escaped)
        return gaps

    def _head(self, to: To, values: Mapping[Mark, str]) -> dict[Gap, bytes]:
        found: dict[Gap, bytes] = {
            ("head", "To"): mailbox(to.name, to.address),
            ("head", "Message-ID"): self.script.message_id(to).encode(),
            ("head", "List-Unsubscribe"): f"<{values[Mark.UNSUBSCRIBE]}>".encode(),
        }
        if self._own_subject:
            found["head", "Subject"] = text_value("Subject", personal_subject(self.script.subject, values))
        return found


def _stuffed(value: bytes) -> bytes:
    """What fills a gap of a part, which begins a line, as it is transmitted."""
    doubled = value.replace(b"\n.", b"\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def personal_subject(subject: str, values: Mapping[Mark, str]) -> str:
    """The subject with its marks replaced, on one line."""
    return one_line(personal_text(subject, values))


def whole(script: Script, to: To) -> EmailMultiAlternatives:
    """The message as any of Django's mail backends takes it; From, Date and Message-ID are ours."""
    values = script.values(to)
    mail = EmailMultiAlternatives(
        subject=personal_subject(script.subject, values),
        body=personal_text(script.text, values),
        to=[mailbox(to.name, to.address).decode().replace("\r\n", "")],
        reply_to=[script.sheet.reply_to or settings.MAIL_REPLY_TO],
        headers=_headers(script, to, values),
    )
    mail.attach_alternative(personal_html(script.html, values), "text/html")
    for each in script.attached:
        mail.attach(_file(each))
    return mail


def _file(attached: Attached) -> MIMEBase:
    """The part of a file, with all that its content type says, which for a calendar entry is its method."""
    part = MIMEBase(*attached.content_type.partition(";")[0].strip().split("/"))
    part.replace_header("Content-Type", attached.content_type)
    part.set_payload(attached.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attached.name)
    return part


def _headers(script: Script, to: To, values: Mapping[Mark, str]) -> dict[str, str]:
    sheet = script.sheet
    found = {
        "Message-ID": script.message_id(to),
        "Date": format_datetime(sheet.date),
        "Content-Language": sheet.language,
    }
    if sheet.subscribed:
        found["List-Id"] = list_id(sheet.topic).decode().replace("\r\n", "")
        found["List-Unsubscribe"] = f"<{values[Mark.UNSUBSCRIBE]}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found | {"Auto-Submitted": "auto-generated"} if sheet.automatic else found
