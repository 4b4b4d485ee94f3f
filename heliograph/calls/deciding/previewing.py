"""The letters that decisions would write, in each language that their readers have, by what writes the real ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Count, Min

from heliograph.calls.corresponding.members import JOINED
from heliograph.calls.deciding.models import DecisionBatch
from heliograph.calls.deciding.possible import DOING, LEADS
from heliograph.calls.deciding.standing import texts_for
from heliograph.calls.deciding.steps import Step, comments_of
from heliograph.calls.kinds import kind_of
from heliograph.calls.letters import Told, about, spoken_by
from heliograph.calls.lifecycle import places
from heliograph.calls.lifecycle.acting import TOLD
from heliograph.calls.models import CoRespondent, Response, ResponseEntry
from heliograph.calls.noted import comment_fields, is_fallback, note_fields, said_with
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import Actor, ResponseState, Verb
from heliograph.calls.telling import readers
from heliograph.delivery.desk.wording import language_name
from heliograph.delivery.letters import Letter
from heliograph.network.letters import finish, supported
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.languages import base, direction
from heliograph.texts.multilingual import texts_of

#: So many answers are looked through for the languages of their readers by one statement.
_PART = 5000


@dataclass(frozen=True)
class Preview:
    """A letter as one of its readers would get it, of those who read ``language``; ``count`` is how many they are.

    ``said_in`` names the language of the organizer's words where it is another.
    """

    verb: Verb
    language: str
    reader: str
    subject: str
    text: str
    count: int
    said_in: str = ""

    @property
    def doing(self) -> str:
        return str(DOING[self.verb])

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def written_in(self) -> str:
        """The language of the letter itself: one of the interface's."""
        return supported(self.language)

    @property
    def direction(self) -> str:
        return direction(self.written_in)


def previews(batch: DecisionBatch, steps: Sequence[Step], at: datetime) -> list[Preview]:
    """A letter for each step that is told of and each language of its readers, most read first.

    Where comments of reviewers go along, it is one that has some, if there is one in that language.
    """
    found: list[Preview] = []
    for verb in DOING:
        ours = [step for step in steps if step.verb == verb]
        if ours and verb in TOLD:
            found += _of_verb(batch, verb, ours, at)
    return found


def _of_verb(batch: DecisionBatch, verb: Verb, steps: Sequence[Step], at: datetime) -> Iterator[Preview]:
    by_key, comments = {step.response: step for step in steps}, comments_of(batch.call, steps, batch.by)
    read, source = languages_of(list(by_key)), batch.call.source_language
    telling = {language: key for language, (key, _count) in languages_of(list(comments)).items()}
    firsts = {language: telling.get(language, key) for language, (key, _count) in read.items()}
    rows = Response.objects.select_related("person", "organization", "question_set")
    there = {row.pk: row for row in rows.filter(pk__in=firsts.values())}
    for language, (_key, count) in sorted(read.items(), key=lambda one: (-one[1][1], one[0] != source, one[0])):
        response = there[firsts[language]]
        response.call = batch.call
        entry = as_decided(response, by_key[response.pk], batch, at)
        entry.data |= comment_fields(comments.get(response.pk, ()))
        told = next((each for each in readers(entry) if _read_as(each.to.language) == language), None)
        if told is not None:
            yield _preview(entry, told, language, count, at)


def _preview(entry: ResponseEntry, told: Told, language: str, count: int, at: datetime) -> Preview:
    made = letter_of(entry, replace(told, shown=True), at)
    wanted = [*spoken_by(told), supported(language), entry.response.call.source_language]
    others = [words.language for words in said_with(entry, wanted) if is_fallback(words, language)]
    said_in = language_name(others[0]) if others else ""
    reader = told.to.name or told.to.address
    return Preview(Verb(entry.verb), language, reader, made.subject, made.text, count, said_in)


