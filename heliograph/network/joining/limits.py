"""How often the public forms of joining may be sent: by one client, and for one address."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True)
class Limit:
    """So many times within so many seconds."""

    name: str
    most: int
    seconds: int


BY_CLIENT = Limit("client", 20, HOUR)
BY_ADDRESS = Limit("address", 5, DAY)


def _counted(limit: Limit, who: str) -> int:
    """How many times it has been now, this one included."""
    key = f"joining-{limit.name}-{blake2b(who.encode(), digest_size=12).hexdigest()}"
    cache.add(key, 0, limit.seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two: this is the first time again.
        cache.set(key, 1, limit.seconds)
        return 1


def too_often(request: HttpRequest, address: str) -> bool:
    """Count one more attempt of this client for this address; whether that is more than is allowed."""
    client = _counted(BY_CLIENT, request.META.get("REMOTE_ADDR", ""))
    return client > BY_CLIENT.most or _counted(BY_ADDRESS, address.strip().lower()) > BY_ADDRESS.most
