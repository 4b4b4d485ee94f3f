"""States of an issue and of what is found in its items, and the tree of errors.

BulletinError
  Refused        a person asked for what the rules do not allow; ``code`` names the reason
  Unrenderable   a rendition could not be made
  Stale          somebody else has saved since; nothing was written
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: The verb of a call's log that says of which proposal it was made. Here, so that no process reads all that makes calls
#: when it begins.
MADE = "made"


class Reach(TextChoices):
    """To whom the letters of an issue go."""

    COORDINATORS = "coordinators", _("National Coordinators")
    SCHOOLS = "schools", _("Schools of the network")
    ALL = "all", _("National Coordinators and schools")


class IssueState(TextChoices):
    DRAFT = "draft", pgettext_lazy("issue", "draft")
    SCHEDULED = "scheduled", pgettext_lazy("issue", "scheduled")
    PUBLISHED = "published", pgettext_lazy("issue", "published")


class MomentKind(TextChoices):
    DEADLINE = "deadline", _("deadline")
    EVENT = "event", _("event")
    TENTATIVE = "tentative", _("to be confirmed")


class MomentStatus(TextChoices):
    CURRENT = "current", pgettext_lazy("date", "current")
    WITHDRAWN = "withdrawn", pgettext_lazy("date", "withdrawn")


class ProposalKind(TextChoices):
    CALL = "call", _("call")
    EVENT = "event", _("event")
    DOCUMENT = "document", _("document")


class BulletinError(Exception):
    """Something about an issue could not be done."""


class Refused(BulletinError):
    """The rules do not allow it; ``str()`` says why and what to do, for the person who asked."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Unrenderable(BulletinError):
    """A rendition could not be made of an edition; ``str()`` says what is wrong, in one line for the log."""


class Stale(BulletinError):
    """The record was saved by somebody else after this editor opened it; nothing was written."""


#: The verb of a log entry that dates a correction; its note is public.
CORRECTED = "correct"
