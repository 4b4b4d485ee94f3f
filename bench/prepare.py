"""Prepares the measured site's database: a published issue of twelve items, and the one before it."""

from __future__ import annotations

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)

from heliograph.bulletin.search import index_issue  # noqa: E402
from tests.bulletin.factories import make_issue  # noqa: E402

call_command("migrate", verbosity=0)
index_issue(make_issue(21))
index_issue(make_issue(22, items=12))
