"""Who may review what: a reviewer reads the responses that were given to him, and nothing else by being one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from heliograph.calls.files.named import named_in
from heliograph.calls.models import AnswerFile, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.reviewing.states import READ, ReviewState
from heliograph.calls.rules import responses_of, responses_visible_to
from heliograph.calls.states import CallStatus
from heliograph.network.models import Person
from heliograph.network.rules import Reader


def _reviewing(person: Person) -> Exists:
    """That he is among the reviewers of a response's call today."""
    return Exists(Reviewer.objects.filter(person=person, call=OuterRef("response__call"), removed_at=None))


def reviews_of(person: Reader) -> QuerySet[Review]:
    """The reviews that a person may see as their reviewer, those he has stepped aside from included.

    Those of what has become an answer of his own since are not among them, nor those of calls that were cancelled.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Review.objects.none()
    found = Review.objects.filter(_reviewing(person), person=person, response__call__review_plan__isnull=False)
    found = found.filter(response__state__in=READ).exclude(response__call__status=CallStatus.CANCELLED)
    return found.exclude(response__in=responses_of(person).values("pk"))


def responses_to_review(person: Reader) -> ResponseQuerySet:
    """The responses that a person may read as a reviewer: given to him, and not stepped aside from."""
    given = reviews_of(person).exclude(state=ReviewState.ASIDE)
    return Response.objects.filter(pk__in=given.values("response"))


def is_reviewer(person: Reader) -> bool:
    """Whether somebody reviews anything today."""
    if not isinstance(person, Person):
        return False
    return Reviewer.objects.filter(person=person, removed_at=None, person__is_active=True).exists()


def name_for_reviewer(person: Person, file: AnswerFile) -> str | None:
    """Under which name a file of a response is given to its reviewer; None where it is not given to him.

    Where reviewers do not see who answers, they get no file of a personal question, and the others without their names.
    """
    found = responses_to_review(person).filter(pk=file.response_id).select_related("question_set", "call__review_plan")
    response = found.first()
    if response is None or str(file.public_id) not in named_in(response.answers):
        return None
    if not response.call.review_plan.blind:
        return file.name
    return None if file.question in personal_keys(response) else plain_name(file)


def name_given(person: Person, file: AnswerFile) -> str:
    """Under which name somebody has got a file before: what he reviews without seeing who answers, without its own."""
    blind = Review.objects.filter(person=person, response=file.response_id, response__call__review_plan__blind=True)
    if not blind.exists() or responses_visible_to(person).filter(pk=file.response_id).exists():
        return file.name
    return plain_name(file)


def personal_keys(response: Response) -> frozenset[str]:
    """The keys of the questions whose answers are about who answers."""
    return frozenset(each.key for each in questions_of(response.question_set) if each.personal)


def plain_name(file: AnswerFile) -> str:
    """A name for a file that says nothing but what kind of file it is."""
    _stem, dot, suffix = file.name.rpartition(".")
    kind = suffix.lower() if dot and suffix.isascii() and suffix.isalnum() and len(suffix) <= 5 else ""
    return f"{file.question}-{file.public_id.hex[:6]}{'.' + kind if kind else ''}"


def of_own(person: Reader) -> Q:
    """On rows of Review: that the response is the reader's own, whose reviews are not his to see."""
    return Q(response__in=responses_of(person).values("pk"))
