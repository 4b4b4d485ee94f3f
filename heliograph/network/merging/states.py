"""Which membership is worth more when two records become one, and for how long that can be undone."""

from __future__ import annotations

from datetime import timedelta

from heliograph.network.states import Membership

#: The better membership stays: a school does not lose it by having been written down twice.
WORTH = {
    Membership.NONE: 0,
    Membership.LEFT: 1,
    Membership.CANDIDATE: 2,
    Membership.SUSPENDED: 3,
    Membership.MEMBER: 4,
}
#: So long a merge can be undone.
UNDO_WITHIN = timedelta(days=30)
