"""The crowd that benches measure with is a network: schools, three people at each, a coordinator in each country."""

from __future__ import annotations

import pytest

from bench import crowd
from heliograph.network.models import Organization, Person, Role
from heliograph.network.search import organizations_among

pytestmark = pytest.mark.django_db


def test_a_crowd_of_any_size_is_a_network(monkeypatch):
    monkeypatch.setattr(crowd, "settle", lambda: None)  # no transaction, as a test is one, may gather statistics
    crowd.make(150)
    countries = len(crowd.shares(150))
    assert Organization.objects.count() == 150
    assert Role.objects.filter(organization__isnull=False).count() == 450
    assert Role.objects.filter(kind="coordinator").count() == countries
    assert Person.objects.count() == 450 + countries
    assert Person.objects.filter(languages__includes="en").exists()
    one = Organization.objects.first()
    assert one in Organization.objects.filter(organizations_among(one.name))
