"""Nobody finds out who has answered a call by naming one address after another: each account is told that a few times.

That somebody has an answer already is said to whoever answers for him, or passes a place on to him, by his address:
there cannot be two. Every such refusal is counted; after too many, nothing of the kind is done for a time, whoever is
named.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import ngettext

from heliograph.network.account import limits
from heliograph.network.states import Refused

_ACTION = "answer_for"
_TELLING = frozenset({"not-yours", "there-already"})


@contextmanager
def counted(request: HttpRequest, by: str, named: str, at: datetime) -> Iterator[None]:
    """Count it where what is done inside is refused because the address ``named`` has an answer already.

    ``by`` tells the account of who does it. Nothing is counted where no address is named. Raises Refused.
    """
    if not named:
        yield
        return
    if (until := limits.open_again(request, _ACTION, at, by)) is not None:
        raise _too_often(until, at)
    try:
        yield
    except Refused as refused:
        if refused.code in _TELLING:
            limits.count(request, _ACTION, at, by)
        raise


def _too_often(until: datetime, at: datetime) -> Refused:
    minutes = max(1, math.ceil((until - at).total_seconds() / 60))
    sentence = ngettext(
        "Several people whom you have named had answered already. For others you can answer again in %(minutes)d "
        "minute; until then you can keep what you write.",
        "Several people whom you have named had answered already. For others you can answer again in %(minutes)d "
        "minutes; until then you can keep what you write.",
        minutes,
    )
    return Refused("too-often", sentence % {"minutes": minutes})
