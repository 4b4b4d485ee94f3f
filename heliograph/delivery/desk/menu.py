"""What delivery adds to the desk's menu, and the topic of its test letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery import proofs, topics
from heliograph.delivery.rules import may_run_mailings
from heliograph.frame.menu import Entry, register


def register_desk() -> None:
    """Called once, when the app is ready."""
    register(Entry(_("Mailings"), "delivery_desk:mailings", 40, may_run_mailings))
    register(Entry(_("Addresses"), "delivery_desk:addresses", 50, may_run_mailings))
    topics.register(proofs.TOPIC)
