"""The letters about a person's own account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heliograph.delivery.topics import Topic

SIGN_IN = Topic(
    "sign-in",
    _("Signing in"),
    _("The code that you ask for when you sign in."),
    order=910,
    transactional=True,
    secret=True,
)
