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


def register_topics() -> None:
    """For ``ready()``."""
    register(ANSWERS)
    register(CALLS)
