"""A participant says that he appreciates a poster, or takes that back. Only how many do is shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.conference.models import Conference
from heliograph.conference.posters.models import Appreciation, Poster
from heliograph.conference.registering.taking_part import plans_to_attend
from heliograph.frame.finished import touch
from heliograph.network.models import Person
from heliograph.network.rules import Reader as Visitor
from heliograph.network.states import Refused


def may_appreciate(conference: Conference, visitor: Visitor, at: datetime) -> bool:
    """Whether somebody takes part in the conference, or plans to."""
    return isinstance(visitor, Person) and plans_to_attend(conference, visitor, at)


def appreciates(poster: Poster, visitor: Visitor) -> bool:
    """Whether somebody has said that he appreciates a poster."""
    return isinstance(visitor, Person) and Appreciation.objects.filter(poster=poster, person=visitor).exists()


@transaction.atomic
def appreciate(poster: Poster, by: Person, at: datetime) -> None:
    """Let somebody appreciate a poster; said twice, it is said once. Raises Refused."""
    if not may_appreciate(poster.conference, by, at):
        sentence = _("Who is registered for the conference can say here which posters he appreciates.")
        raise Refused("no-participant", sentence)
    _row, made = Appreciation.objects.get_or_create(poster=poster, person=by, defaults={"at": at})
    if made:
        touch()


@transaction.atomic
def take_back(poster: Poster, by: Person) -> None:
    """Let somebody appreciate a poster no more."""
    if Appreciation.objects.filter(poster=poster, person=by).delete()[0]:
        touch()
