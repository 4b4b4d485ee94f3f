"""What reviewers wrote for those who answered: passed on by an organizer with a decision, and by nobody else.

Neither scores nor comments for the organizers are in it, nor who wrote what.
"""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.calls.models import Call
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.reviewing.figures import own_of
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.states import ReviewState
from heliograph.network.models import Person

#: So many responses are asked of by one statement.
_PART = 5000


def comments_for(call: Call, responses: Sequence[int], by: Person | None) -> dict[int, list[str]]:
    """By response (primary keys) what reviewers wrote for who answered; of those alone that have something.

    Nobody passes on what was said of an answer of his own. A query for each 5,000 responses, and one more.
    """
    keys = set(responses).difference(own_of(call, by) if by is not None else ())
    wanted, found = sorted(keys), dict[int, list[str]]()
    for start in range(0, len(wanted), _PART):
        rows = Review.objects.filter(response__in=wanted[start : start + _PART], state=ReviewState.DONE)
        for key, words in rows.exclude(for_respondent="").order_by("pk").values_list("response", "for_respondent"):
            found.setdefault(key, []).append(words)
    return found


def count_with_comments(call: Call, responses: ResponseQuerySet, by: Person) -> int:
    """To how many of some responses a person could pass something on."""
    rows = Review.objects.filter(response__in=responses.values("pk"), state=ReviewState.DONE).exclude(for_respondent="")
    keys = rows.exclude(response__in=own_of(call, by)).order_by().values("response")
    return keys.distinct().count()
