"""What the measuring of many recipients runs in a process of its own: ``python -m bench.million NUMBER``."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)
from django.db import connection, transaction  # noqa: E402
from django.db.models import F, TextField, Value  # noqa: E402
from django.db.models.functions import Concat  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.mailing import letter  # noqa: E402
from heliograph.delivery import filling, steering  # noqa: E402
from heliograph.delivery.mailings import add_body, open_mailing  # noqa: E402
from heliograph.delivery.models import Mailing, Route  # noqa: E402
from heliograph.delivery.sending import ledger  # noqa: E402
from heliograph.network.models import Organization  # noqa: E402

PART = filling.PART
LEASE = 48

_SCHOOLS = """
INSERT INTO network_organization
    (public_id, identifier, kind, name, name_language, name_en, email, country, city, zone, levels, languages,
     correspondence, membership)
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {count})
SELECT {uuid}, 's' || n, 'school', 'School ' || n, 'en', '', 'school' || n || '@c' || (n % 180) || '.example.org',
    'TG', '', 'UTC', '[]', '[]', CASE n % 4 WHEN 0 THEN 'en' WHEN 1 THEN 'fr' WHEN 2 THEN 'es' ELSE 'ar' END, 'member'
FROM series
"""
_UUIDS = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "gen_random_uuid()",
}
_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_total_relation_size('delivery_message')",
}


def _ask(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _schools(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SCHOOLS.format(count=count, uuid=_UUIDS[connection.vendor]))


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _fill(mailing: Mailing) -> list[float]:
    audience = Organization.objects.reachable_schools().annotate(
        address=F("email"), reading=Concat("correspondence", Value(" "), "zone", output_field=TextField())
    )
    for body in mailing.bodies.all():
        Route.objects.create(mailing=mailing, kind=f"{body.language} {body.zone}", body=body)
    return [_timed(lambda part=part: _insert(mailing, part)) for part in filling.parts(audience)]


def _insert(mailing: Mailing, part: object) -> None:
    with transaction.atomic():
        filling.insert(mailing, part)


def _send_part(mailing: Mailing) -> None:
    """10,000 messages leased and written down in the transactions that a sender makes."""
    sender, done = uuid4(), 0
    results: list[tuple[int, object, str]] = []
    while done < PART:
        with transaction.atomic():
            ledger.record_sent(results)
            taken = ledger.take(mailing.pk, sender, timezone.now(), LEASE)
        if not taken:
            break
        results = [(each.pk, timezone.now(), "250 2.0.0 Ok: queued as 4F2A19") for each in taken]
        done += len(taken)
    ledger.record_sent(results)


def _say(count: int, step: str, times: list[float], octets: int) -> None:
    size = f"{octets / 2**20 / (count / PART):.2f}" if octets else ""
    median = statistics.median(times)
    print(f"| {count:,} | {step} | {times[0]:.3f} | {median:.3f} | {times[-1]:.3f} | {size} |", flush=True)


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    _schools(count)
    before = _ask(_SIZE[connection.vendor])
    at = timezone.now()
    mailing = open_mailing("million", "bulletin", "Million", at)
    for language in ("en", "fr", "es", "ar"):
        add_body(mailing, language, "UTC", letter(language, "UTC"), at)
    times = [each for each in _fill(mailing) if each > 0.001]
    _say(count, "fill", times, _ask(_SIZE[connection.vendor]) - before)
    _say(count, "start", [_timed(lambda: steering.start(mailing.pk, at, "bench"))], 0)
    times = [_timed(lambda: _send_part(mailing)) for _ in range(count // PART)]
    _send_part(mailing)
    _say(count, "lease and write down", times, _ask(_SIZE[connection.vendor]) - before)
    _say(count, "finish", [_timed(lambda: steering.finish(mailing.pk, timezone.now()))], 0)
    assert Mailing.objects.get().state == "sent"


if __name__ == "__main__":
    main(int(sys.argv[1]))
