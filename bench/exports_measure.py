"""Measures what ``bench.exports`` prints, for as many responses as its argument says."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bench.responses_prepare import prepare  # noqa: E402
from heliograph.calls.exporting.writing import Taking, export  # noqa: E402
from heliograph.calls.models import Call, Deadline, Response  # noqa: E402
from heliograph.calls.retaining import anonymising  # noqa: E402
from heliograph.network.models import Person  # noqa: E402


def _peak() -> float:
    """MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(count: int, what: str, seconds: float, written: int, peak: float, longest: float | None = None) -> None:
    batch = f"{longest:.2f}" if longest is not None else ""
    megabytes = f"{written / 1e6:.0f}" if written else ""
    print(f"| {count:,} | {what} | {seconds:.1f} | {megabytes} | {peak:.0f} | {batch} |", flush=True)


def _written(answer: Any) -> int:
    return sum(len(piece) for piece in answer.streaming_content)


def _in_child(measure: Callable[[], None]) -> None:
    """Run in a process of its own, whose peak begins where this one stands."""
    pid = os.fork()
    if not pid:
        django.db.connections.close_all()
        measure()
        os._exit(0)
    os.waitpid(pid, 0)


def _export(call: Call, count: int, form: str) -> None:
    by, before, begun = Person.objects.get_queryset()[0], _peak(), time.perf_counter()
    taking = Taking(by, timezone.now(), "en", personal=True)
    written = _written(export(call, Response.objects.filter(call=call), form, taking))
    _line(count, form, time.perf_counter() - begun, written, _peak() - before)


def _anonymise(call: Call, count: int) -> None:
    whole, took = anonymising._anonymise_batch, []

    def timed(*given: Any) -> None:
        begun = time.perf_counter()
        whole(*given)
        took.append(time.perf_counter() - begun)

    anonymising._anonymise_batch = timed  # type: ignore[assignment]
    before, begun = _peak(), time.perf_counter()
    anonymising.keep_figures(call, timezone.now())
    _line(count, "figures in six languages", time.perf_counter() - begun, 0, _peak() - before)
    begun = time.perf_counter()
    done = anonymising.anonymise(call, timezone.now())
    assert done == count
    _line(count, "made anonymous", time.perf_counter() - begun, 0, _peak() - before, max(took))


def main(count: int) -> None:
    prepare(count)
    call = Call.objects.dated().select_related("programme").get()
    for form in ("csv", "xlsx", "json"):
        _in_child(lambda form=form: _export(call, count, form))  # type: ignore[misc]
    over = timezone.now() - timedelta(days=1)
    Deadline.objects.filter(call=call, kind="closes").update(at=over, until=over)
    _in_child(lambda: _anonymise(Call.objects.dated().select_related("programme").get(), count))


if __name__ == "__main__":
    main(int(sys.argv[1]))
