"""To whom a mailing goes: its messages by letter, by language and by country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from heliograph.delivery.models import Body, Mailing, Message
from heliograph.delivery.progress import Progress


@dataclass(frozen=True)
class Share:
    """The messages of one language (BCP 47) or country (ISO 3166-1 alpha-2, empty where none is known)."""

    code: str
    progress: Progress


@dataclass(frozen=True)
class Breakdown:
    """``letters`` are counts by primary key of the body; languages and countries come with the largest first."""

    letters: dict[int, int]
    languages: list[Share]
    countries: list[Share]


def breakdown(mailing: Mailing, bodies: Iterable[Body]) -> Breakdown:
    """The messages of a mailing with these letters; one query, which reads every message once."""
    found = Message.objects.filter(mailing=mailing).order_by().values_list("body_id", "country", "state")
    rows = list(found.annotate(count=Count("pk")))
    spoken = {body.pk: body.language for body in bodies}
    letters: dict[int, int] = {}
    for body_id, _country, _state, count in rows:
        letters[body_id] = letters.get(body_id, 0) + count
    return Breakdown(
        letters,
        _shares((spoken.get(body_id, ""), state, count) for body_id, _country, state, count in rows),
        _shares((country, state, count) for _body_id, country, state, count in rows),
    )


def _shares(rows: Iterable[tuple[str, str, int]]) -> list[Share]:
    counts: dict[str, dict[str, int]] = {}
    for code, state, count in rows:
        states = counts.setdefault(code, {})
        states[state] = states.get(state, 0) + count
    shares = [Share(code, Progress(**states)) for code, states in counts.items()]
    return sorted(shares, key=lambda share: (-share.progress.total, share.code))
