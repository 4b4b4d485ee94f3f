"""Enumerations of reviews."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.calls.states import ResponseState


class ReviewState(TextChoices):
    """Where one review stands."""

    ASSIGNED = "assigned", pgettext_lazy("review", "to be done")
    DONE = "done", pgettext_lazy("review", "done")
    ASIDE = "aside", pgettext_lazy("review", "stepped aside")


class Others(TextChoices):
    """When a reviewer sees what others have said of a response that he reviews."""

    AFTER = "after", _("once the reviewer’s own review is done")
    NEVER = "never", pgettext_lazy("when reviewers see what others say", "never")
    ALWAYS = "always", _("at any time")


#: States of a response in which it is given to reviewers: it was sent, and stands as it is.
REVIEWED = frozenset(
    {
        ResponseState.SUBMITTED,
        ResponseState.WAITLISTED,
        ResponseState.OFFERED,
        ResponseState.CONFIRMED,
        ResponseState.RECONFIRMED,
        ResponseState.ACCEPTED,
        ResponseState.MATCHED,
    }
)
#: Of them, those in which an organizer still decides; beside them the one to which sending leads in a kind of call.
UNDECIDED = frozenset({ResponseState.SUBMITTED, ResponseState.WAITLISTED})
#: Decided: nobody waits for a review that was not written by then.
DECIDED = frozenset({ResponseState.ACCEPTED, ResponseState.DECLINED, ResponseState.MATCHED, ResponseState.COMPLETED})
#: States in which reviewers still read it: a decision does not end a review that is under way.
READ = REVIEWED | {ResponseState.DECLINED, ResponseState.COMPLETED}
