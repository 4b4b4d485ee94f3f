"""Whom changes of the programme concern: who gives a session that was changed, and who would go to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower

from heliograph.conference.models import Conference
from heliograph.conference.published.models import Interest
from heliograph.conference.registering.taking_part import those_who_plan
from heliograph.conference.sessions.models import SessionPerson
from heliograph.delivery.mailings import Recipient
from heliograph.frame.reader import valid_zone
from heliograph.network.models import Person
from heliograph.texts.languages import choose


@dataclass(frozen=True)
class Concerned:
    """Somebody, by a ``key`` for life, and the sessions, by primary key, that he gives or would go to."""

    key: str
    to: Recipient
    gives: frozenset[int]
    goes: frozenset[int]

    @property
    def signs_in(self) -> bool:
        """Whether he has a record of his own, and so a programme of his own; some speakers are addresses alone."""
        return self.key.startswith("p")

    @property
    def sessions(self) -> frozenset[int]:
        return self.gives | self.goes


def concerned(conference: Conference, sessions: Collection[int], until: datetime) -> list[Concerned]:
    """Everybody whom some sessions concern, for having chosen them ``until`` an instant. Four queries."""
    rows = list(SessionPerson.objects.filter(session__in=sessions).select_related("session__response"))
    interests = Interest.objects.filter(session__in=sessions, at__lte=until)
    wished = list(interests.values_list("person_id", "session_id"))
    people = _people({row.person_id for row in rows} | {person for person, _session in wished}, rows)
    known = {person.email.lower(): person.pk for person in people}
    gives, goes, others = (
        defaultdict[int, set[int]](set),
        defaultdict[int, set[int]](set),
        dict[str, list[SessionPerson]](),
    )
    for row in rows:
        pk = row.person_id or known.get(row.email.lower())
        if pk:
            gives[pk].add(row.session_id)
        elif row.email:
            others.setdefault(row.email.lower(), []).append(row)
    for person, session in wished:
        goes[person].add(session)
    found = [_known(each, gives[each.pk], goes[each.pk] - gives[each.pk], conference) for each in people]
    return [*found, *(_other(address, some, conference) for address, some in sorted(others.items()))]


def coming(conference: Conference, found: Sequence[Concerned], at: datetime) -> list[Concerned]:
    """Those of them who give a session, or still plan to attend. Two queries."""
    keys = [int(each.key[1:]) for each in found if not each.gives]
    planning = those_who_plan(conference, Person.objects.get_queryset().filter(pk__in=keys), at)
    return [each for each in found if each.gives or int(each.key[1:]) in planning]


def _people(keys: set[int | None], rows: Iterable[SessionPerson]) -> list[Person]:
    """The active people by primary key, or by the address of a speaker."""
    addresses = {row.email.lower() for row in rows if row.email and row.person_id is None}
    found = Person.objects.get_queryset().alias(small=Lower("email")).filter(is_active=True)
    return list(found.filter(Q(pk__in=keys - {None}) | Q(small__in=addresses)).order_by("pk"))


def _known(person: Person, gives: set[int], goes: set[int], conference: Conference) -> Concerned:
    language = choose(person.languages, [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)])
    to = Recipient(person.email, person.name, language, valid_zone(person.zone) or conference.zone)
    return Concerned(f"p{person.pk}", to, frozenset(gives), frozenset(goes))


def _other(address: str, rows: list[SessionPerson], conference: Conference) -> Concerned:
    """A speaker who is known by his address alone: he reads what the proposal was written in, and the place's time."""
    first = rows[0]
    offered = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    to = Recipient(
        address, first.shown, choose([first.session.response.language], offered), conference.zone, first.country
    )
    key = f"a{blake2b(address.encode(), digest_size=12).hexdigest()}"
    return Concerned(key, to, frozenset(row.session_id for row in rows), frozenset())
