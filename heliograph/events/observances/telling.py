"""Who follows international days is told of them two weeks before: one letter for all that a week has.

Every step is found done when it is done again: a week has one mailing, an address one message, a mailing starts once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heliograph.delivery import steering
from heliograph.delivery.addresses import key
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import fill_along, keep_body, open_mailing
from heliograph.delivery.models import Body, Mailing
from heliograph.delivery.states import MailingState
from heliograph.events.observances import shown
from heliograph.events.observances.letters import Told, write
from heliograph.events.observances.page import Found, day_page, found_by
from heliograph.events.observances.topics import DAYS
from heliograph.events.observances.weeks import Week, followers, monday_ahead, monday_of_key, read, week_from
from heliograph.frame.finished import generation
from heliograph.frame.reader import Reader
from heliograph.moments.locales import write_day
from heliograph.network.circulars import Reading

#: What stands as the answer of a message that did not go.
UNFOLLOWED = gettext_noop("follows none of these days any more")


def tell(at: datetime) -> int:
    """Write the letters about the week that is two weeks ahead; returns how many. For the clock; safe in several
    processes at once.
    """
    week = week_from(monday_ahead(at))
    return _send(week, at) if week.marked else 0


def _send(week: Week, at: datetime) -> int:
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        title = _("International days from %(day)s") % {"day": write_day(week.monday, language)}
    mailing = open_mailing(week.key, DAYS.slug, title, at, automatic=True)
    if mailing.state != MailingState.FILLING:
        return 0
    people = followers(week)
    kinds = people.order_by().values_list("reading", flat=True).distinct()
    written = fill_along(mailing, people, Bodies(mailing, week, at).of(kinds))
    steering.start(mailing.pk, at, "")
    return written


class Bodies:
    """The letters about a week: one for each language, zone and choice of days, as they are now."""

    def __init__(self, mailing: Mailing, week: Week, at: datetime) -> None:
        self._mailing, self._week, self._at, self._generation = mailing, week, at, generation()
        self._found: dict[int, Found] = {}
        self._told: dict[tuple[int, Reading], Told] = {}
        self._now: dict[tuple[Reading, frozenset[int]], Body] = {}

    def of(self, kinds: Iterable[str]) -> dict[str, int]:
        """By kind of reader the primary key of his letter."""
        return {reading: self.one(*read(reading)).pk for reading in kinds}

    def one(self, how: Reading, days: frozenset[int]) -> Body:
        """The letter for a kind of reader; written where there is none since something public has changed."""
        name = body_key(how, days, self._generation)
        there = Body.objects.filter(mailing=self._mailing, key=name).first()
        return there or keep_body(self._mailing, name, how, self.letter(how, days), self._at)[0]

    def instead(self, body: Body, how: Reading, days: frozenset[int]) -> Body:
        """The letter for a kind of reader that says what is so now: ``body`` where that is what it says."""
        if body.key == body_key(how, days, self._generation):
            return body
        if (how, days) not in self._now:
            letter = self.letter(how, days)
            same = (letter.subject, letter.html) == (body.subject, body.html)
            self._now[how, days] = body if same else self.one(how, days)
        return self._now[how, days]

    def letter(self, how: Reading, days: frozenset[int]) -> Letter:
        """The letter as it would be written now."""
        told = [self._of_day(number, how) for number, one in enumerate(self._week.marked) if one[0].pk in days]
        return write(told, *how)

    def _of_day(self, number: int, how: Reading) -> Told:
        """What a day has for readers of a language and a zone: the same in all letters that tell of it."""
        observance, days = self._week.marked[number]
        if number not in self._found:
            self._found[number] = found_by(observance, AnonymousUser())
        if (number, how) not in self._told:
            reader = Reader((how[0],), how[1])
            with translation.override(how[0]):
                page = day_page(observance, self._found[number], reader, self._at, days[0])
                self._told[number, how] = Told(shown.line(observance, days, reader), page)
        return self._told[number, how]


def body_key(how: Reading, days: Collection[int], written: int) -> str:
    """How a letter is told apart from the others of its mailing; ``written`` is the generation of what it says."""
    choice = blake2b(repr(sorted(days)).encode(), digest_size=8).hexdigest()
    return f"{how[0]} {how[1]} {choice} {written}"


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """The last look before letters go: who follows none of the days any more gets none, others what is so now."""
    row = Mailing.objects.get(pk=mailing)
    monday = monday_of_key(row.key)
    week = week_from(monday) if monday is not None else None
    if week is None:
        return {}
    readings = _readings(week, going) if week.marked else {}
    there = Body.objects.in_bulk({each.body_id for each in going})
    bodies, verdicts = Bodies(row, week, at), {}
    for each in going:
        reading = readings.get(key(each.address))
        if reading is None:
            verdicts[each.pk] = Verdict(answer=UNFOLLOWED)
        elif (now := bodies.instead(there[each.body_id], *read(reading))).pk != each.body_id:
            verdicts[each.pk] = Verdict(now.pk)
    return verdicts


def _readings(week: Week, going: Sequence[Going]) -> dict[str, str]:
    """How each of the readers reads who follows something of a week still, by address in small letters. One query."""
    rows = followers(week).order_by().annotate(small=Lower("email"))
    return dict(rows.filter(small__in={key(each.address) for each in going}).values_list("small", "reading"))
