"""Which links are dead, for pages that show them and for the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from heliograph.library.models import OutsideLink
from heliograph.library.outside.sources import Place, places_of
from heliograph.network.rules import Reader

#: So many dead links are looked at; a page that lists more helps nobody.
MOST = 500


@dataclass(frozen=True)
class DeadLink:
    """A dead link and where it stands."""

    link: OutsideLink
    places: list[Place]


def dead_among(urls: Iterable[str]) -> dict[str, datetime]:
    """Since when (aware) those of the addresses are dead that are; one query, none where there is no address."""
    wanted = {url for url in urls if url}
    if not wanted:
        return {}
    rows = OutsideLink.objects.dead().filter(url__in=wanted).values_list("url", "dead_since")
    return {url: since for url, since in rows if since is not None}


def dead_links_of(person: Reader) -> list[DeadLink]:
    """The dead links in what a person runs, the latest to die first. The queries do not grow with their number."""
    links = list(OutsideLink.objects.dead().order_by("-dead_since", "-pk")[:MOST])
    by_url: dict[str, list[Place]] = {}
    for place in places_of([link.url for link in links], person):
        by_url.setdefault(place.url, []).append(place)
    return [DeadLink(link, by_url[link.url]) for link in links if link.url in by_url]
