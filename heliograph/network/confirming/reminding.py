"""Those who have not confirmed are asked again: by who looks after a country, and before the end by the clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.delivery.models import Mailing, Message
from heliograph.network.confirming.asking import ask
from heliograph.network.confirming.rounds import day_in_words, key_of
from heliograph.network.confirming.school_letter import Asking
from heliograph.network.confirming.standing import members_in, not_since
from heliograph.network.countries import Region, all_countries, countries_of, country_name
from heliograph.network.models import ConfirmationRound, Person
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.states import Refused

#: Nobody is asked again sooner.
PAUSE = timedelta(days=3)
#: So long before the end the rest is reminded without anybody's doing.
LAST_CALL = timedelta(days=14)


@dataclass(frozen=True)
class Scope:
    """The countries whose schools are reminded together; ``name`` stands in the key of the mailing."""

    name: str
    countries: frozenset[str]

    @classmethod
    def of(cls, countries: Collection[str] | None) -> Scope:
        """All countries where None is given."""
        if countries is None:
            return cls("all", frozenset(each.code for each in all_countries()))
        codes = frozenset(countries)
        region = next((each for each in Region if codes == countries_of(each)), None)
        return cls(region.slug if region else _joined(codes), codes)

    @property
    def label(self) -> str:
        """For the name of the mailing."""
        if len(self.countries) == 1:
            return country_name(next(iter(self.countries)), settings.LANGUAGE_CODE)
        return self.name


def _joined(codes: frozenset[str]) -> str:
    words = "-".join(sorted(codes))
    return words if len(words) <= 40 else blake2b(words.encode(), digest_size=8).hexdigest()


def last_asked(term: ConfirmationRound, at: datetime) -> dict[str, datetime]:
    """When each country's schools were asked, where that is less than ``PAUSE`` ago. One query."""
    lately = Mailing.objects.filter(key__startswith=key_of(term), created_at__gt=at - PAUSE)
    rows = Message.objects.filter(mailing__in=lately).values_list("country", "mailing__created_at").distinct()
    found: dict[str, datetime] = {}
    for country, asked_at in rows:
        found[country] = max(asked_at, found.get(country, asked_at))
    return found


@transaction.atomic
def remind(term: ConfirmationRound, scope: Scope, by: Person, at: datetime) -> Mailing:
    """One mailing to all schools of a scope that have not confirmed; those asked in the last days are left in peace.

    Raises Refused where the round is over, all were asked lately, or nobody is left that can be asked.
    """
    held: ConfirmationRound = ConfirmationRound.objects.select_for_update().get(pk=term.pk)
    if held.closes_on < at.date():
        raise Refused("over", _("This round is over: nobody is reminded any more."))
    lately = last_asked(held, at)
    waiting = scope.countries - lately.keys()
    rest = not_since(members_in(waiting), held.opens_on)
    if not rest.exists() and (asked := [lately[code] for code in scope.countries if code in lately]):
        raise _too_soon(max(asked))
    made = _mail(held, rest, f"{scope.name}/reminder", scope.label, at, str(by))
    if made is None:
        raise Refused("nobody", _("Nobody is left to be reminded: the rest has no address, or all have confirmed."))
    return made


def _too_soon(asked_at: datetime) -> Refused:
    sentence = _("These schools were last asked on %(asked)s. They can be reminded again from %(day)s.")
    words = {"asked": day_in_words(asked_at.date()), "day": day_in_words((asked_at + PAUSE).date())}
    return Refused("too-soon", sentence % words)


def _mail(
    term: ConfirmationRound, rest: OrganizationQuerySet, name: str, label: str, at: datetime, actor: str
) -> Mailing | None:
    number = Mailing.objects.filter(key__startswith=key_of(term, name)).count() + 1
    with translation.override(settings.LANGUAGE_CODE):
        words = {"year": term.opens_on.year, "where": label, "number": number}
        title = _("Yearly confirmation %(year)s, %(where)s: reminder %(number)s") % words
    return ask(rest, key_of(term, f"{name}-{number}"), title, Asking(term, again=True), at, actor)


@transaction.atomic
def remind_last(term: ConfirmationRound, at: datetime) -> Mailing | None:
    """Two weeks before the end, once for each end that a round is given, to all that have not confirmed.

    None where it is not time, or where all were asked in the last days.
    """
    held: ConfirmationRound = ConfirmationRound.objects.select_for_update().get(pk=term.pk)
    key = key_of(held, f"last-{held.closes_on.isoformat()}")
    due = max(held.closes_on - LAST_CALL, held.opens_on + PAUSE) <= at.date() <= held.closes_on
    if not due or Mailing.objects.filter(key=key).exists():
        return None
    waiting = {each.code for each in all_countries()} - last_asked(held, at).keys()
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Yearly confirmation %(year)s: last reminder") % {"year": held.opens_on.year}
    rest = not_since(members_in(waiting), held.opens_on)
    return ask(rest, key, title, Asking(held, again=True), at)
