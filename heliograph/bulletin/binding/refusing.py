"""What the apps below refuse, as the bulletin refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from heliograph.bulletin.states import Refused
from heliograph.network.states import Refused as RefusedBelow


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raise what calls and the network refuse as the bulletin's own ``Refused``, with the same code and sentence."""
    try:
        yield
    except RefusedBelow as refused:
        raise Refused(refused.code, str(refused)) from refused
