"""A real browser, where there is one: Chromium, found on the machine or named by ``HELIOGRAPH_CHROMIUM``.

Its headless shell is taken where there is one: the same browser, without windows that nobody sees. They are more than
half of the work of opening a page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import expect

pytest.register_assert_rewrite("tests.browser.pages")

from tests.browser.between import answered_to_the_end, empty  # noqa: E402 (what pages asserts is told in full)
from tests.browser.pages import PATIENCE, Pages  # noqa: E402

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
SHELL, WHOLE = "chromium-headless-shell", ("chromium", "chromium-browser", "google-chrome")


def chromium(names: Sequence[str] = (SHELL, *WHOLE)) -> str | None:
    """The path of the browser that is named, or of the first of these that is there; or None."""
    named = os.environ.get("HELIOGRAPH_CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in names]
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


@pytest.fixture
def whole_browser(launch_browser):
    """A browser with what the shell does not have: windows, and the viewer of PDF."""
    path = chromium(WHOLE)
    if path is None:
        pytest.skip("browser test: Chromium is not installed on this machine but for its headless shell")
    browser = launch_browser(executable_path=path)
    yield browser
    browser.close()


@pytest.fixture(scope="session", autouse=True)
def patient():
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session", autouse=True)
def emptied_and_no_more():
    """After each test the tables are emptied that it has filled."""
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda _case: empty()):
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
    with answered_to_the_end():
        yield live_server.url


@pytest.fixture
def open_page(browser, site):
    """Opens pages in browsers of their own, which are closed with the test."""
    pages = Pages(browser, site)
    yield pages
    pages.close()
