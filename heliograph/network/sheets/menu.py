"""What the spreadsheets put into the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import Entry, register
from heliograph.network.rules import may_manage


def register_sheets() -> None:
    register(Entry(_("Spreadsheets"), "network_desk:sheets", 70, may_manage))
