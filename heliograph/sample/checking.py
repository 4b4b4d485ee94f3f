"""Whether a sample network is what it should be: counts, bounds, addresses, and a digest of every field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import blake2b
from typing import Any
from zoneinfo import available_timezones

from heliograph.sample.cities import populations
from heliograph.sample.network import SampleNetwork
from heliograph.sample.shares import SCHOOLS, share_out

COUNTRIES = 180


def digest(network: SampleNetwork) -> str:
    """A digest of all that the generator made, the same on every machine (32 hexadecimal digits)."""
    told = blake2b(digest_size=16)
    for row in _rows(network):
        told.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return told.hexdigest()


def _rows(network: SampleNetwork) -> Iterator[dict[str, Any]]:
    yield from map(asdict, network.countries)
    yield from map(asdict, network.coordinators)
    yield from map(asdict, network.schools)


def addresses(network: SampleNetwork) -> list[str]:
    """Every e-mail address of the network."""
    coordinators = [place for one in network.coordinators for place in (one.email, one.deputy) if place]
    return coordinators + [school.email for school in network.schools]


def problems(network: SampleNetwork) -> list[str]:
    """What is wrong, one sentence each; empty where nothing is."""
    return [sentence for sentence, wrong in _questions(network) if wrong]


def _questions(network: SampleNetwork) -> Iterator[tuple[str, bool]]:
    schools, places = network.schools, addresses(network)
    zones = {school.zone for school in schools} | {one.zone for one in network.coordinators}
    counted = Counter(school.country for school in schools)
    yield f"there are not {COUNTRIES} coordinators", len(network.coordinators) != COUNTRIES
    yield f"there are not {SCHOOLS} schools", len(schools) != SCHOOLS
    yield "a country has not the schools that were shared out to it", dict(counted) != share_out(populations())
    yield "a zone is not in the zone database", not zones <= available_timezones()
    yield "a position is out of range", any(abs(s.latitude) > 90 or abs(s.longitude) > 180 for s in schools)
    yield "an identifier occurs twice", len({school.identifier for school in schools}) != len(schools)
    yield "an address occurs twice", len(set(places)) != len(places)
    yield "an address is not on example.org", not all(place.endswith(".example.org") for place in places)
    yield "an address is not ASCII", not all(place.isascii() for place in places)
