"""A real browser, where there is one: Chromium, found on the machine or named by ``HELIOGRAPH_CHROMIUM``."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from tests.browser.pages import Pages

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def chromium() -> str | None:
    """The browser's path, or None."""
    named = os.environ.get("HELIOGRAPH_CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    return next((path for path in found if path), None)


def pytest_collection_modifyitems(items):
    here = [item for item in items if "/tests/browser/" in str(item.path).replace(os.sep, "/")]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="browser test: Chromium is not installed on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": list(ARGUMENTS)}


@pytest.fixture(scope="session", autouse=True)
def emptied_and_no_more():
    """After each test the tables are emptied; kinds of content and permissions, of which no page asks, stay away.

    To write them anew is ten times the work of emptying.
    """
    with patch("django.core.management.commands.flush.emit_post_migrate_signal"):
        yield


@pytest.fixture
def clock():
    """The clock of the server's process stands, the browser's runs."""
    import time_machine

    with time_machine.travel(datetime(2026, 1, 12, 9, 0, tzinfo=UTC), tick=True) as travel:
        yield travel


@pytest.fixture
def site(live_server, settings):
    """The address of the running site, which takes itself for it in what it writes."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """Opens pages in browsers of their own, which are closed with the test."""
    pages = Pages(browser, site)
    yield pages
    pages.close()
