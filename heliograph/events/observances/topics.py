"""What letters about international days are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery.topics import Topic

#: That a day is coming which one follows.
DAYS = Topic(
    "international-days",
    _("International days"),
    _("International days that you follow, two weeks before, with what the network does on them."),
    order=207,
)
