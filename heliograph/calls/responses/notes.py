"""Notes of organizers on a response: written and deleted by who wrote them, read by all who run the call."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.calls.models import Response
from heliograph.calls.responses.models import ResponseNote
from heliograph.network.models import Person
from heliograph.network.states import Refused

LONGEST = 4000


def add_note(response: Response, text: str, by: Person, at: datetime, token: str = "") -> ResponseNote:
    """Write a note down; the same ``token`` of a form is the same note. Raises Refused."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("empty", _("Write your note first."))
    if len(text) > LONGEST:
        sentence = _("The note is too long: %(most)s characters are possible.")
        raise Refused("long", sentence % {"most": LONGEST})
    if not token:
        return ResponseNote.objects.create(response=response, by=by, at=at, text=text)
    given = {"by": by, "at": at, "text": text}
    found, _made = ResponseNote.objects.get_or_create(response=response, token=token[:64], defaults=given)
    return found


def delete_note(note: ResponseNote, by: Person) -> None:
    """Take away a note of one's own. Raises Refused for another's."""
    if note.by_id != by.pk:
        raise Refused("not-yours", _("Only who wrote a note can delete it."))
    note.delete()
