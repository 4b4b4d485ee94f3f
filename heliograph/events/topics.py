"""What letters about events are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery.topics import Topic

#: What becomes of events that one follows or is registered for.
EVENTS = Topic(
    "events",
    _("Events"),
    _("Events that you follow or are registered for: confirmed, moved, cancelled."),
    order=205,
)
#: That an event begins soon for which one is registered.
EVENT_REMINDERS = Topic(
    "event-reminders",
    _("Reminders of events"),
    _("Events that begin soon and for which you are registered."),
    order=206,
)
