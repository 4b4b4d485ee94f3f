"""What calls hold about a person: responses, what he did on them, what he follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import told_to
from heliograph.calls.forgetting import forget_in_log, forget_joint, forget_reasons, forget_responses
from heliograph.calls.models import CoRespondent, Extension, Follower, ResponseEntry
from heliograph.calls.readdressing import readdress_invitations, readdress_responses
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person

BATCH = 500


def _responses(person: Person) -> Iterator[dict[str, Any]]:
    """What he leads, and what others have sent for him; what they have saved since and not sent is theirs."""
    fields = (
        "public_id", "name", "email", "organization_name", "country", "language", "state", "answers", "draft",
        "created_at", "submitted_at",
    )  # fmt: skip
    found = told_to(person).order_by("pk").values(*fields, "call__title", "organization__name", "person_id")
    for row in found.iterator(chunk_size=BATCH):
        led = row.pop("person_id") == person.pk
        draft = row["draft"] if led else {}
        yield {**row, "draft": draft, "led_by_you": led, "call__title": str(row["call__title"])}


def _steps(person: Person) -> Iterator[dict[str, Any]]:
    """What he did, and what others did with answers that they have given for him."""
    sent = told_to(person).exclude(person=person)
    found = ResponseEntry.objects.filter(Q(by=person) | Q(response__in=sent.values("pk"))).order_by("pk")
    for row in found.iterator(chunk_size=BATCH):
        did = {"at": row.at, "verb": row.verb, "after": row.after, "note": row.note}
        yield {**did, "by_you": row.by_id == person.pk}


def _follows(person: Person) -> Iterator[dict[str, Any]]:
    for row in Follower.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(row.call), "since": row.since}
    for extension in Extension.objects.filter(person=person).select_related("call").order_by("pk"):
        yield {"call": str(extension.call), "until": extension.until, "reason": extension.reason}


def _forget_follows(erasing: Erasing) -> None:
    Follower.objects.filter(person=erasing.person).delete()
    Extension.objects.filter(person=erasing.person).delete()
    forget_reasons(erasing)


def _joint(person: Person) -> Iterator[dict[str, Any]]:
    found = CoRespondent.objects.filter(Q(person=person) | Q(email=person.email.lower())).order_by("pk")
    for row in found.values("email", "name", "invited_at", "accepted_at", "declined_at", "removed_at"):
        yield {**row}


def register_held() -> None:
    """For ``ready()``."""
    led = ("calls.Response.person",)
    fate = _(
        "Your answers to calls: drafts go, and so does what you have answered for yourself. That there was an answer "
        "stays. What you have sent for an organization, a country or somebody else stays theirs. An answer that others "
        "give with you goes on to the first of them."
    )
    answers = _("your answers to calls")
    register(Holding("responses", answers, _responses, forget_responses, 70, led, fate, readdress_responses))
    acts = (
        "calls.ResponseEntry.by", "calls.CallEntry.by", "calls.Deadline.made_by", "calls.QuestionSet.made_by",
        "calls.Extension.made_by", "calls.CoRespondent.invited_by", "calls.AnswerFile.sent_by",
        "calls.DecisionBatch.by", "calls.CallMessage.by",
    )  # fmt: skip
    register(Holding("steps", _("what you did with answers to calls"), _steps, forget_in_log, 72, acts))
    follows = ("calls.Follower.person", "calls.Extension.person")
    register(Holding("follows", _("calls that you follow"), _follows, _forget_follows, 74, follows))
    joint = ("calls.CoRespondent.person",)
    together = _("answers you give with others")
    register(Holding("joint", together, _joint, forget_joint, 76, joint, readdress=readdress_invitations))
