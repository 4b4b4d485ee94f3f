"""A first visit to the map of a network that is at home everywhere stays light."""

from __future__ import annotations

import pytest

from heliograph.frame.sheet import sheet
from heliograph.network.countries import all_countries
from heliograph.network.models import Organization

pytestmark = pytest.mark.django_db

LIGHT = 60_000


def test_the_map_of_a_network_in_all_countries_weighs_less_than_sixty_kilobytes(client):
    Organization.objects.bulk_create(
        Organization(identifier=each.code, name=each.code, country=each.code, membership="member")
        for each in all_countries()
    )
    response = client.get("/network/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) + len(sheet("site").packed) < LIGHT
