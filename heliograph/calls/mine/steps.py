"""What a respondent can do with an answer once it is there, by the name that stands in addresses."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Step(TextChoices):
    """The label is what its button says."""

    TAKE_UP = "take-up", pgettext_lazy("button", "Take up the place")
    RECONFIRM = "reconfirm", pgettext_lazy("button", "Yes, coming")
    WITHDRAW = "withdraw", pgettext_lazy("button", "Not coming: withdraw")
    REPLACE = "replace", pgettext_lazy("button", "Somebody else comes instead")
    TAKE_BACK = "take-back", pgettext_lazy("button", "Take the place back")
    DISCARD = "discard", pgettext_lazy("button", "Throw the draft away")
