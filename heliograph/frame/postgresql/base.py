"""A kept connection is looked at before each request, where Django asks the server: a round trip for every request."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but that a connection on which nothing has arrived and nothing went wrong is good."""

    def is_usable(self) -> bool:
        """Whether the connection may be used. A server that ended it has sent an end, which the socket tells of."""
        quiet = not self.errors_occurred and self.connection is not None and not self._has_arrived()
        return quiet or super().is_usable()

    def _has_arrived(self) -> bool:
        """Whether anything waits to be read, an end included; so it is for a connection that was closed here."""
        if self.connection.closed:
            return True
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return bool(poll.poll(0))
