"""What the organizer of the sample's exchange has done with its answers: notes, a message, decisions to be looked at.

``data/calls/deskwork.json`` has the words.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding import batches
from heliograph.calls.deciding.batches import Wish, steps_for
from heliograph.calls.models import Call
from heliograph.calls.responses.notes import add_note
from heliograph.calls.states import ResponseState, Verb
from heliograph.calls.writing import sending
from heliograph.network.models import Person
from heliograph.sample.words import words_in

#: So many answers are to be accepted next.
_NEXT = 5
_YESTERDAY = timedelta(days=1)


def work_at_desk(call: Call, by: Person, at: datetime) -> None:
    """Note something on the first answers, write to those that were returned, and put decisions together."""
    said = words_in("deskwork")
    waiting = call.responses.filter(state=ResponseState.SUBMITTED).order_by("submitted_at", "pk")
    for response, note in zip(waiting, said["notes"], strict=False):
        add_note(response, note, by, at - _YESTERDAY, token=f"note-{response.slot}"[:64])
    returned = call.responses.filter(state=ResponseState.RETURNED)
    subject, text = (LazyI18nString(said[name]) for name in ("subject", "text"))
    message = sending.make(call, returned, subject, text, f"{call.slug}-returned"[:64], by, at)
    sending.send(message, by, at)
    first = call.responses.filter(pk__in=list(waiting.values_list("pk", flat=True)[:_NEXT]))
    wish = Wish(steps_for(first, Verb.ACCEPT), Verb.ACCEPT, LazyI18nString(said["accepted"]))
    batches.make(call, wish, f"{call.slug}-first"[:64], by, at)
