"""Pools that are closed whatever happens."""

from __future__ import annotations

import pytest

from heliograph.delivery.smtp.pool import Pool, ServerOptions


@pytest.fixture
def pool_to():
    """``pool_to(port, connections=1, timeout=5)``: a pool to a server on loopback."""
    pools = []

    def make(port, connections=1, **options):
        pool = Pool(
            ServerOptions("127.0.0.1", port, **{"local_hostname": "test", "timeout": 5.0} | options), connections
        )
        pools.append(pool)
        return pool

    yield make
    for pool in pools:
        pool.__exit__(None, None, None)
