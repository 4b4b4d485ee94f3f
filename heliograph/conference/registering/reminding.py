"""Those who owe an answer are reminded in one action: who has not reconfirmed, who has not said how he comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.mine import asking_letter
from heliograph.calls.mine.asking import audiences, check_asking, letters, unsure
from heliograph.calls.mine.ways import asking_key
from heliograph.calls.models import Call, Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import CallState
from heliograph.calls.topics import ANSWERS
from heliograph.conference.doors import held_conference
from heliograph.conference.models import Conference
from heliograph.conference.registering.enclosing import open_call
from heliograph.conference.registering.following_up import awaiting
from heliograph.conference.registering.holding import PAUSE, About, Before, Sending, Write, hold, was_sent
from heliograph.conference.registering.letters import about_stay
from heliograph.conference.registering.models import Stay
from heliograph.conference.registering.stay_links import stay_key
from heliograph.conference.registering.taking_part import registrations
from heliograph.network.countries import country_name
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: What those who are registered can owe.
OWED = (About.RECONFIRM, About.STAY)


@dataclass(frozen=True)
class Debt:
    """How many owe an answer; of them ``due``, who may be reminded now, in so many ``letters``; or why none can.

    ``url`` is the page where that is mended.
    """

    about: About
    owing: int
    due: int
    letters: int
    obstacle: str = ""
    url: str = ""


def owing(conference: Conference, about: About) -> ResponseQuerySet:
    """The registrations of those who owe an answer."""
    if about == About.STAY:
        return awaiting(conference)
    if conference.registration is None:
        return registrations(conference).none()
    return unsure(conference.registration)


def due(conference: Conference, about: About, countries: Iterable[str], at: datetime) -> ResponseQuerySet:
    """Those of them who were not asked within a day; of some countries (their codes), or of all where none is given."""
    found, wanted = owing(conference, about), list(countries)
    if wanted:
        found = found.filter(country__in=wanted)
    if about == About.STAY:
        lately = Stay.objects.filter(registration=OuterRef("pk"), asked_at__gt=at - PAUSE)
        return found.filter(~Exists(lately))
    return found.filter(Q(asked_at=None) | Q(asked_at__lte=at - PAUSE))


def call_of(conference: Conference, about: About) -> Call | None:
    """The call whose answer is owed, with its dates."""
    if about == About.STAY:
        return open_call(conference)
    if conference.registration_id is None:
        return None
    found: Call | None = Call.objects.dated().select_related("programme").filter(pk=conference.registration_id).first()
    return found


def obstacle(conference: Conference, about: About, at: datetime) -> str:
    """Why nobody can be reminded now, with what helps; empty where that is possible."""
    call = call_of(conference, about)
    if call is None:
        return _("Begin this call first: it stands on the page of the conference.")
    if about == About.STAY:
        is_open = state_at(call, dates_of(call), at) == CallState.OPEN
        return "" if is_open else _("The questions to participants are not open. Publish them, or move their dates.")
    try:
        check_asking(call, at)
    except Refused as refused:
        return refused.sentence
    return ""


def debts(conference: Conference, countries: Iterable[str], at: datetime) -> list[Debt]:
    """What is owed, and what can be done about it."""
    return [_debt(conference, about, list(countries), at) for about in OWED]


def _debt(conference: Conference, about: About, countries: list[str], at: datetime) -> Debt:
    every, now = owing(conference, about), due(conference, about, countries, at)
    if countries:
        every = every.filter(country__in=countries)
    in_the_way = obstacle(conference, about, at)
    url = _mended_at(conference, about) if in_the_way else ""
    return Debt(about, every.count(), now.count(), letters(now), in_the_way, url)


def _mended_at(conference: Conference, about: About) -> str:
    """Where what is in the way is mended: with the dates of the call, or where it is begun. One query at most."""
    if (call := call_of(conference, about)) is not None:
        return reverse("calls:desk_dates", args=[call.slug])
    return reverse("conference:desk_conference", args=[conference.programme.slug])


def owing_countries(conference: Conference, language: str) -> list[tuple[str, str]]:
    """The countries of those who owe an answer, by name with how many. Two queries."""
    counts: dict[str, int] = defaultdict(int)
    for about in OWED:
        rows = owing(conference, about).exclude(country="").order_by().values_list("country")
        for code, count in rows.annotate(n=Count("pk")):
            counts[code] += count
    named = sorted((country_name(code, language), code, count) for code, count in counts.items())
    return [(code, f"{name} ({count})") for name, code, count in named]


def writer(conference: Conference, call: Call, about: About, at: datetime) -> Write:
    """What writes the letter."""
    if about == About.STAY:
        return lambda language, zone: about_stay(conference, call, language, zone, at)
    return lambda language, zone: asking_letter.write(call, language, zone, at)


@transaction.atomic
def remind(
    conference: Conference, abouts: Iterable[About], countries: Iterable[str], token: str, by: Person, at: datetime
) -> int:
    """Remind those who owe an answer and were not asked within a day; returns how many letters are held.

    The same ``token`` writes nothing twice. Raises Refused: ``not-yours``, ``obstacle``, ``nobody``.
    """
    row, wanted, codes = held_conference(conference, by), list(abouts), sorted(set(countries))
    keys = {about: _key(row, about, token) for about in wanted}
    if any(was_sent(key) for key in keys.values()):
        return 0
    count = sum(_remind(row, about, codes, keys[about], by, at) for about in wanted)
    if not count:
        raise Refused("nobody", _("Nobody is to be reminded: all have answered, or were asked within a day."))
    return count


def _key(conference: Conference, about: About, token: str) -> str:
    """The key of a mailing; that it is about the call is what makes the links in its letters good."""
    if about == About.RECONFIRM and conference.registration is not None:
        return asking_key(conference.registration, f"conference-{token}")
    return stay_key(conference, token)


def _remind(conference: Conference, about: About, countries: list[str], key: str, by: Person, at: datetime) -> int:
    if said := obstacle(conference, about, at):
        raise Refused("obstacle", said)
    call = call_of(conference, about)
    assert call is not None
    # Whoever asks from the page of the call waits for this row, too.
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    before = _before(due(conference, about, countries, at), about)
    asked = [pk for _asked_at, keys in before for pk in keys]
    readers = audiences(Response.objects.filter(pk__in=asked))
    sending = Sending(about, key, ANSWERS.slug, readers, writer(conference, call, about, at), countries, before)
    count = hold(conference, sending, by, at)
    _mark(asked, about, at)
    return count


def _before(responses: ResponseQuerySet, about: About) -> Before:
    """The registrations by when they had been asked before."""
    found: dict[str | None, list[int]] = defaultdict(list)
    if about == About.STAY:
        keys = list(responses.order_by("pk").values_list("pk", flat=True))
        known = dict(Stay.objects.filter(registration__in=keys).values_list("registration", "asked_at"))
        rows = [(key, known.get(key)) for key in keys]
    else:
        rows = list(responses.order_by("pk").values_list("pk", "asked_at"))
    for key, asked_at in rows:
        found[asked_at.isoformat() if asked_at else None].append(key)
    return list(found.items())


def _mark(asked: list[int], about: About, at: datetime) -> None:
    """Note that these were asked. Two statements at most."""
    if about == About.RECONFIRM:
        Response.objects.filter(pk__in=asked).update(asked_at=at)
        return
    rows = [Stay(registration_id=key, asked_at=at) for key in asked]
    Stay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["registration"], update_fields=["asked_at"])
