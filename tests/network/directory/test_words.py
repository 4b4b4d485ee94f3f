"""Words that few, that many and that most schools have find what they should, each on a way of its own."""

from __future__ import annotations

import pytest

from heliograph.frame import among
from heliograph.network import search
from heliograph.network.models import Organization, Person
from tests.network.factories import person, school

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[(3000, 20_000), (0, 20_000), (0, 0)], ids=["few", "many", "most"])
def way(request, monkeypatch):
    """The ways of a question to the rows: all at once, looked up along the list, asked one by one."""
    monkeypatch.setattr(among, "FEW", request.param[0])
    monkeypatch.setattr(among, "MANY", request.param[1])


def found(question):
    rows = Organization.objects.filter(search.organizations_among(question)).order_by("sort_key")
    return [one.name for one in rows]


def test_all_words_are_asked_for_on_every_way(way):
    for name in ("Bridge School", "Bridge College", "Peace School"):
        school(name)
    assert found("bridge") == ["Bridge College", "Bridge School"]
    assert found("scho lome") == ["Bridge School", "Peace School"]
    assert found("school bridge") == ["Bridge School"]
    assert found("school of lome") == []
    assert found("lo bridge") == []
    assert found("zebra") == []
    assert found("—") == []


def test_a_question_goes_with_other_conditions_and_their_opposite(way):
    kept, other = school("Bridge School"), school("Bridge College", country="GH")
    rows = Organization.objects.filter(search.organizations_among("bridge"), country="TG")
    assert list(rows) == [kept]
    assert rows.count() == 1
    assert list(Organization.objects.exclude(search.organizations_among("school"))) == [other]
    assert list(Organization.objects.filter(pk__in=rows.values("pk"))) == [kept]


def test_people_are_found_the_same_way(way):
    one, _two = person("a@example.org", name="Ama Mensah"), person("b@example.org", name="Kofi Annor")
    assert list(Person.objects.filter(search.people_among("mens"))) == [one]
    assert list(Person.objects.filter(search.people_among("!"))) == []
