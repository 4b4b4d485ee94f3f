"""What the account registers when the site starts: its line in the head of each page, and what is held of people."""

from __future__ import annotations

from heliograph.frame.menu import register_own
from heliograph.network.account.held import register_own as register_held
from heliograph.network.account.held_letters import register_letters
from heliograph.network.account.watching import watch


def register_account() -> None:
    """For ``ready()``."""
    register_own("network:me")
    register_held()
    register_letters()
    watch()
