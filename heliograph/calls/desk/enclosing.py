"""The files and links of a programme or a call, as ``calls/desk/files.html`` shows them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from heliograph.calls.desk.focus import focus_after
from heliograph.calls.desk.forms import AttachmentForm, attachment_languages
from heliograph.calls.documents.attached import changed, with_documents
from heliograph.calls.models import Attachment, Call, Programme
from heliograph.frame.media import ATTACHABLE
from heliograph.network.models import Person
from heliograph.texts.languages import NATIVE_NAMES, direction
from heliograph.texts.multilingual import texts_of

Owner = Programme | Call


def files_of(owner: Owner, person: Person, at: str = "") -> dict[str, Any]:
    """What ``calls/desk/files.html`` shows; ``at``: which was moved last, for the cursor (``focus``)."""
    newer = set(changed(owner.attachments.all()).values_list("pk", flat=True))
    attached = with_documents(owner.attachments.all())
    rows = [(each, titles_of(each, owner), each.pk in newer) for each in attached]
    space = "programme" if isinstance(owner, Programme) else "call"
    return {
        "owner": owner,
        "attachments": rows,
        "file_focus": focus_after(at, [str(attachment.public_id) for attachment, _titles, _newer in rows]),
        "attachment_form": AttachmentForm(auto_id="attachment_%s", person=person),
        "attachment_languages": attachment_languages(),
        "suffixes": ",".join(ATTACHABLE),
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
        "add_file": f"calls:desk_add_{space}_file",
        "change_file": f"calls:desk_change_{space}_file",
    }


def titles_of(attachment: Attachment, owner: Owner) -> list[dict[str, str]]:
    """The title by language, that of the original first."""
    written = texts_of(attachment.title)
    codes = dict.fromkeys([owner.source_language, *settings.CONTENT_LANGUAGES, *written])
    return [
        {
            "code": code,
            "name": NATIVE_NAMES.get(code, code),
            "direction": direction(code),
            "words": written.get(code, ""),
        }
        for code in codes
    ]
