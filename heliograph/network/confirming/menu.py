"""What the confirmation puts into the desk's menu and among the topics of letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery import topics
from heliograph.frame.menu import Entry, register
from heliograph.network.confirming.states import CONFIRMATION
from heliograph.network.rules import may_manage


def register_confirming() -> None:
    topics.register(CONFIRMATION)
    register(Entry(_("Confirmation"), "network_desk:confirmation", 52, may_manage))
