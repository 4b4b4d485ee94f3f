"""What can be wrong about a school that is asked to confirm its record, and what letters are about."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.delivery.topics import Topic


class Trouble(TextChoices):
    """Why a reader can neither confirm nor correct."""

    NOT_OURS = "not-ours", _("This is not our school")
    LEFT = "left", _("We have left the network, or the school is closed")
    PERSON = "person", _("I am the wrong person to ask")
    OTHER = "other", pgettext_lazy("trouble", "Something else")


#: Not transactional: it answers nothing that its reader has just done, so reminders can be stopped, and nothing goes to
#: an address that letters do not reach.
CONFIRMATION = Topic(
    "confirmation",
    _("Yearly confirmation"),
    _("Once a year, and until you have answered: whether what is on record about your school is right."),
    order=60,
)
