"""Feedback on a time of an event: given once for a registration, kept without a name, told from five on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import uuid4

from babel.lists import format_list
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heliograph.calls.figuring.figures import SMALLEST, Figure, Line
from heliograph.events.afterwards.attending import is_held
from heliograph.events.afterwards.models import Feedback, FeedbackGiven, Followed
from heliograph.events.models import Event, Occurrence
from heliograph.events.registering.models import Registration
from heliograph.events.registering.people import COMING
from heliograph.events.shown import over_at
from heliograph.moments.locales import locale_of
from heliograph.network.states import Refused

#: How long after the end feedback is taken.
OPEN_FOR = timedelta(days=60)
LONGEST = 2_000
#: From not at all to very useful.
USEFUL = range(1, 6)


@dataclass(frozen=True)
class Opinion:
    """What somebody thought: how ``useful`` (1 to 5), whether he could follow, what should be done otherwise."""

    useful: int
    followed: Followed
    words: str
    language: str


@dataclass(frozen=True)
class Told:
    """What may be told of the feedback on an event: nothing but how few they are, where there are fewer than five."""

    count: int
    figures: Sequence[Figure]
    words: Sequence[Feedback]

    @property
    def is_told(self) -> bool:
        return self.count >= SMALLEST


def may_give(registration: Registration, at: datetime) -> bool:
    """Whether feedback is taken for a registration at an instant, unless it was given. No query."""
    over = over_at(registration.occurrence)
    held = is_held(registration.occurrence, at) and over is not None and at < over + OPEN_FOR
    return held and registration.response.state in COMING


@transaction.atomic
def give(registration: Registration, opinion: Opinion, at: datetime) -> None:
    """Keep an opinion without a name, and that one was given. Raises Refused: not open, given before."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("response", "occurrence")
    held = rows.get(pk=registration.pk)
    if not may_give(held, at):
        raise Refused("not-open", _("Feedback on this event is not taken now."))
    if FeedbackGiven.objects.filter(registration=held).exists():
        raise Refused("given", _("You have given your feedback already. Thank you."))
    FeedbackGiven.objects.create(registration=held)
    _shuffle_in(held.occurrence, opinion)


def _shuffle_in(occurrence: Occurrence, opinion: Opinion) -> None:
    """Keep an opinion among the others on a time, all of them written anew in an order that chance gives.

    A database has rows in the order in which they came (SQLite's rowid, PostgreSQL's ctid) and the transaction of each
    (xmin), by which the last answer could be laid beside the last registration. The row of the time is held meanwhile.
    """
    Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)
    mine = Feedback(
        occurrence=occurrence, useful=opinion.useful, followed=opinion.followed,
        words=opinion.words.strip()[:LONGEST], language=opinion.language,
    )  # fmt: skip
    others = Feedback.objects.filter(occurrence=occurrence)
    rows = [mine, *others]
    for row in rows:
        row.pk = uuid4()
    SystemRandom().shuffle(rows)
    others.delete()
    Feedback.objects.bulk_create(rows)


def told(event: Event) -> Told:
    """What the desk may know of the feedback on an event. Four queries at most."""
    given = Feedback.objects.filter(occurrence__event=event)
    count = given.count()
    if count < SMALLEST:
        return Told(count, [], [])
    useful = dict(given.order_by().values_list("useful").annotate(n=Count("pk")))
    followed = dict(given.order_by().values_list("followed").annotate(n=Count("pk")))
    figures = [
        Figure("useful", _("How useful was it?"), _lines([(words, useful.get(n, 0)) for n, words in scale()]), count),
        Figure(
            "followed", _("Could you follow what was said?"),
            _lines([(str(each.label), followed.get(each.value, 0)) for each in Followed]), count,
        ),
    ]  # fmt: skip
    return Told(count, figures, list(given.exclude(words="").order_by("pk")))


def scale() -> list[tuple[int, str]]:
    """The steps of usefulness in words."""
    words = {1: _("1: not at all"), 5: _("5: very")}
    return [(step, words.get(step, str(step))) for step in USEFUL]


def _lines(counts: Sequence[tuple[str, int]]) -> list[Line]:
    """Lines of which none tells of one to four people: small ones are told together, with others if need be.

    So nothing that is not told can be worked out from the whole. There are five people at least.
    """
    together = {words for words, count in counts if 0 < count < SMALLEST}
    if not together:
        return [Line(words, count) for words, count in counts]
    rest = sorted((count, words) for words, count in counts if count >= SMALLEST)
    number = sum(count for words, count in counts if words in together)
    if number < SMALLEST:
        count, words = rest[0]
        together, number = {*together, words}, number + count
    named = [words for words, _count in counts if words in together]
    told = [Line(words, count) for words, count in counts if words not in together]
    either = format_list(named, style="or", locale=locale_of(get_language() or settings.LANGUAGE_CODE))
    return [*told, Line(str(either), number)]


def rows(found: Told) -> list[tuple[str, str, object]]:
    """What may be told, as a table: what was asked, what was answered, how many."""
    counted = [(figure.title, line.words, line.count) for figure in found.figures for line in figure.lines]
    title = _("What should be done otherwise next time?")
    return [*counted, *((title, each.words, "") for each in found.words)]
