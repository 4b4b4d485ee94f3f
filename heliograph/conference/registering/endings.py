"""What other rooms do when somebody who was registered does not come any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from heliograph.calls.models import Response

#: Given the registration as it is now, and the moment (aware); in the transaction of the step that ended it.
Ending = Callable[[Response, datetime], None]
_endings: dict[str, Ending] = {}


def register(key: str, ending: Ending) -> None:
    """Add something to be done; registering the same key again replaces it. For ``ready()``."""
    _endings[key] = ending


def end(registration: Response, at: datetime) -> None:
    """Whoever was registered by this does not come, or somebody else comes in his place."""
    for _key, ending in sorted(_endings.items()):
        ending(registration, at)
