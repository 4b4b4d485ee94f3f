"""The sample network in the database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models import Count

from heliograph.network.models import Application, Organization, Person, Role
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Membership
from heliograph.sample.loading import LoadedCounts, load_network, sample_size
from heliograph.sample.people import SECRETARIAT

AT = datetime(2026, 1, 13, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_the_network_is_loaded_once_and_what_editors_changed_stays() -> None:
    """In one test, because loading takes seconds: loaded, loaded again, changed, and loaded a third time."""
    seen: list[int] = []
    assert load_network(AT, seen.append) == LoadedCounts(14_923, 14_923, 12_180, applications=576, certificates=314)
    assert sum(seen) == sample_size()
    coordinators = Person.objects.coordinators(AT.date())
    assert coordinators.count() == 180
    assert Organization.objects.in_country("DZ").get(identifier="SMP-DZ-0073").city == "Boumerdas"
    assert Organization.objects.filter(membership=Membership.MEMBER, confirmed_on__gt=date(2024, 1, 13)).count() > 9000
    desk = Person.objects.get(email=SECRETARIAT)
    assert is_secretariat(desk)
    assert not desk.has_usable_password()
    assert load_network(AT) == LoadedCounts(people=0, roles=0, organizations=0)
    assert Role.objects.count() == 14_923
    states = dict(Application.objects.values_list("state").annotate(number=Count("pk")))
    assert states == {"applied": 92, "returned": 57, "recommended": 427}
    candidates = Organization.objects.filter(membership=Membership.CANDIDATE)
    recommended = candidates.filter(application__entries__state="recommended").distinct()
    assert (candidates.count(), recommended.count()) == (541, 541)
    Organization.objects.filter(identifier="SMP-KE-0001").update(name="Changed by an editor")
    Organization.objects.filter(identifier="SMP-KE-0002").delete()
    Person.objects.get(email="coordinator@ke.natcom.example.org").delete()
    assert load_network(AT) == LoadedCounts(people=1, roles=2, organizations=1)
    assert Organization.objects.get(identifier="SMP-KE-0001").name == "Changed by an editor"
