"""How long is waited: for another attempt, for a server that is down, for a database that does not answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)

#: Gives the moment (aware, UTC).
Clock = Callable[[], datetime]
T = TypeVar("T")

#: Waits before the second, third, … attempt at a message; after the last it is given up. About seven hours in all.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 180))
#: Waits after the first, second, … failure to reach the server; the last one is repeated for as long as it takes.
OUTAGE_WAITS = tuple(timedelta(seconds=s) for s in (5, 10, 20, 40, 60, 120, 300, 600))
#: Pauses between tries to write down results that the database would not take: a sent message unrecorded is one sent
#: twice. About half a minute, the time in which a database is started again.
PAUSES = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)


def wait(waits: tuple[timedelta, ...], failures: int, chance: float) -> timedelta:
    """The wait after so many earlier failures, spread by up to a fifth either way (``chance`` in [0, 1))."""
    return waits[min(failures, len(waits) - 1)] * (0.8 + 0.4 * chance)


def steadily(work: Callable[[], T], on_fault: Callable[[], None] = lambda: None) -> T:
    """Do what the database is needed for, again after a pause where it is locked or was restarted; ``on_fault`` is told
    before each time. Raises the last error.
    """
    for pause in PAUSES:
        try:
            return work()
        except (OperationalError, InterfaceError) as error:
            log.warning("The database does not answer (%s); trying again.", error)
            on_fault()
            connection.close()
            time.sleep(pause)
    return work()
