"""What joining puts into the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import Entry, register
from heliograph.network.rules import may_manage


def register_joining() -> None:
    register(Entry(_("Applications"), "network_desk:applications", 55, may_manage))
