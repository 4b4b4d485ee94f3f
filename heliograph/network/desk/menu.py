"""What people and schools put into the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.frame.menu import Entry, register
from heliograph.network.rules import may_manage


def register_desk() -> None:
    """Called once, when the app is ready."""
    register(Entry(_("My country"), "network_desk:country", 45, may_manage))
    register(Entry(_("Schools"), "network_desk:organizations", 48, may_manage))
    register(Entry(pgettext_lazy("menu", "People"), "network_desk:people", 50, may_manage))
    register(Entry(_("Invitations"), "network_desk:invitations", 58, may_manage))
