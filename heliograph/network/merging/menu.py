"""What merging puts into the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import Entry, register
from heliograph.network.rules import may_manage


def register_merging() -> None:
    register(Entry(_("Duplicates"), "network_desk:duplicates", 54, may_manage))
