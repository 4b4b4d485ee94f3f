"""What a date is for, in words: from the vocabulary that the importer and the editor use to a sentence for
the reader.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

#: For each purpose: the words before a deadline, and the words on a button that leads to the doing. What an
#: item is most about comes first.
_PURPOSES: dict[str, tuple[str | Promise, str | Promise]] = {
    "register": (gettext_lazy("Register by"), pgettext_lazy("button", "Register")),
    "apply": (gettext_lazy("Apply by"), pgettext_lazy("button", "Apply")),
    "interest": (gettext_lazy("Express your interest by"), pgettext_lazy("button", "Express your interest")),
    "nominate": (gettext_lazy("Nominate by"), pgettext_lazy("button", "Nominate")),
    "answer": (gettext_lazy("Answer by"), pgettext_lazy("button", "Answer")),
    "vote": (gettext_lazy("Vote by"), pgettext_lazy("button", "Vote")),
    "submit": (gettext_lazy("Send your contribution by"), pgettext_lazy("button", "Send your contribution")),
    "poster": (gettext_lazy("Send your poster by"), pgettext_lazy("button", "Send a poster")),
    "proposal": (gettext_lazy("Send your proposal by"), pgettext_lazy("button", "Send a proposal")),
    "comment": (gettext_lazy("Comment by"), pgettext_lazy("button", "Comment")),
    "report": (gettext_lazy("Report by"), pgettext_lazy("button", "Report")),
    "order": (gettext_lazy("Order by"), pgettext_lazy("button", "Order")),
    "pay": (gettext_lazy("Pay by"), pgettext_lazy("button", "Pay")),
    "confirm": (gettext_lazy("Confirm by"), pgettext_lazy("button", "Confirm")),
    "reconfirm": (gettext_lazy("Reconfirm by"), pgettext_lazy("button", "Reconfirm")),
    "withdraw": (gettext_lazy("Withdraw by"), pgettext_lazy("button", "Withdraw")),
    "decide": (gettext_lazy("Decided by"), pgettext_lazy("button", "Read more")),
    "contact": (gettext_lazy("You will hear by"), pgettext_lazy("button", "Read more")),
}

#: Dates that say when something is done for the reader; he is asked nothing.
_NOT_ASKED = frozenset({"contact", "decide"})

#: Words of other vocabularies that mean one of the purposes.
_SAME: dict[str, str] = {
    "registration": "register", "sign up": "register", "enrol": "register", "enroll": "register", "rsvp": "register",
    "reconfirmation": "reconfirm", "confirmation": "confirm", "withdrawal": "withdraw", "cancel": "withdraw",
    "send poster": "poster", "submit poster": "poster", "poster submission": "poster", "posters": "poster",
    "propose": "proposal", "propose session": "proposal", "session proposal": "proposal", "proposals": "proposal",
    "submit proposal": "proposal", "application": "apply", "expression of interest": "interest",
    "express interest": "interest", "submission": "submit", "send": "submit", "share": "submit", "contribute": "submit",
    "nomination": "nominate", "survey": "answer", "respond": "answer", "reply": "answer", "consultation": "answer",
    "complete": "answer", "payment": "pay", "contact by": "contact", "contacted": "contact", "decision": "decide",
    "selection": "decide", "results": "decide", "feedback": "comment",
}  # fmt: skip


_EVENTS: dict[str, str | Promise] = {
    "meeting": gettext_lazy("Meeting"),
    "webinar": gettext_lazy("Webinar"),
    "conference": gettext_lazy("Conference"),
    "session": gettext_lazy("Session"),
    "event": gettext_lazy("Event"),
    "workshop": gettext_lazy("Workshop"),
    "training": gettext_lazy("Training"),
    "ceremony": gettext_lazy("Ceremony"),
    "celebration": gettext_lazy("Celebration"),
    "exhibition": gettext_lazy("Exhibition"),
    "project": gettext_lazy("Project"),
    "launch": gettext_lazy("Launch"),
    "observance": gettext_lazy("Day to celebrate"),
    "celebrate": gettext_lazy("Celebration"),
    "meet": gettext_lazy("Meeting"),
    "join": gettext_lazy("Online session"),
    "announce": gettext_lazy("Announcement"),
    "visit": gettext_lazy("Visit"),
    "travel": gettext_lazy("Journey"),
    "attend": "",
}


_REGIONS = {
    "Africa": gettext_lazy("Africa"),
    "Arab States": gettext_lazy("Arab States"),
    "Asia and the Pacific": gettext_lazy("Asia and the Pacific"),
    "Europe and North America": gettext_lazy("Europe and North America"),
    "Latin America and the Caribbean": gettext_lazy("Latin America and the Caribbean"),
}


def _plain(what: str) -> str:
    """An unknown purpose as words: hyphens are spaces, the first letter is a capital."""
    words = re.sub(r"[_-]+", " ", what).strip()
    return words[:1].upper() + words[1:]


def purpose(what: str) -> str:
    """The key of a purpose for the words that name it; empty where the vocabulary does not have it."""
    words = " ".join(re.split(r"[\s_-]+", what.strip().lower()))
    key = _SAME.get(words, words)
    return key if key in _PURPOSES else ""


def asks(what: str) -> bool:
    """Whether a deadline for this purpose asks the reader to do something."""
    return purpose(what) not in _NOT_ASKED


def rank(what: str) -> int:
    """How much an item is about this purpose, smallest first; registering comes before withdrawing, unknown
    ones last.
    """
    key = purpose(what)
    return list(_PURPOSES).index(key) if key else len(_PURPOSES)


def deadline_words(what: str) -> str:
    """``Register by``; for a purpose that nobody translated its own words, ``Until`` where there are none."""
    if key := purpose(what):
        return str(_PURPOSES[key][0])
    plain = _plain(what)
    return _("%(purpose)s: until") % {"purpose": plain} if plain else pgettext("before a date", "Until")


def event_words(what: str) -> str:
    """``Webinar``; empty where it says no more than that it takes place; for an unknown kind of event its own words."""
    known = _EVENTS.get(what.strip().lower())
    return _plain(what) if known is None else str(known)


def audience_words(audience: str) -> str:
    """A region of the network in the language that is active; other words as they stand."""
    return str(_REGIONS.get(audience, audience))


def button_words(what: str) -> str:
    """What the button of an item says whose editor did not write anything there."""
    key = purpose(what)
    return str(_PURPOSES[key][1]) if key else pgettext("button", "Open the page")
