"""What the library adds to the menus, to the desk's first page, and to the links that are looked after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from heliograph.frame import needs
from heliograph.frame.menu import Entry, SiteEntry, register, register_site
from heliograph.library.outside import sources
from heliograph.library.outside.dead import dead_links_of
from heliograph.library.outside.sources import LinkSource, Place
from heliograph.library.rules import may_keep
from heliograph.network.rules import Reader


def _dead_links(person: Any, _at: datetime) -> Iterable[needs.Need]:
    """One line for all dead links in what a person runs."""
    number = len(dead_links_of(person)) if may_keep(person) else 0
    if number:
        words = ngettext("%(number)d link outside is dead", "%(number)d links outside are dead", number)
        yield needs.Need(words % {"number": number}, reverse("library_desk:links"))


def _places(urls: Sequence[str], person: Reader) -> Iterable[Place]:
    for file in sources.kept_files(urls, person):
        document = file.version.document
        yield Place(
            file.url, _("document"), str(document.title), reverse("library_desk:document", args=[document.slug])
        )


def register_library() -> None:
    """For ``ready()``."""
    register_site(SiteEntry(_("Library"), "library:library", 25))
    register(Entry(_("Library"), "library_desk:documents", 35, may_keep))
    needs.register("dead-links", _dead_links, 600)
    sources.register("documents", LinkSource(sources.own_urls, _places))
