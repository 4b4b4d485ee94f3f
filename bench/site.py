"""Settings of the measured site: those of production, with addresses that only the measuring needs."""

from __future__ import annotations

from heliograph.config.settings import *  # noqa: F403
from heliograph.config.settings import STATIC_ROOT, STORAGES

ROOT_URLCONF = "bench.addresses"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
