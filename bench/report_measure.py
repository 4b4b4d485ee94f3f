"""What measuring the report runs in a process of its own: ``python -m bench.report_measure 100``."""

from __future__ import annotations

import io
import resource
import sys
import time

import django

django.setup()

import pypdfium2  # noqa: E402 (the apps have to be ready first)
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from PIL import Image  # noqa: E402

from heliograph.conference.models import Conference, Poster  # noqa: E402
from heliograph.conference.report.pdf import report_pdf  # noqa: E402
from heliograph.frame.reader import Reader  # noqa: E402
from tests.conference.posters.factories import conference_with_posters, row  # noqa: E402
from tests.conference.timetable.factories import placed, room, session, slot  # noqa: E402
from tests.network.factories import NOW  # noqa: E402

SESSIONS, ROOMS = 120, 8
_WORDS = "What the school did, how it began, and what it would do otherwise. " * 8


def prepare(posters: int) -> Conference:
    """A conference with posters as large as they are kept, and a published timetable."""
    call_command("migrate", verbosity=0)
    one = conference_with_posters()
    for number in range(posters):
        _drawn(row(one, title=f"Poster {number}", summary=_WORDS), number)
    rooms = [room(one, f"Room {number}") for number in range(ROOMS)]
    for number in range(SESSIONS // ROOMS):
        then = slot(one, f"{8 + number % 8:02}:00", 45, day=number // 8)
        for there in rooms:
            placed(session(one, f"Session {number}", outcome=_WORDS), there, then)
    one.timetables.update(state="published", published_at=NOW)
    return one


def _drawn(poster: Poster, number: int) -> None:
    """A preview of 1131 by 1600 pixels that does not compress to nothing."""
    noise = Image.effect_noise((1131, 1600), 40 + number % 20).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    poster.preview.save(f"{poster.public_id.hex}.jpg", ContentFile(out.getvalue()))


def main(posters: int) -> None:
    one = prepare(posters)
    began, used = time.monotonic(), time.process_time()
    made = report_pdf(one, Reader(("en",), None), NOW)
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with pypdfium2.PdfDocument(made) as pdf:
        pages = len(pdf)
    print(
        f"| {connection.vendor} | {posters} | {SESSIONS} | {seconds:.1f} | {cpu:.1f} | {pages} | {len(made) / 1e6:.1f} "
        f"| {peak:.0f} |",
        flush=True,
    )


main(int(sys.argv[1]))
