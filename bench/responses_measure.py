"""What the measuring of the table runs in a process of its own: ``python -m bench.responses_measure RESPONSES``."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.db import connection  # noqa: E402 (the apps have to be ready first)
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.questions import Watch  # noqa: E402
from bench.responses_prepare import prepare  # noqa: E402
from heliograph.calls.models import Call, Response  # noqa: E402
from heliograph.calls.responses.asking import sent_to  # noqa: E402

TIMES = 5


def cases(call: Call) -> Iterator[tuple[str, str]]:
    """What is asked, and the address that asks it."""
    yield "the first page", "all=1"
    for sort in ("-arrived", "arrived", "who", "organization", "-country", "state", "late", "language", "files"):
        yield f"sorted by {sort}", f"sort={sort}"
    for sort in ("a.short-1", "-a.number-1", "a.single-1", "-a.multiple-1", "a.date-1", "a.country-1", "a.long-1"):
        yield f"sorted by the answer {sort}", f"sort={sort}"
    for public_id in _deep(call):
        for sort in ("-arrived", "who", "a.short-1", "state"):
            yield f"a page deep in, by {sort}", f"sort={sort}&after={public_id}"
            yield f"a page before, by {sort}", f"sort={sort}&before={public_id}"
    filters = {
        "state": "state=submitted",
        "two states": "state=accepted&state=declined",
        "country": "country=TG",
        "region": "region=africa",
        "kind of organization": "kind=training",
        "late": "late=yes",
        "language": "language=fr",
        "without files": "files=no",
        "days": "since=2026-11-10&until=2026-11-12",
        "a choice": "a.single-1=o1",
        "several choices": "a.multiple-1=o1&a.multiple-2=o3",
        "part of a short text": "a.short-1=river",
        "rare part of a short text": "a.short-1=museum bridge",
        "words of a long text": "a.long-1=river garden",
        "numbers": "a.number-1.from=2000&a.number-1.to=2999",
        "dates": "a.date-1.from=2026-03-01&a.date-1.to=2026-03-31",
        "a country answered": "a.country-1=FR",
        "agreed": "a.consent-1.is=yes",
        "not answered": "a.short-2.is=no",
        "a common word": "q=river",
        "a rare word": "q=school 4711",
        "a name": "q=teacher 1234",
        "five filters": "state=submitted&language=en&a.single-1=o0&a.number-1.from=5000&a.short-1=river",
    }
    for words, query in filters.items():
        yield f"filter: {words}", query
        yield f"filter: {words}, by an answer", f"{query}&sort=a.short-3"
        yield f"filter: {words}, by who", f"{query}&sort=-who"
    columns = "&".join(f"col=a.{name}" for name in ("short-1", "long-1", "single-1", "multiple-1", "number-1"))
    yield "five answers as columns", f"col=who&{columns}"


def _deep(call: Call) -> list[str]:
    """Responses in the middle, and at four fifths."""
    keys = list(sent_to(call).order_by("pk").values_list("pk", flat=True))
    some = [keys[len(keys) // 2], keys[len(keys) * 4 // 5]]
    return [str(each) for each in Response.objects.filter(pk__in=some).values_list("public_id", flat=True)]


def main(count: int) -> None:
    began = time.perf_counter()
    call, person = prepare(count)
    print(f"prepared in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    client = Client()
    client.force_login(person)
    address = reverse("calls:desk_responses", args=[call.slug])
    client.get(address)
    grouped: dict[str, list[tuple[float, float, int]]] = {}
    for words, query in cases(call):
        grouped.setdefault(words, []).extend(_ask(client, f"{address}?{query}") for _time in range(TIMES))
    for words, found in grouped.items():
        _write(words, found)
    _write("**all**", [one for found in grouped.values() for one in found])


def _write(words: str, found: list[tuple[float, float, int]]) -> None:
    pages, database, queries = zip(*found, strict=True)
    told = f"{max(queries)} | {min(pages):.0f} | {statistics.median(pages):.0f} | {statistics.median(database):.0f}"
    print(f"| {connection.vendor} | {words} | {told} |", flush=True)


def _ask(client: Client, address: str) -> tuple[float, float, int]:
    """Milliseconds that a page takes, those of them that its statements take, and how many they are."""
    watch = _Counting()
    with connection.execute_wrapper(watch):
        began = time.perf_counter()
        answer = client.get(address)
        taken = time.perf_counter() - began
    if answer.status_code != 200:
        raise ValueError(f"{answer.status_code} {address}")
    return taken * 1000, watch.seconds * 1000, watch.count


class _Counting(Watch):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __call__(self, execute: object, *arguments: object) -> object:
        self.count += 1
        return super().__call__(execute, *arguments)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(int(sys.argv[1]))
