"""What an organizer says with a step of a response: his note, and what letters about such a decision always say; and
what he passes on of what reviewers wrote for who answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding.models import DecisionText
from heliograph.calls.models import ResponseEntry
from heliograph.calls.states import Actor
from heliograph.delivery.desk.wording import language_name
from heliograph.texts.languages import base
from heliograph.texts.multilingual import pick, texts_of

#: Where an entry keeps a note in each of its languages; ``note`` has it in one, for the log.
NOTES = "notes"
#: Where an entry keeps what reviewers wrote for who answered, in the languages in which they wrote it.
COMMENTS = "comments"


@dataclass(frozen=True)
class Words:
    """What an organizer says; ``language`` is empty where it is not known in which it is."""

    text: str
    language: str = ""


def note_fields(note: LazyI18nString | str, wanted: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """A note as an entry keeps it: the words in the first of some languages, and what stands in ``data`` besides."""
    texts = texts_of(note)
    words, _language = pick(note, wanted)
    return words, {NOTES: texts} if texts and isinstance(note, LazyI18nString) else {}


def comment_fields(comments: Sequence[str]) -> dict[str, Any]:
    """What reviewers wrote for who answered, as ``data`` of an entry keeps it."""
    return {COMMENTS: list(comments)} if comments else {}


def comments_of(entry: ResponseEntry) -> list[str]:
    """What reviewers wrote for who answered, as far as it was passed on with a step."""
    kept = entry.data.get(COMMENTS)
    return [str(each) for each in kept] if isinstance(kept, list) else []


def reviewers_write(entry: ResponseEntry) -> Iterator[str]:
    """The same as parts of a letter in the active language; who of them wrote it is not said."""
    for words in comments_of(entry):
        yield _("A reviewer of your answer writes:") + "\n" + words


def note_of(entry: ResponseEntry, wanted: Iterable[str]) -> Words:
    """The note of an entry for a reader of these languages. A note that was taken out is out in all of them."""
    kept = entry.data.get(NOTES)
    if not entry.note or not isinstance(kept, Mapping):
        return Words(entry.note)
    return Words(*pick(LazyI18nString(dict(kept)), wanted))


def standing_text(entry: ResponseEntry, wanted: Iterable[str]) -> Words:
    """What letters about such a decision always say. One query; none for what a respondent did."""
    if entry.actor == Actor.RESPONDENT:
        return Words("")
    found = DecisionText.objects.filter(call=entry.response.call_id, verb=entry.verb).first()
    return Words(*pick(found.text, wanted)) if found is not None else Words("")


def said_with(entry: ResponseEntry, wanted: Sequence[str]) -> list[Words]:
    """What the organizer says with a step, the standing text first."""
    return [each for each in (standing_text(entry, wanted), note_of(entry, wanted)) if each.text]


def organizer_writes(entry: ResponseEntry, wanted: Sequence[str]) -> Iterator[str]:
    """The same as parts of a letter in the active language; another language is named."""
    head = ""
    for words in said_with(entry, wanted):
        before, head = head, _head(words)
        yield words.text if head == before else f"{head}\n{words.text}"


def _head(words: Words) -> str:
    if not is_fallback(words, get_language() or "en"):
        return _("The organizer writes:")
    return _("The organizer writes, in %(language)s:") % {"language": language_name(words.language)}


def is_fallback(words: Words, language: str) -> bool:
    """Whether words are in another language than a reader's."""
    return bool(words.language) and base(words.language) != base(language)
