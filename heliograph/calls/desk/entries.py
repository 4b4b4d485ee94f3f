"""The log of a call: what was done with it on the desk, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from heliograph.calls.models import Call, CallEntry
from heliograph.network.models import Person

_WORDS: dict[str, str | Promise] = {
    "create": pgettext_lazy("log", "begun"),
    "edit": pgettext_lazy("log", "saved"),
    "publish": pgettext_lazy("log", "published"),
    "unpublish": pgettext_lazy("log", "made a draft again"),
    "cancel": pgettext_lazy("log", "cancelled"),
    "complete": pgettext_lazy("log", "completed"),
    "reopen": pgettext_lazy("log", "completion taken back"),
    "link": pgettext_lazy("log", "new link made"),
    "move": pgettext_lazy("log", "moved in its programme"),
    "file": pgettext_lazy("log", "file or link added"),
    "file-edit": pgettext_lazy("log", "file or link changed"),
    "file-remove": pgettext_lazy("log", "file or link taken away"),
    "questions": pgettext_lazy("log", "questions saved"),
    "date-set": pgettext_lazy("log", "date set"),
    "date-replaced": pgettext_lazy("log", "date changed"),
    "date-taken": pgettext_lazy("log", "date taken away"),
    "dates-checked": pgettext_lazy("log", "dates looked at"),
    "extension": pgettext_lazy("log", "more time given to one person"),
    "extension-back": pgettext_lazy("log", "more time taken back"),
    "edition": pgettext_lazy("log", "copied from the edition before"),
    "ask-reconfirm": pgettext_lazy("log", "asked who is still coming"),
    "decide": pgettext_lazy("log", "answers decided"),
    "decision-texts": pgettext_lazy("log", "texts of letters about decisions saved"),
    "message": pgettext_lazy("log", "message sent"),
    "retention": pgettext_lazy("log", "said how long answers are kept"),
    "anonymise": pgettext_lazy("log", "answers made anonymous"),
    "file-held": pgettext_lazy("log", "file of an answer held back"),
    "file-again": pgettext_lazy("log", "file of an answer given out again"),
    "file-settled": pgettext_lazy("log", "file held back marked as dealt with"),
    "file-unsettled": pgettext_lazy("log", "file held back marked as not dealt with"),
    "export": pgettext_lazy("log", "answers saved as a file"),
}


def say(verb: str, words: str | Promise) -> None:
    """Say what the log calls a step of another app; for its ``ready()``."""
    _WORDS[verb] = words


def words_of(entry: CallEntry) -> str:
    """What was done, in the active language."""
    return str(_WORDS.get(entry.verb, entry.verb))


def log(call: Call, verb: str, by: Person | None, at: datetime, note: str = "", **data: Any) -> CallEntry:
    """Write down what was done with a call, in the transaction that does it."""
    return CallEntry.objects.create(call=call, verb=verb, by=by, at=at, note=note[:500], data=data)
