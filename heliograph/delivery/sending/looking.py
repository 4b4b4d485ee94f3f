"""What a sender has leased is looked at once more, where the app that sends wishes it (``delivery.lastly``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from heliograph.delivery.lastly import Going, look_of
from heliograph.delivery.sending import ledger
from heliograph.delivery.sending.ledger import Leased


def looked_at(topic: str, mailing: int, taken: Sequence[Leased], sender: UUID, at: datetime) -> list[Leased]:
    """Those that go, each with the letter that it goes with. What does not is SKIPPED. In the lease's transaction."""
    look = look_of(topic)
    if look is None or not taken:
        return list(taken)
    said = look(mailing, [Going(one.pk, one.body_id, one.address) for one in taken], at)
    bodies = {pk: verdict.body_id for pk, verdict in said.items() if verdict.body_id is not None}
    ledger.set_aside(sender, [(pk, verdict.answer) for pk, verdict in said.items() if verdict.body_id is None])
    ledger.give_body(sender, bodies.items())
    going = [one for one in taken if one.pk not in said or one.pk in bodies]
    return [replace(one, body_id=bodies.get(one.pk, one.body_id)) for one in going]
