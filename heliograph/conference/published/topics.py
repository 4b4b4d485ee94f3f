"""What letters about the programme are about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery.topics import Topic

#: What becomes of sessions that one gives or would go to.
PROGRAMME = Topic(
    "conference-programme",
    _("Programmes of conferences"),
    _("Sessions that you give or would go to: when and where they are, moved, cancelled."),
    order=207,
)
