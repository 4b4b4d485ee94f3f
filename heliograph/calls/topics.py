"""What letters about calls are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery.topics import Topic, register

#: What answers something that one has done oneself: a receipt, a decision, a place that was freed.
ANSWERS = Topic(
    "answers",
    _("Your answers to calls"),
    _("Receipts of what you have sent, decisions about it, and what is still asked of you."),
    order=905,
    transactional=True,
)
#: What becomes of calls that one follows or is addressed by.
CALLS = Topic(
    "calls",
    _("Calls"),
    _("Dates that were confirmed or moved, calls that open or are cancelled."),
    order=200,
)
#: That a call closes soon which one has not answered.
REMINDERS = Topic(
    "reminders",
    _("Reminders"),
    _("Calls that close soon and that you have not answered yet."),
    order=210,
)
#: What a reviewer of answers is asked to do.
REVIEWS = Topic(
    "reviews",
    _("Reviews that you write"),
    _("Answers that an organizer gives you to review, and by when."),
    order=210,
)
#: What an organizer writes to those who have answered.
MESSAGES = Topic(
    "call-messages",
    _("Messages of organizers"),
    _("What the organizer of a call that you have answered writes to you beside decisions and dates."),
    order=220,
)


def register_topics() -> None:
    """For ``ready()``."""
    register(ANSWERS)
    register(CALLS)
    register(MESSAGES)
    register(REMINDERS)
    register(REVIEWS)
