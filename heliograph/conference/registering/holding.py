"""Letters to many of a conference's people: written in one action, held for ten minutes, and taken back until then.

What was sent is an entry of the conference's log with the key of its mailing, and says who had been asked when before:
that is put back where the letters are taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.models import Response
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference, ConferenceEntry
from heliograph.conference.registering.models import Stay
from heliograph.delivery import steering
from heliograph.delivery.letters import Letter, Mark, personal_text
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.network.circulars import fill, kinds_of
from heliograph.network.countries import language_name
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.languages import direction

#: So long letters are held, so that they can be taken back.
HOLD = timedelta(minutes=10)
#: Nobody gets two such letters about the same within this time.
PAUSE = timedelta(days=1)
SENT, TAKEN_BACK = "letters-sent", "letters-taken-back"
#: So many of the last sendings the desk shows.
MOST_SHOWN = 10
#: Writes the letter for a language and a zone.
Write = Callable[[str, str], Letter]
#: Keys of registrations by when they had been asked before (ISO 8601, None: never).
Before = list[tuple[str | None, list[int]]]


class About(StrEnum):
    """What people are written to about."""

    RECONFIRM = "reconfirm"
    STAY = "stay"
    SILENT = "silent"
    DAYS = "days"

    @property
    def label(self) -> str | Promise:
        """What it is, in the reader's language."""
        return _LABELS[self]


_LABELS: dict[About, str | Promise] = {
    About.RECONFIRM: gettext_lazy("Are you still coming?"),
    About.STAY: gettext_lazy("How do you come?"),
    About.SILENT: gettext_lazy("Nobody from your country yet"),
    About.DAYS: gettext_lazy("Other days"),
}


@dataclass(frozen=True)
class Sending:
    """One mailing to be: its key and topic, who is written to, the letter, and what the log keeps of it (``more``)."""

    about: About
    key: str
    topic: str
    audiences: tuple[QuerySet[Any], ...]
    write: Write
    countries: Sequence[str] = ()
    before: Before = field(default_factory=list)
    more: Mapping[str, Any] = field(default_factory=dict)


def hold(conference: Conference, sending: Sending, by: Person, at: datetime) -> int:
    """Write the letters and hold them; returns how many. In the transaction that marks who was asked."""
    kinds = kinds_of(*sending.audiences)
    if not kinds:
        return 0
    title = f"{sending.about.label}: {conference}"
    mailing = open_mailing(sending.key, sending.topic, title, at)
    fill(mailing, sending.audiences, kinds, sending.write, at)
    steering.seal(mailing.pk, at, str(by))
    steering.schedule(mailing.pk, at + HOLD, at, str(by))
    count = mailing.messages.count()
    log(
        conference, SENT, by, at, mailing=sending.key, about=sending.about, countries=[*sending.countries],
        letters=count, before=sending.before, **sending.more,
    )  # fmt: skip
    return count


def was_sent(key: str) -> bool:
    """Whether the mailing of a key was written before: the same press once more writes nothing."""
    return Mailing.objects.filter(key=key).exclude(state=MailingState.FILLING).exists()


@dataclass(frozen=True)
class Sent:
    """Letters that were written: when, about what, to which countries (none: all), how many; ``held`` still."""

    entry: ConferenceEntry
    about: About
    countries: Sequence[str]
    letters: int
    held: bool
    taken_back: bool


def sent(conference: Conference) -> list[Sent]:
    """The last of them, the latest first. Two queries."""
    entries = list(_entries(conference).order_by("-at", "-pk")[:MOST_SHOWN])
    states = dict(
        Mailing.objects.filter(key__in=[each.data["mailing"] for each in entries]).values_list("key", "state")
    )
    return [_sent(each, states.get(each.data["mailing"], "")) for each in entries]


def _entries(conference: Conference) -> QuerySet[ConferenceEntry]:
    return conference.entries.filter(verb=SENT).select_related("by")


def _sent(entry: ConferenceEntry, state: str) -> Sent:
    data = entry.data
    return Sent(
        entry, About(data["about"]), data["countries"], data["letters"],
        state == MailingState.SCHEDULED, state == MailingState.CANCELLED,
    )  # fmt: skip


def asked_countries(conference: Conference) -> dict[str, datetime]:
    """When somebody of each country was written to last because nobody of it is registered. Two queries."""
    entries = list(_entries(conference).filter(data__about=About.SILENT).order_by("at", "pk"))
    keys = [each.data["mailing"] for each in entries]
    gone = set(Mailing.objects.filter(key__in=keys, state=MailingState.CANCELLED).values_list("key", flat=True))
    standing = [each for each in entries if each.data["mailing"] not in gone]
    return {code: each.at for each in standing for code in each.data["countries"]}


@transaction.atomic
def take_back(conference: Conference, entry: ConferenceEntry, by: Person, at: datetime) -> None:
    """Let letters not go that are held still; who had been asked when is again as it was. Raises Refused."""
    row = held_conference(conference, by)
    mailing = Mailing.objects.select_for_update().get(key=entry.data["mailing"])
    if mailing.state == MailingState.CANCELLED:
        return
    if mailing.state != MailingState.SCHEDULED:
        raise Refused("on-their-way", _("These letters are on their way already; they cannot be taken back."))
    steering.cancel(mailing.pk, at, str(by))
    _put_back(About(entry.data["about"]), entry.data["before"])
    log(row, TAKEN_BACK, by, at, mailing=mailing.key)


def _put_back(about: About, before: Before) -> None:
    for asked, keys in before:
        asked_at = datetime.fromisoformat(asked) if asked else None
        if about == About.RECONFIRM:
            Response.objects.filter(pk__in=keys).update(asked_at=asked_at)
        else:
            Stay.objects.filter(registration__in=keys).update(asked_at=asked_at)


@dataclass(frozen=True)
class Preview:
    """A letter in one language, as plain text."""

    language: str
    name: str
    direction: str
    subject: str
    text: str


def previews(write: Write, zone: str) -> list[Preview]:
    """The letter in each language of the interface, for a reader of a zone. No query."""
    return [_preview(code, write(code, zone)) for code, _name in settings.LANGUAGES]


def _preview(language: str, letter: Letter) -> Preview:
    text = personal_text(letter.text, {**dict.fromkeys(Mark, "…"), Mark.NAME: letter.nameless})
    return Preview(language, language_name(language, language), direction(language), letter.subject, text)
