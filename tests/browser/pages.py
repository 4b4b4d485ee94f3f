"""Pages in a real browser: opened as somebody, on a screen of one's choice; what axe and a ruler say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client

from heliograph.network.models import Person

#: For how long a test waits for what has to come, in milliseconds: it is in haste nowhere, and the machine may be busy.
PATIENCE = 60_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What a browser says of a form that comes back with its faults.
_SENT_BACK = "status of 422"
_AXE = """rules => {
  document.querySelectorAll("main details").forEach(fold => { fold.open = true; });
  return axe.run({runOnly: rules, resultTypes: ["violations"]}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`));
}"""


class Look(NamedTuple):
    """How wide a screen is, in what colours and in what language; without one it is the reader's own."""

    width: int = 1280
    scheme: str = "light"
    language: str = ""


ANY, WIDE, NARROW = Look(), Look(language="en"), Look(360, "dark", "ar")
#: A page is looked at twice: wide, light and in English; narrow, dark and from right to left.
looks = pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide-light-en", "narrow-dark-ar"])


class Pages:
    """Opens pages, each in a browser of its own as on a first visit.

    ``who`` is signed in where nobody else is named.
    """

    def __init__(self, browser: Any, site: str) -> None:
        self.browser, self.site, self.contexts = browser, site, []
        self.who: Person | None = None

    def __call__(self, path: str = "", who: Person | None = None, look: Look = ANY, **given: Any) -> Any:
        """A page, which has gone to ``path`` unless that is empty. ``given`` are options of Playwright's context.

        ``page.problems`` gathers what the browser complains of.
        """
        page = self._context(who or self.who, look, given).new_page()
        page.problems = []
        page.on("console", lambda said: _note(page, said))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if path:
            page.goto(self.site + path)
        return page

    def _context(self, who: Person | None, look: Look, given: dict[str, Any]) -> Any:
        size = {"width": look.width, "height": 900}
        first = {"viewport": size, "color_scheme": look.scheme, "locale": "en-GB", "timezone_id": "Europe/Paris"}
        context = self.browser.new_context(**{**first, **given})
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        cookies = {settings.LANGUAGE_COOKIE_NAME: look.language} if look.language else {}
        if who is not None:
            cookies[settings.SESSION_COOKIE_NAME] = _session_of(who)
        if cookies:
            context.add_cookies([{"name": name, "value": value, "url": self.site} for name, value in cookies.items()])
        return context

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def _session_of(who: Person) -> str:
    client = Client()
    client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _note(page: Any, said: Any) -> None:
    if said.type == "error" and _SENT_BACK not in said.text:
        page.problems.append(said.text)


def complaints(page: Any) -> list[str]:
    """What axe finds on a page that has come whole, its style sheets with it; folds opened."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_AXE, RULES)
    return found


def is_too_wide(page: Any) -> bool:
    """Whether a page has to be moved sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def axe_clean(page: Any) -> None:
    assert (page.url, complaints(page)) == (page.url, [])


def fits(page: Any) -> None:
    assert (page.url, is_too_wide(page)) == (page.url, False)


def sound(page: Any) -> None:
    """Axe finds nothing, nothing is too wide, and the browser complains of nothing."""
    axe_clean(page)
    fits(page)
    assert (page.url, page.problems) == (page.url, [])


def press(page: Any, what: str, key: str = "Enter") -> None:
    """With the keyboard alone: a key on something that can have the focus, and the next page is there."""
    page.focus(what)
    with page.expect_navigation():
        page.keyboard.press(key)


def follow(target: Any, key: str = "") -> None:
    """Click on a link or a button, or press a key on it, and the page that it leads to is there, whole.

    After a mere click the old page may still stand, or half of the new one: whoever does not wait for something that
    the new page alone has looks at either.
    """
    with target.page.expect_navigation():
        if key:
            target.press(key)
        else:
            target.click()


def until(page: Any, asked: Callable[[], Any], wanted: Any) -> None:
    """Ask again and again until the answer is the one that is wanted, or patience ends."""
    for _turn in range(PATIENCE // 100):
        if asked() == wanted:
            return
        page.wait_for_timeout(100)
    assert asked() == wanted
