"""What ``bench/calendars.py`` measures, in a process that has its settings."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django

from bench.calendars import middle

django.setup()

from django.core.management import call_command  # noqa: E402 (after setup)
from django.test import Client  # noqa: E402 (as above)
from django.utils import timezone  # noqa: E402 (as above)
from i18nfield.strings import LazyI18nString  # noqa: E402 (as above)
from icalendar import Calendar, Event  # noqa: E402 (as above)

from heliograph.calls.models import Programme  # noqa: E402 (as above)
from heliograph.events.agenda import links  # noqa: E402 (as above)
from heliograph.events.agenda.feeds import own_calendar  # noqa: E402 (as above)
from heliograph.events.agenda.kept import forget_kept  # noqa: E402 (as above)
from heliograph.events.models import Event as Record  # noqa: E402 (as above)
from heliograph.events.models import EventFollower, Occurrence  # noqa: E402 (as above)
from heliograph.frame.finished import shelf, touch  # noqa: E402 (as above)
from heliograph.network.models import Person  # noqa: E402 (as above)

AT = timezone.now().replace(second=0, microsecond=0)
ZONES = ("Europe/Paris", "Asia/Seoul", "America/Lima", "Africa/Lome", "Asia/Kathmandu")


def programme(slug: str) -> Programme:
    fields = {"title": LazyI18nString({"en": slug}), "state": "published", "created_at": AT, "saved_at": AT}
    return Programme.objects.create(slug=slug, **fields)


def events(of: Programme, count: int) -> list[Record]:
    """So many published events, each with one time of an hour in the coming year."""
    made = Record.objects.bulk_create(
        Record(
            slug=f"{of.slug}-{number}", programme=of, status="published", created_at=AT, saved_at=AT,
            title=LazyI18nString({"en": f"Session {number}: schools of the network, teachers, their questions"}),
            summary=LazyI18nString({"en": "What is asked of schools, in an hour; with time for questions at the end."}),
        )
        for number in range(count)
    )  # fmt: skip
    Occurrence.objects.bulk_create(
        Occurrence(
            event=each, start=AT + timedelta(hours=number), end=AT + timedelta(hours=number + 1),
            languages=["en", "fr"], zone=ZONES[number % len(ZONES)], changed_at=AT,
        )
        for number, each in enumerate(made)
    )  # fmt: skip
    return made


def cpu(ask: Callable[[], object], before: Callable[[], object] = lambda: None, times: int = 15) -> float:
    """The middle of the CPU milliseconds that something takes."""
    taken = []
    for _ in range(times):
        before()
        start = time.process_time()
        ask()
        taken.append((time.process_time() - start) * 1000)
    return middle(taken)


def by_icalendar(octets: bytes) -> bytes:
    """The same calendar built and written by ``icalendar``, from what it read itself."""
    made = Calendar()
    for name in ("prodid", "version", "calscale", "method"):
        made.add(name, {"version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH", "prodid": "-//Bench//EN"}[name])
    for each in READ[octets]:
        event = Event()
        for name, value in each:
            event.add(name, value)
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


READ: dict[bytes, list[list[tuple[str, object]]]] = {}


def read(octets: bytes) -> None:
    READ[octets] = [
        [
            *((name, str(each[name])) for name in ("uid", "summary", "description", "location", "url", "status")),
            ("dtstamp", each["dtstamp"].dt), ("dtstart", each["dtstart"].dt), ("dtend", each["dtend"].dt),
            ("sequence", each["sequence"]),
        ]
        for each in Calendar.from_ical(octets).walk("VEVENT")
    ]  # fmt: skip


def measure(name: str, path: str, forget: Callable[[], None], times: int) -> None:
    client = Client()
    client.get(path)
    forget()
    octets = client.get(path).content
    count, etag = octets.count(b"BEGIN:VEVENT"), client.get(path)["ETag"]
    first = cpu(lambda: client.get(path), forget, times)
    client.get(path)
    kept = cpu(lambda: client.get(path), times=times)
    same = cpu(lambda: client.get(path, headers={"If-None-Match": etag}), times=times)
    read(octets)
    other = cpu(lambda: by_icalendar(octets), times=max(3, times // 5))
    print(f"{name}: {count} entries, {len(octets) // 1024} KiB")
    print(f"  first {first:.1f} ms, kept {kept:.2f} ms, 304 {same:.2f} ms; icalendar alone {other:.0f} ms", flush=True)
    print(f"  icalendar alone takes {other / first:.1f} times as long as all of ours", flush=True)


def anew() -> None:
    touch()
    shelf.clear()
    forget_kept()


def main() -> None:
    call_command("migrate", verbosity=0)
    events(programme("eighty"), 80)
    measure("a programme of 80 events", "/calendars/programmes/eighty.ics", anew, 15)
    many = events(programme("many"), 4920)
    measure("all that is public", "/calendars/all.ics", anew, 5)
    person = Person.objects.create_person("ama@example.org", AT, languages=["en"], zone="Africa/Lome")
    EventFollower.objects.bulk_create(EventFollower(event=each, person=person, at=AT) for each in many[:500])
    measure("a person's own", f"/calendars/mine/{links.make(person, AT).secret}.ics", anew, 10)
    alone = cpu(lambda: own_calendar(person, datetime.now(UTC)), times=10)
    page = cpu(lambda: Client().get("/programmes/"), times=15)
    print(f"without the request: {alone:.1f} ms; a finished page, through the same client: {page:.2f} ms")


main()
