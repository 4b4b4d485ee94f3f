"""What calls hold about a person: responses, what he did on them, what he follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import CoRespondent, Extension, Follower, Response, ResponseEntry
from heliograph.calls.states import ResponseState
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person

BATCH = 500


def _responses(person: Person) -> Iterator[dict[str, Any]]:
    fields = (
        "public_id", "name", "email", "organization_name", "country", "language", "state", "answers", "draft",
        "created_at", "submitted_at",
    )  # fmt: skip
    found = Response.objects.filter(person=person).order_by("pk")
    for row in found.values(*fields, "call__title", "organization__name").iterator(chunk_size=BATCH):
        yield {**row, "call__title": str(row["call__title"])}


def _forget_responses(erasing: Erasing) -> None:
    """Drafts go, and what others wrote about the person by name; what was sent stays the organization's."""
    own = Response.objects.filter(person=erasing.person)
    own.filter(state=ResponseState.DRAFT).delete()
    own.update(name="", email="", draft={})
    personal = own.filter(organization=None, organization_name="").exclude(slot__startswith="c")
    personal.update(answers={})
    Response.objects.filter(email__in=list(erasing.addresses)).update(name="", email="")


def _steps(person: Person) -> Iterator[dict[str, Any]]:
    found = ResponseEntry.objects.filter(by=person).order_by("pk")
    for row in found.values("at", "verb", "after", "note").iterator(chunk_size=BATCH):
        yield {**row}


def _follows(person: Person) -> Iterator[dict[str, Any]]:
    for row in Follower.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(row.call), "since": row.since}
    for extension in Extension.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(extension.call), "until": extension.until, "reason": extension.reason}


def _forget_follows(erasing: Erasing) -> None:
    Follower.objects.filter(person=erasing.person).delete()
    Extension.objects.filter(person=erasing.person).delete()


def _joint(person: Person) -> Iterator[dict[str, Any]]:
    found = CoRespondent.objects.filter(Q(person=person) | Q(email=person.email.lower())).order_by("pk")
    for row in found.values("email", "name", "invited_at", "accepted_at", "declined_at", "removed_at"):
        yield {**row}


def _forget_joint(erasing: Erasing) -> None:
    CoRespondent.objects.filter(person=erasing.person).delete()
    CoRespondent.objects.filter(email__in=list(erasing.addresses)).delete()


def register_held() -> None:
    """For ``ready()``."""
    register(
        Holding("responses", _("your answers to calls"), _responses, _forget_responses, 70, ("calls.Response.person",))
    )
    acts = (
        "calls.ResponseEntry.by", "calls.CallEntry.by", "calls.Deadline.made_by", "calls.QuestionSet.made_by",
        "calls.Extension.made_by", "calls.CoRespondent.invited_by", "calls.AnswerFile.sent_by",
    )  # fmt: skip
    register(Holding("steps", _("what you did with answers to calls"), _steps, order=72, covers=acts))
    follows = ("calls.Follower.person", "calls.Extension.person")
    register(Holding("follows", _("calls that you follow"), _follows, _forget_follows, 74, follows))
    joint = ("calls.CoRespondent.person",)
    register(Holding("joint", _("answers you give with others"), _joint, _forget_joint, 76, joint))
