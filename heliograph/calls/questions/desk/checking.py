"""What a careful editor would look at in a list of questions: sentences beside it, none of which forbids anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.models import Call
from heliograph.calls.questions.desk.typed import asks, outcomes, texts_in
from heliograph.calls.questions.desk.words import called
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import type_named
from heliograph.calls.questions.types.consent import Consent
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import CONTENT_LANGUAGES, NATIVE_NAMES
from heliograph.texts.multilingual import texts_of

#: A form with more questions than this is often left unfinished.
MANY = 15


@dataclass(frozen=True)
class Doubt:
    """A sentence, and the question it is about; empty where it is about the whole."""

    sentence: str
    key: str = ""


def offered_in(call: Call) -> list[str]:
    """The languages in which a call is offered: those of its answers, else those in which it has a title."""
    wanted = [*(call.languages or texts_of(call.title)), call.source_language]
    return [code for code in CONTENT_LANGUAGES if code in wanted]


def doubts(questions: Sequence[Question], languages: Sequence[str]) -> list[Doubt]:
    """All that is doubtful in questions that are offered in these languages."""
    return [*_unexplained(questions), *_unread_consents(questions, languages), *_never_shown(questions),
            *_untranslated(questions, languages), *_too_many(questions)]  # fmt: skip


def _unexplained(questions: Sequence[Question]) -> Iterator[Doubt]:
    for one in questions:
        if one.personal and not any(one.why.values()):
            said = _("“%(question)s” asks for personal data and does not say why. Write “why we ask”.")
            yield Doubt(said % {"question": called(one)}, one.key)


def _unread_consents(questions: Sequence[Question], languages: Sequence[str]) -> Iterator[Doubt]:
    for one in questions:
        text = one.settings.get("text", {}) if isinstance(type_named(one.type), Consent) else None
        missing = [code for code in languages if not text.get(code)] if text is not None else []
        if missing:
            said = _("The consent “%(question)s” has no text in %(languages)s. It is asked there in another language.")
            yield Doubt(said % {"question": called(one), "languages": _names(missing)}, one.key)


def _is_whole(question: Question, code: str) -> bool:
    """Whether every text that a question has in some language is there in this one."""
    return all(texts.get(code) for texts in texts_in(question) if any(texts.values()))


def _names(codes: Sequence[str]) -> str:
    return with_commas(NATIVE_NAMES.get(code, code) for code in codes)


def _never_shown(questions: Sequence[Question]) -> Iterator[Doubt]:
    dead = never_shown(questions)
    for one in questions:
        if one.key in dead:
            said = _("“%(question)s” is never shown: it waits for an answer that cannot be given.")
            required = _("“%(question)s” is required and never shown: it waits for an answer that cannot be given.")
            yield Doubt((required if one.required else said) % {"question": called(one)}, one.key)


def never_shown(questions: Sequence[Question]) -> set[str]:
    """The keys of questions whose condition can not hold: nothing before them has such an answer."""
    asked: dict[str, Question] = {}
    dead = set()
    for one in questions:
        before = asked.get(one.shown.question) if one.shown else None
        if one.shown and (before is None or not set(one.shown.values) & set(outcomes(before))):
            dead.add(one.key)
        else:
            asked[one.key] = one
    return dead


def _untranslated(questions: Sequence[Question], languages: Sequence[str]) -> Iterator[Doubt]:
    for code in languages:
        count = sum(not _is_whole(one, code) for one in questions)
        if count:
            said = ngettext(
                "%(language)s: %(count)s question is not translated, or not wholly.",
                "%(language)s: %(count)s questions are not translated, or not wholly.",
                count,
            )
            yield Doubt(said % {"language": NATIVE_NAMES.get(code, code), "count": count})


def _too_many(questions: Sequence[Question]) -> Iterator[Doubt]:
    count = sum(asks(one) for one in questions)
    if count > MANY:
        said = _("These are %(count)s questions. A form of more than %(many)s questions is often left unfinished.")
        yield Doubt(said % {"count": count, "many": MANY})
