"""Whom the calls of the sample remind of what, by a table; and why the others are left in peace.

The network is cut to some twenty countries and three schools in each, made by the same draws: each of them is, and
answers, as in the whole. Nothing but the places of a call depends on how many there are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q

from heliograph.calls.reminders.declining import is_spared, not_this_one
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.sending import key_of, remind
from heliograph.delivery.models import Message
from heliograph.network.models import Person
from heliograph.sample import loading
from heliograph.sample.calls import sample_calls
from heliograph.sample.network import sample_network
from heliograph.sample.people import ORGANIZING
from heliograph.sample.staging import stage_answers, stage_bulletin

AT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
#: Numbers of the schools that are kept; the first and the third have a principal and a teacher, too.
SCHOOLS = ("0001", "0002", "0011")
#: Spans of days that are gone through: the first, and how many. Proposals for sessions close on 29 January, the
#: exchange on the 31st, registration and posters on 1 February, the call for interest on the 15th, in Paris; 14, 3 and
#: 1 days before that, by the reader's own calendar, are his mornings: east of Paris a day later.
SPANS = (("2026-01-28", 2), ("2026-01-31", 2))

#: By day and call who gets which letter, and nobody else does. ``*``: he has begun an answer, ``<``: it was returned.
TABLE = {
    "28 Jan apply<": {"focal": "at-0001 bb-0001 fr-0001"},
    "28 Jan propose": {
        "coordinator": "ao ar at ba bb bj fr si",
        "deputy": "al ao ar at ba bb be bf bj si tg",
    },
    "28 Jan propose*": {"coordinator": "al be tg"},
    "29 Jan apply*": {"focal": "bd-0002"},
    "29 Jan apply<": {"focal": "am-0002 jp-0001"},
    "29 Jan propose": {
        "coordinator": "am au az bd bg bi jp kr",
        "deputy": "ae af am au az bd bg bh bi jp kr",
    },
    "29 Jan propose*": {"coordinator": "bh"},
    "29 Jan register*": {"coordinator": "ao ar"},
    "30 Jan submit-poster<": {"focal": "kr-0001"},
    "31 Jan apply*": {"focal": "bd-0002"},
    "31 Jan apply<": {"focal": "am-0002 jp-0001"},
    "31 Jan register*": {"coordinator": "ao ar"},
    "01 Feb submit-poster<": {"focal": "kr-0001"},
    "01 Feb express-interest": {
        "focal": "al-0002 al-0011 ao-0002 ao-0011 ar-0002 ar-0011 at-0002 at-0011 ba-0002 ba-0011 bb-0001 bb-0002 "
        "be-0002 be-0011 bf-0002 bf-0011 bj-0002 bj-0011 fr-0001 fr-0002 fr-0011 si-0001 si-0002 si-0011 tg-0001 "
        "tg-0011",
        "principal": "al-0011 ao-0011 ar-0011 at-0011 ba-0011 bb-0001 be-0011 bf-0011 bj-0011 fr-0001 fr-0011 si-0001 "
        "si-0011 tg-0011",
    },
    "02 Feb express-interest": {
        "focal": "au-0002 au-0011 jp-0002 jp-0011 kr-0001 kr-0002 kr-0011",
        "principal": "au-0011 jp-0011 kr-0001 kr-0011",
    },
}
#: Some of those who get none, and what keeps them: the state of an answer of theirs or of their school's, or ...
WHY = {
    ("propose", "coordinator ae"): "accepted",
    ("propose", "coordinator bf"): "accepted",
    ("propose", "deputy fr"): "not this one",
    ("propose", "focal fr-0001"): "not addressed",
    ("register", "coordinator jp"): "waitlisted",
    ("register", "coordinator at"): "reconfirmed",
    ("register", "coordinator al"): "confirmed",
    ("register", "focal fr-0001"): "not addressed",
    ("apply", "focal be-0001"): "submitted",
    ("apply", "focal ba-0001"): "accepted",
    ("apply", "focal ba-0002"): "declined",
    ("apply", "focal bh-0001"): "withdrawn",
    ("apply", "principal fr-0001"): "not addressed",
    ("express-interest", "focal al-0001"): "confirmed",
    ("express-interest", "principal al-0001"): "confirmed",
    ("express-interest", "focal ao-0001"): "waitlisted",
    ("express-interest", "principal tg-0001"): "not this one",
    ("express-interest", "t1 tg-0001"): "not addressed",
    ("express-interest", "focal tg-0002"): "not addressed",
}
#: What the letters in English say.
SAID = {
    "": "A call that you have not answered closes soon.",
    "*": "You have begun to answer and not sent it.",
    "<": "The organizer has returned your answer for changes.",
}


@pytest.fixture
def sample(db, settings, tmp_path, monkeypatch):
    """The calls of the sample by what they ask, answered; two people have said "not this one"."""
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(loading, "sample_network", _cut)
    loading.load_network(AT)
    stage_bulletin(AT)
    stage_answers(AT)
    calls = sample_calls(22)
    not_this_one(calls["propose"], Person.objects.get(email="deputy@fr.natcom.example.org"), AT)
    not_this_one(calls["express-interest"], Person.objects.get(email="principal@s0001.tg.schools.example.org"), AT)
    return calls


def _cut():
    whole = sample_network()
    seats = [one for number, one in enumerate(whole.coordinators) if number < 18 or one.country in ORGANIZING]
    codes = {one.country for one in seats}
    return replace(
        whole,
        coordinators=tuple(seats),
        countries=tuple(one for one in whole.countries if one.code in codes),
        schools=tuple(one for one in whole.schools if one.country in codes and one.identifier.endswith(SCHOOLS)),
    )


def _go_through(first, days):
    """Every morning of the world on some days: a run catches up with those of the nine hours before."""
    begins = datetime.fromisoformat(first).replace(tzinfo=UTC) - timedelta(hours=5)
    for number in range(days * 24 // 9 + 1):
        remind(begins + timedelta(hours=9 * (number + 1)))


def _short(address):
    """``coordinator ae``, ``focal ae-0001``."""
    who, _at, place = address.partition("@")
    first, *rest = place.split(".")
    return f"{who} {rest[0]}-{first[1:]}" if first.startswith("s0") else f"{who} {first}"


def _together(short):
    found = defaultdict(list)
    for one in sorted(short):
        who, where = one.split(" ")
        found[who].append(where)
    return {who: " ".join(places) for who, places in sorted(found.items())}


def _letters(calls):
    """By day and call (``*``: begun, ``<``: returned) whom a letter goes to; each noted person has one that says so."""
    named = {call.pk: what for what, call in calls.items()}
    noted, found = defaultdict(list), defaultdict(list)
    for row in Reminded.objects.select_related("person"):
        noted[row.person.email, key_of(row.slot)].append(row)
    for message in Message.objects.filter(mailing__topic="reminders").select_related("mailing", "body"):
        for row in noted.pop((message.address, message.mailing.key)):
            mark = "<" if row.returned else "*" if row.draft else ""
            found[f"{row.day:%d %b} {named[row.call_id]}{mark}"].append(_short(message.address))
            if message.body.language == "en":
                assert SAID[mark] in message.body.text
    assert not noted
    return {what: _together(those) for what, those in found.items()}


def _why(calls, what, short):
    """The state of what was answered by or for somebody, else whether he has declined; else he is not addressed."""
    who, where = short.split(" ")
    code, _dash, number = where.partition("-")
    place = f"s{number}.{code}.schools" if number else f"{code}.natcom"
    person = Person.objects.get(email=f"{who}@{place}.example.org")
    school = Q(organization__in=person.roles.exclude(organization=None).values("organization"))
    asked = calls[what].audience is not None
    found = calls[what].responses.filter((school if asked else Q(pk=None)) | Q(person=person)).first()
    if found is not None:
        return found.state
    return "not this one" if is_spared(calls[what], person) else "not addressed"


@pytest.mark.once
def test_exactly_those_of_the_table_are_reminded_and_the_others_have_a_reason(sample):
    for first, days in SPANS:
        _go_through(first, days)
    found = _letters(sample)
    assert found == TABLE
    got = {(key[7:].rstrip("*<"), f"{who} {one}") for key, by in found.items() for who in by for one in by[who].split()}
    assert not got & WHY.keys()
    assert {key: _why(sample, *key) for key in WHY} == WHY
