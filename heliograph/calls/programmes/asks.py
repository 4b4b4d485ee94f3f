"""What a call wants of who answers it, in pairs of an icon's name and words, as ``frame/asks.html`` shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import places
from heliograph.calls.models import Call, Response
from heliograph.calls.states import RespondentKind, ResponseState
from heliograph.moments.locales import locale_of
from heliograph.network.audiences.parsing import Unreadable, rule_of
from heliograph.network.audiences.wording import whom
from heliograph.network.countries import language_name
from heliograph.network.models import Audience

#: A rule in more letters than these is told by the audience's name.
LONGEST_RULE = 90


def asks(call: Call, language: str, attachments: int = 0) -> list[tuple[str, str]]:
    """Who may answer and for whom, how long it takes, in which languages; no query where the audience is at hand."""
    return list(_asks(call, language, attachments))


def _asks(call: Call, language: str, attachments: int) -> Iterator[tuple[str, str]]:
    yield "people", addressed_words(call)
    if words := _for_whom(call):
        yield "place" if call.respondent == RespondentKind.COUNTRY else "people", words
    if call.minutes:
        yield "clock", ngettext("%(count)d minute", "%(count)d minutes", call.minutes) % {"count": call.minutes}
    if call.languages:
        yield "language", listed([language_name(code, language) for code in call.languages], language)
    if attachments:
        yield "file", ngettext("%(count)d attachment", "%(count)d attachments", attachments) % {"count": attachments}


def addressed_words(call: Call) -> str:
    """Whom a call addresses, in the active language."""
    return whom_words(call.audience)


def whom_words(audience: Audience | None) -> str:
    """An audience as whom something is for, in the active language; None is everybody."""
    if audience is None:
        return _("For everybody")
    try:
        words = whom(rule_of(audience))
    except Unreadable:
        words = audience.name
    told = words if len(words) <= LONGEST_RULE else audience.name
    return _("For %(whom)s") % {"whom": told}


def _for_whom(call: Call) -> str:
    if call.respondent == RespondentKind.ORGANIZATION:
        return _("One answers for a school or another organization")
    if call.respondent == RespondentKind.COUNTRY:
        return _("One answers for a country")
    return _("You may answer for others too") if call.delegation else ""


def listed(words: Sequence[str], language: str) -> str:
    return format_list(list(words), "standard", locale=locale_of(language))


def fullness(call: Call) -> str:
    """That all places of a call are taken, and what that means for who answers now; empty where there is room.

    Two queries where the number of places is limited.
    """
    kind = kind_of(call)
    if call.capacity is None or kind.settled == ResponseState.SUBMITTED:
        return ""
    waiting = Response.objects.filter(call=call).waiting().count()
    if not waiting and places.left(call):
        return ""
    if not call.waiting or ResponseState.WAITLISTED not in kind.states:
        return _("All places are taken, and there is no waiting list.")
    if not waiting:
        return _("All places are taken. Who answers now is the first on the waiting list.")
    words = ngettext(
        "All places are taken. Who answers now is put on the waiting list, on which %(count)d waits already.",
        "All places are taken. Who answers now is put on the waiting list, on which %(count)d wait already.",
        waiting,
    )
    return words % {"count": waiting}
