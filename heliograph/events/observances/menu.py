"""What this room registers when the site starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heliograph.delivery import lastly
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.topics import register as register_topic
from heliograph.events.observances.held import register_observance_holdings
from heliograph.events.observances.rules import may_keep
from heliograph.events.observances.topics import DAYS
from heliograph.events.observances.using import register_observance_documents
from heliograph.frame.menu import Entry, register


def register_observances() -> None:
    """For ``ready()``."""
    register(Entry(_("International days"), "events:desk_days", 37, may_keep))
    register_observance_holdings()
    register_observance_documents()
    register_topic(DAYS)
    lastly.register(DAYS.slug, _look)


def _look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    from heliograph.events.observances.telling import look  # noqa: PLC0415 (start-up: a sender rarely needs it)

    return look(mailing, going, at)