def unexplained(batch: DecisionBatch, steps: Sequence[Step]) -> int:
    """How many answers would be returned for changes without a word of what is to be changed. Three queries at most."""
    returned = [step for step in steps if step.verb == Verb.RETURN and not step.note]
    if not returned or texts_of(batch.note) or texts_of(texts_for(batch.call, [Verb.RETURN])[Verb.RETURN].text):
        return 0
    commented = comments_of(batch.call, returned, batch.by)
    return sum(step.response not in commented for step in returned)


def letter_of(entry: ResponseEntry, told: Told, at: datetime) -> Letter:
    """The letter about an entry for a reader, written as ``telling`` writes it."""
    return finish(told.to, partial(about, entry, told, at))


def as_decided(response: Response, step: Step, batch: DecisionBatch, at: datetime) -> ResponseEntry:
    """The entry that a step would write, of the response as it would then be; neither is saved."""
    verb, before = Verb(step.verb), response.state
    note, data = note_fields(step.note or batch.note, [response.language, response.call.source_language])
    response.state = _after(response, verb)
    if verb == Verb.OFFER:
        response.offered_until = places.held_until(response.call, response.share, at)
        data = {**data, "until": response.offered_until.isoformat()}
    return ResponseEntry(
        response=response, at=at, by=batch.by, actor=Actor.ORGANIZER, verb=verb, before=before,
        after=response.state, note=note, data=data,
    )  # fmt: skip


def _after(response: Response, verb: Verb) -> ResponseState:
    if verb != Verb.REOPEN:
        return LEADS[verb]
    try:
        return places.state_for_newcomer(response.call, response.share)
    except Refused:
        return kind_of(response.call).settled


def languages_of(keys: Sequence[int]) -> dict[str, tuple[int, int]]:
    """In which languages those concerned by answers read: for each one of the answers, and how many readers.

    Three queries for each 5,000 answers.
    """
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(keys), _PART):
        part = Response.objects.filter(pk__in=keys[start : start + _PART])
        for language, key, count in _read_in(part):
            first, sum_of = found.get(language, (key, 0))
            found[language] = (first, sum_of + count)
    return found


def _read_in(responses: ResponseQuerySet) -> Iterator[tuple[str, int, int]]:
    """Language, an answer, and how many readers, of leads, of those who answer along, of those who are answered for."""
    well = {"person__is_active": True, "person__erased_at": None}
    leads = responses.filter(**well).order_by().values_list("person__languages")
    joint = CoRespondent.objects.filter(JOINED, response__in=responses.values("pk"), **well)
    along = joint.order_by().values_list("person__languages")
    for languages, key, count in leads.annotate(first=Min("pk"), n=Count("pk")):
        yield _first(languages), key, count
    for languages, key, count in along.annotate(first=Min("response"), n=Count("pk")):
        yield _first(languages), key, count
    yield from _named_in(responses)


def _named_in(responses: ResponseQuerySet) -> Iterator[tuple[str, int, int]]:
    named = list(responses.exclude(email="").values_list("pk", "email", "language"))
    people: Any = Person.objects.get_queryset().filter(email__in=[email for _pk, email, _language in named])
    own = dict(people.values_list("email", "languages"))
    for key, email, language in named:
        yield _first(own[email]) if email in own else _read_as(language), key, 1


def _first(languages: Sequence[str]) -> str:
    """As whose a letter to somebody with these languages counts (``network.letters.to_person``)."""
    return _read_as(languages[0] if languages else "en")


def _read_as(language: str) -> str:
    """One of the languages of texts, or that of the interface in which its readers get letters."""
    return base(language) if base(language) in settings.CONTENT_LANGUAGES else supported(language)


def untold(verb: str) -> bool:
    """Whether nobody is written to about a step."""
    return bool(verb) and Verb(verb) not in TOLD


def written_in(keys: Sequence[int], source: str) -> list[str]:
    """The languages of those concerned by answers, most read first, then that of the call."""
    read = languages_of(keys)
    return sorted(read, key=lambda language: (-read[language][1], language != source, language))
