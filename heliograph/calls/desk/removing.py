"""Drafts that are thrown away. What was published, or has an answer, stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import held_call, held_programme
from heliograph.calls.models import Attachment, Call, Programme, Response
from heliograph.calls.states import CallStatus, ProgrammeState
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.states import Refused


def check_call(call: Call) -> None:
    """Raise Refused for a call that may not be thrown away."""
    if call.status != CallStatus.DRAFT:
        raise Refused("published", _("This call was published. Cancel it, so that people are told."))
    if Response.objects.filter(call=call).exists():
        raise Refused("answered", _("This call has answers. It stays, with what people have written."))


def check_programme(programme: Programme) -> None:
    """Raise Refused for a programme that may not be thrown away."""
    if programme.state != ProgrammeState.DRAFT:
        raise Refused("published", _("This programme was published. End it instead: its page stays."))
    if programme.calls.exists():
        raise Refused("has-calls", _("This programme has calls. Delete their drafts first."))


@transaction.atomic
def remove_call(call: Call, by: Person) -> None:
    """Throw a draft away, with its dates, questions and files. Raises Refused."""
    held = held_call(call, by)
    check_call(held)
    _forget_files(list(held.attachments.all()))
    held.delete()
    touch()


@transaction.atomic
def remove_programme(programme: Programme, by: Person) -> None:
    """Throw a draft without calls away, with its files. Raises Refused."""
    held = held_programme(programme, by)
    check_programme(held)
    _forget_files(list(held.attachments.all()))
    image = held.image
    if image:
        transaction.on_commit(lambda: image.delete(save=False))
    held.delete()


def _forget_files(attachments: list[Attachment]) -> None:
    for attachment in attachments:
        forget_file(attachment)


def forget_file(attachment: Attachment) -> None:
    """Delete an attachment's file once it is sure that the attachment is gone."""
    file = attachment.file
    if file:
        transaction.on_commit(lambda: file.delete(save=False))
