"""What reviews hold about a person: those he has written, and what reviewers wrote to him."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, told_to
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.reviewing.states import ReviewState
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person

BATCH = 500


def _written(person: Person) -> Iterator[dict[str, Any]]:
    """The calls that he reviews, and each of his reviews; not whose answer it is."""
    for row in Reviewer.objects.filter(person=person).select_related("call").order_by("pk"):
        limits = {"languages": row.languages, "not_countries": row.not_countries}
        yield {"call": str(row.call), "since": row.added_at, "until": row.removed_at, **limits}
    names = ("state", "score", "comment", "for_respondent", "reason", "assigned_at", "done_at")
    found = Review.objects.filter(person=person).order_by("pk").values("public_id", *names, "response__call__title")
    for each in found.iterator(chunk_size=BATCH):
        yield {**each, "response__call__title": str(each["response__call__title"])}


def _forget_written(erasing: Erasing) -> None:
    """Scores and comments stay, as what a decision was made by; they name his row, which has no name any more."""
    own = Review.objects.filter(person=erasing.person)
    own.filter(state=ReviewState.ASSIGNED).delete()
    own.exclude(reason="").update(reason="")
    rows = Reviewer.objects.filter(person=erasing.person)
    rows.update(languages=[], not_countries=[])
    rows.filter(removed_at=None).update(removed_at=erasing.at)


def _received(person: Person) -> Iterator[dict[str, Any]]:
    """What reviewers wrote for him about his answers; not who they are."""
    rows = Review.objects.filter(response__in=told_to(person).values("pk")).exclude(for_respondent="")
    for row in rows.order_by("pk").values("response__public_id", "for_respondent").iterator(chunk_size=BATCH):
        yield {**row}


def _forget_received(erasing: Erasing) -> None:
    forget_words(list(lost_with(erasing.person, addresses_of(erasing)).values_list("pk", flat=True)))


def forget_words(responses: Collection[int]) -> None:
    """Take out what reviewers wrote about responses (primary keys) that lose what they say; scores stay."""
    Review.objects.filter(response__in=responses).update(comment="", for_respondent="", reason="")


def register_reviews() -> None:
    """For ``ready()``."""
    covers = ("calls.Review.person", "calls.Reviewer.person", "calls.Review.assigned_by", "calls.Reviewer.added_by")
    own = _("Reviews that you have sent stay without your name: decisions were made by them. Those still to write go.")
    register(Holding("reviews", _("reviews that you wrote"), _written, _forget_written, 78, covers, own))
    got = _("What reviewers wrote about your answers goes with the answers; their scores stay.")
    register(
        Holding("reviews-received", _("what reviewers wrote for you"), _received, _forget_received, 66, erased=got)
    )
