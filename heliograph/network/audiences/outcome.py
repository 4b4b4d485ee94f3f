"""Whom a rule means at present: how many, a few of them, and one person if asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from heliograph.network.audiences.judging import Verdict, judge
from heliograph.network.audiences.naming import person_of_address
from heliograph.network.audiences.selecting import people, roles
from heliograph.network.audiences.trees import Rule
from heliograph.network.audiences.wording import in_words
from heliograph.network.audiences.words import language
from heliograph.network.countries import country_name, language_name
from heliograph.network.models import Person
from heliograph.network.queries import PersonQuerySet
from heliograph.network.states import RoleKind

EXAMPLES = 5
#: As many countries and languages are told one by one.
MOST_SHARES = 300


@dataclass(frozen=True)
class Trial:
    """One person tried on a rule; ``as_`` says in which of his roles."""

    address: str
    person: Person | None = None
    verdict: Verdict | None = None
    as_: str = ""


@dataclass(frozen=True)
class Outcome:
    """``sentence`` is empty while something is missing in the rule; ``reasons`` say what, where that was asked."""

    sentence: str = ""
    count: int = 0
    examples: tuple[Person, ...] = ()
    trial: Trial | None = None
    reasons: tuple[str, ...] = ()


def outcome(
    rule: Rule | None, on: date, visible: PersonQuerySet, address: str = "", reasons: tuple[str, ...] = ()
) -> Outcome:
    """What a rule comes to on a day. Three statements, two more for somebody who is tried."""
    if rule is None:
        return Outcome(reasons=reasons)
    found = people(rule, on)
    examples = tuple(found.order_by("email")[:EXAMPLES])
    trial = _trial(rule, on, visible, address) if address else None
    return Outcome(in_words(rule, language()), found.count(), examples, trial)


def _trial(rule: Rule, on: date, visible: PersonQuerySet, address: str) -> Trial:
    person = person_of_address(address, visible)
    if person is None:
        return Trial(address)
    verdict = judge(rule, person, on)
    return Trial(address, person, verdict, _as(verdict))


def _as(verdict: Verdict) -> str:
    standing = verdict.standing
    if standing is None or not standing.kind:
        return ""
    where = standing.at.name if standing.at else standing.region
    where = where or (country_name(standing.country, language()) if standing.country else "")
    role = str(RoleKind(standing.kind).label)
    return f"{role}, {where}" if where else role


@dataclass(frozen=True)
class Share:
    name: str
    count: int


def by_country(rule: Rule, on: date) -> list[Share]:
    """How many people are in an audience for each country, most first; who has roles in two is counted in both."""
    rows = roles(rule, on).exclude(country="").values("country").annotate(n=Count("person", distinct=True))
    return _shares({country_name(row["country"], language()): row["n"] for row in rows})


def by_language(found: PersonQuerySet) -> list[Share]:
    """How many people read each language first, most first."""
    counts: dict[str, int] = {}
    for languages, count in found.values_list("languages").annotate(n=Count("pk")).order_by():
        name = language_name(languages[0], language()) if languages else ""
        counts[name] = counts.get(name, 0) + count
    return _shares(counts)


def _shares(counts: dict[str, int]) -> list[Share]:
    shares = [Share(name, count) for name, count in counts.items() if name]
    return sorted(shares, key=lambda share: (-share.count, share.name))[:MOST_SHARES]
