"""What of reviews waits for somebody: for reviewers what is to be done, for organizers what lacks reviews when due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from heliograph.calls.models import Call
from heliograph.calls.reviewing.figures import without_enough
from heliograph.calls.reviewing.models import ReviewPlan
from heliograph.calls.reviewing.pages import wanted
from heliograph.calls.reviewing.plans import due_words
from heliograph.calls.reviewing.rules import is_reviewer, reviews_of
from heliograph.calls.reviewing.states import ReviewState
from heliograph.calls.rules import calls_run_by, may_organize
from heliograph.calls.states import CallStatus
from heliograph.frame.needs import Need
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick


def review_needs(person: Any, at: datetime) -> Iterator[Need]:
    """For a reviewer: one line for each call with something left to do, the soonest due first. One to three queries."""
    if not is_reviewer(person):
        return
    asked = wanted(reviews_of(person))
    left = asked.filter(state=ReviewState.ASSIGNED, response__call__review_plan__closed_at=None)
    counts = dict(left.order_by().values_list("response__call").annotate(n=Count("pk")))
    plans = ReviewPlan.objects.filter(call__in=counts).select_related("call").order_by("due_until", "pk")
    for plan in plans if counts else ():
        when = due_words(plan, person.zone or None, get_language() or "en", at)
        words = ngettext(
            "%(count)s answer to review: %(title)s", "%(count)s answers to review: %(title)s", counts[plan.call_id]
        )
        said = words % {"count": counts[plan.call_id], "title": _title(plan.call, person)}
        yield Need(said, reverse("calls:reviews"), _("by %(when)s") % {"when": when.first} if when else "")


def lacking_needs(person: Any, at: datetime) -> Iterator[Need]:
    """For who runs calls: one line for each whose reviews were due and that lacks some. One or two queries."""
    if not may_organize(person):
        return
    counts = without_enough(calls_run_by(person).filter(status=CallStatus.PUBLISHED), at)
    for call in Call.objects.filter(pk__in=counts).order_by("pk") if counts else ():
        words = ngettext(
            "%(count)s answer without enough reviews, which were due: %(title)s",
            "%(count)s answers without enough reviews, which were due: %(title)s",
            counts[call.pk],
        )
        said = words % {"count": counts[call.pk], "title": _title(call, person)}
        yield Need(said, reverse("calls:desk_reviews", args=[call.slug]))


def _title(call: Call, person: Person) -> str:
    return pick(call.title, [get_language() or "en", *person.languages, call.source_language])[0]
