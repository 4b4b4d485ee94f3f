"""What the audiences add to the desk's menu, and the clauses of the network."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import Entry, register
from heliograph.network.audiences.built_in import register_clauses
from heliograph.network.rules import is_secretariat


def register_audiences() -> None:
    """Called once, when the app is ready."""
    register_clauses()
    register(Entry(_("Audiences"), "network_desk:audiences", 60, is_secretariat))
