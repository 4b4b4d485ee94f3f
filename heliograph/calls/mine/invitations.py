"""Invitations to answer together that somebody has not answered yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from heliograph.calls.corresponding.links import token
from heliograph.calls.corresponding.members import WAITING, WORKED_ON
from heliograph.calls.mine.lines import Eyes
from heliograph.calls.models import CoRespondent
from heliograph.calls.states import CallStatus
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class Invitation:
    """``by`` is who has invited."""

    title: Picked
    by: str
    url: str


def invitations(person: Person, eyes: Eyes) -> list[Invitation]:
    """Those that wait for a person's word, the oldest first. One query."""
    waiting = CoRespondent.objects.filter(WAITING, email=person.email.lower(), response__state__in=WORKED_ON)
    known = waiting.filter(response__call__status=CallStatus.PUBLISHED)
    return [_invitation(each, eyes) for each in known.select_related("response__call", "invited_by")]


def _invitation(co: CoRespondent, eyes: Eyes) -> Invitation:
    title = Picked(*pick(co.response.call.title, eyes.languages))
    return Invitation(title, str(co.invited_by or ""), reverse("calls:joint", args=[token(co)]))
