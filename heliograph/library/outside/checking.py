"""Links outside, asked for now and then: a few at a time, one of each host, never long.

A link is dead once it was not reached on three days, one after the other; one that answers is alive at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from heliograph.frame.finished import touch
from heliograph.library.models import OutsideLink
from heliograph.library.outside import sources
from heliograph.library.outside.asking import fault_of
from heliograph.library.states import LinkFault

#: A link that was reached is asked for again after so long; one that was not, sooner, until it is dead.
AGAIN, SOON, LATER = timedelta(days=7), timedelta(days=1), timedelta(days=3)
#: So long it rests while it is asked for, so that a process that dies does not ask for it again and again.
RESTING = timedelta(hours=1)
DAYS_TO_DIE = 3
#: So many at once, each of another host, and seconds for all of them.
AT_ONCE, SECONDS = 8, 15
_LOOKED_AT, _BATCH, _LONGEST = 400, 500, 1000


def gather(at: datetime) -> int:
    """Note every link that records name, and forget those that none names any more; returns how many are new."""
    named = {url for url in sources.all_urls() if 0 < len(url) <= _LONGEST}
    known = dict(OutsideLink.objects.values_list("url", "pk"))
    for keys in _batches(pk for url, pk in known.items() if url not in named):
        OutsideLink.objects.filter(pk__in=keys).delete()
    fresh = [OutsideLink(url=url, host=_host(url), next_at=at) for url in sorted(named - known.keys())]
    OutsideLink.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    return len(fresh)


def _batches(keys: Iterable[int]) -> Iterable[list[int]]:
    coming = iter(keys)
    while batch := list(islice(coming, _BATCH)):
        yield batch


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def check_some(at: datetime) -> int:
    """Ask for some of the links that are due, where the operator wants that; returns for how many."""
    if not settings.CHECK_LINKS:
        return 0
    chosen = _one_of_each_host(OutsideLink.objects.due(at)[:_LOOKED_AT])
    OutsideLink.objects.filter(pk__in=[link.pk for link in chosen]).update(next_at=at + RESTING)
    faults = _ask([link.url for link in chosen])
    for link in chosen:
        record(link, faults[link.url], at)
    return len(chosen)


def _one_of_each_host(links: Iterable[OutsideLink]) -> list[OutsideLink]:
    by_host: dict[str, OutsideLink] = {}
    for link in links:
        by_host.setdefault(link.host, link)
    return list(by_host.values())[:AT_ONCE]


def _ask(urls: Sequence[str]) -> Mapping[str, LinkFault | None]:
    """By address why it was not reached; what has not answered when the time is up did not answer."""
    if not urls:
        return {}
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="link")
    asked = {url: pool.submit(fault_of, url) for url in urls}
    done = wait(asked.values(), timeout=SECONDS).done
    pool.shutdown(wait=False, cancel_futures=True)
    return {url: each.result() if each in done else LinkFault.NO_ANSWER for url, each in asked.items()}


@transaction.atomic
def record(link: OutsideLink, fault: LinkFault | None, at: datetime) -> None:
    """Write down how a link was found at an instant; pages say so where it has died, or is there again."""
    before = link.dead_since
    link.tried_at = at
    if fault is None:
        link.ok_at, link.failures, link.failed_on, link.fault, link.dead_since = at, 0, None, "", None
    else:
        _fail(link, fault, at)
    link.next_at = at + (AGAIN if fault is None else LATER if link.dead_since else SOON)
    link.save()
    if link.dead_since != before:
        touch()


def _fail(link: OutsideLink, fault: LinkFault, at: datetime) -> None:
    link.fault = fault
    if link.failed_on != at.date():
        link.failures, link.failed_on = link.failures + 1, at.date()
    if link.failures >= DAYS_TO_DIE:
        link.dead_since = link.dead_since or at
