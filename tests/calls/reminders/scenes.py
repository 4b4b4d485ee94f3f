"""People, calls and rules for reminders; the clock driven over days; who got what, as lines of text."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import count

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, start, submit
from heliograph.calls.reminders.models import Reminded, ReminderRule
from heliograph.calls.reminders.sending import key_of, remind
from heliograph.delivery.models import Message
from heliograph.network.models import Audience
from tests.calls.factories import call, deadline
from tests.network.factories import NOW

PARIS = "Europe/Paris"
PUBLISHED = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
_numbers = count(1)


def audience(rule):
    """A group that a rule describes."""
    return Audience.objects.create(name=f"Group {next(_numbers)}", rule=rule, made_at=NOW, changed_at=NOW)


def teachers():
    return audience({"clause": "role", "values": ["teacher"]})


def closing(title, day, rules=(14, 3, 1), **fields):
    """A published call that closes when a day (ISO) ends in Paris."""
    made = call(title, closes=None, opens=None, published_at=PUBLISHED, **fields)
    moment = on_day(date.fromisoformat(day), PARIS)
    deadline(made, "closes", moment.at, until=moment.until, precision="day", zone=PARIS)
    for days in rules:
        ReminderRule.objects.create(call=made, days=days)
    return made


def begun(to, who, at=NOW, organization=None, country=""):
    """A draft of a person."""
    country = country or (organization.country if organization else "")
    subject = Subject(who, organization=organization, country=country)
    return start(to, subject, Sheet(to.question_sets.latest("version")), Act(at, who))


def answered(to, who, at=NOW, organization=None, **subject):
    """An answer that was sent."""
    country = subject.pop("country", "") or (organization.country if organization else "")
    about = Subject(who, organization=organization, country=country, **subject)
    return submit(to, about, Sheet(to.question_sets.latest("version")), Act(at, who)).response


def drive(first, last, step=HOUR):
    """Let the clock go from an instant to another (ISO, UTC), and the job run as often as it would."""
    at, end = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (first, last))
    while at <= end:
        remind(at)
        at += step


def letters():
    """By address one line for each letter: when (UTC), and of what; ``*`` where one was begun."""
    noted = defaultdict(list)
    for row in Reminded.objects.select_related("call", "person").order_by("closes", "call"):
        noted[row.person.email, key_of(row.slot)].append((row, f"{row.call.title}{'*' if row.draft else ''}"))
    found = defaultdict(list)
    for message in (
        Message.objects.filter(mailing__topic="reminders").select_related("mailing").order_by("mailing", "pk")
    ):
        rows = noted.pop((message.address, message.mailing.key))
        slot = rows[0][0].slot.astimezone(UTC)
        found[message.address].append(f"{slot:%d %b %H:%M} {', '.join(said for _row, said in rows)}")
    assert not noted, "somebody is noted as reminded who has no letter"
    return {address: sorted(lines, key=_when) for address, lines in found.items()}


def _when(line):
    return datetime.strptime(f"2026 {line[:12]}", "%Y %d %b %H:%M")  # noqa: DTZ007 (for sorting only)
