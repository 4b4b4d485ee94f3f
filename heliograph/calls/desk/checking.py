"""What is still missing in a call before it is published, or odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.answered import calls_named
from heliograph.calls.deadlines.coherence import check_call
from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.models import Call
from heliograph.calls.programmes.asks import listed
from heliograph.calls.questions.versions import current
from heliograph.calls.states import CallStatus, DeadlineKind, ProgrammeState, Visibility
from heliograph.network.countries import language_name
from heliograph.texts.multilingual import LanguageState, state, texts_of


@dataclass(frozen=True)
class Problem:
    """A sentence, the address of the page where it is mended, and whether it keeps the call from being published."""

    sentence: str
    url: str
    blocks: bool = False


def problems(call: Call, at: datetime) -> list[Problem]:
    """All that is to be looked at, what keeps it from being published first. ``call`` with dates and programme."""
    return sorted(_problems(call, at), key=lambda each: not each.blocks)


def _problems(call: Call, at: datetime) -> Iterator[Problem]:
    edit = reverse("calls:desk_edit_call", args=[call.slug])
    if not texts_of(call.title).get(call.source_language, "").strip():
        yield Problem(_("The call has no title in the language it is written in. Write one."), edit, blocks=True)
    if not contact_of(call):
        yield Problem(_("Nobody is named whom people can ask. Write a contact address."), edit, blocks=True)
    yield from _dates(call, at)
    if not current(call).questions:
        yield Problem(
            _("This call asks nothing: who answers says only for whom. Add questions, unless that is enough."),
            reverse("calls:desk_questions", args=[call.slug]),
        )
    if outstanding := untranslated(call):
        names = listed([language_name(code, get_language() or "en") for code in outstanding], get_language() or "en")
        sentence = _("Not written, or out of date, in: %(languages)s. Those who read them get the original.")
        yield Problem(sentence % {"languages": names}, edit)
    if call.visibility == Visibility.AUDIENCE and call.audience is None:
        sentence = _("Only those who are addressed find it, and it is addressed to everybody. Choose an audience.")
        yield Problem(sentence, edit)
    yield from _carried_over(call, edit)
    if call.status == CallStatus.DRAFT and call.programme.state == ProgrammeState.DRAFT:
        programme = reverse("calls:desk_programme", args=[call.programme.slug])
        yield Problem(_("Its programme is a draft still: it is published together with the call."), programme)


def _carried_over(call: Call, edit: str) -> Iterator[Problem]:
    """An audience that came along with a new edition and names calls: they are those of the edition before."""
    if call.status != CallStatus.DRAFT or call.edition_of_id is None or call.audience is None:
        return
    if named := calls_named(call.audience):
        sentence = _(
            "It is addressed as the edition before was, and that asks for answers to: %(calls)s. "
            "Choose another audience where other answers are meant."
        )
        yield Problem(sentence % {"calls": listed(named, get_language() or "en")}, edit)


def _dates(call: Call, at: datetime) -> Iterator[Problem]:
    page, dates = reverse("calls:desk_dates", args=[call.slug]), dates_of(call)
    if dates.get(DeadlineKind.CLOSES) is None:
        yield Problem(_("It has no closing date: answers are taken until you complete it. Set one."), page)
    usual = [kind for kind in kind_of(call).defaults.deadlines if kind not in _OFTEN and dates.get(kind) is None]
    if usual:
        names = listed([str(kind.label) for kind in usual], get_language() or "en")
        yield Problem(_("Calls of this kind usually have these dates too: %(dates)s.") % {"dates": names}, page)
    for warning in check_call(call, at):
        yield Problem(warning.sentence, page, warning.blocks)


#: What is said by itself, or may be left out.
_OFTEN = frozenset({DeadlineKind.CLOSES, DeadlineKind.OPENS})


def untranslated(call: Call) -> list[str]:
    """The content languages in which a text of the call is missing or out of date."""
    return [code for code in settings.CONTENT_LANGUAGES if _outstanding(call, code)]


def _outstanding(call: Call, code: str) -> bool:
    values = {name: getattr(call, name) for name in ("title", "summary", "text")}
    states = {
        state(value, dict(call.marks.get(name, {})), call.source_language, code)
        for name, value in values.items()
        if texts_of(value).get(call.source_language)
    }
    return bool(states & {LanguageState.MISSING, LanguageState.OUTDATED})


def missing_words(call: Call) -> list[str]:
    """What is missing in a few words, for a table. No query for a call with dates and programme."""
    words = []
    if dates_of(call).get(DeadlineKind.CLOSES) is None:
        words.append(_("closing date"))
    if not contact_of(call):
        words.append(_("contact"))
    if outstanding := untranslated(call):
        codes = " ".join(code.upper() for code in outstanding)
        words.append(_("translations (%(codes)s)") % {"codes": codes})
    return words
