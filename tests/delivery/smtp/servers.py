"""aiosmtpd with PIPELINING announced, and a way to send everything through a pool."""

from __future__ import annotations

from heliograph.delivery.smtp.parcels import Outcome, Parcel
from heliograph.delivery.smtp.pool import Pool
from tests.delivery.smtp_server import Handler, Hook, Server


class PipeliningHandler(Handler):
    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 (aiosmtpd's name)
        said = await super().handle_EHLO(server, session, envelope, hostname, responses)
        return [*said[:1], "250-PIPELINING", *said[1:]]


class PipeliningServer(Server):
    def __init__(self, rcpt: Hook | None = None, data: Hook | None = None, pause: float = 0.0) -> None:
        super().__init__()
        self.handler = PipeliningHandler(rcpt or _yes, data or _yes, pause)


def _yes(address: str) -> str | None:
    return None


def send_all(pool: Pool, parcels: list[Parcel]) -> list[Outcome]:
    """Offer as there is room, collect until all have an outcome."""
    outcomes, left = [], list(parcels)
    while left or pool.pending():
        while left and pool.room():
            pool.offer(left.pop(0))
        outcomes += pool.collect(5.0)
    return outcomes
