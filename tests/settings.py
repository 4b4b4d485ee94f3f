"""Settings of the test run: fast, local, on SQLite unless ``HELIOGRAPH_DATABASE_URL`` names another database."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("HELIOGRAPH_DEVELOPMENT", "true")
os.environ.setdefault("HELIOGRAPH_VAR", tempfile.mkdtemp(prefix="heliograph-test-"))

from heliograph.config.settings import *  # noqa: F403

SECRET_KEY = "tests"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
