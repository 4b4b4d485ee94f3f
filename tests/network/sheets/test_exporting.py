"""What is taken out comes back unchanged, and tells nobody more than he may know."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heliograph.network.models import Organization, Person
from heliograph.network.remits import Remit
from heliograph.network.rules import remit_of
from heliograph.network.sheets.exporting import export_organizations, export_people
from tests.closing import close
from tests.conftest import person_with
from tests.network.factories import NOW, person, school, with_role
from tests.network.sheets.makers import checked, counts

pytestmark = pytest.mark.django_db
#: What a database keeps and XML can say.
SIGNS = st.characters(exclude_categories=["C", "Z"], include_characters=" ")
RECORDS = st.fixed_dictionaries(
    {
        "name": st.text(SIGNS, min_size=1, max_size=30).filter(str.strip)
        | st.sampled_from(["=1+1", "'=x", "-", "@a", "a;b"]),
        "name_en": st.text(SIGNS, max_size=10),
        "city": st.sampled_from(["", "Lomé", "Nowhere", "+x"]),
        "latitude": st.none() | st.floats(-90, 90),
        "web": st.sampled_from(["", "https://example.org/?a=b;c", "odd"]),
        "levels": st.lists(st.sampled_from(["primary", "tvet", "gone"]), unique=True),
        "learners": st.sampled_from(["", "50-99", "2000+"]),
        "member_since": st.none() | st.integers(1950, 2030),
        "confirmed_on": st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    }
)


def body(response):
    content = b"".join(response.streaming_content)
    close(response)
    return content


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(records=st.lists(RECORDS, min_size=1, max_size=4))
def test_what_was_exported_changes_nothing_when_it_is_imported(secretary, form, records):
    Organization.objects.all().delete()
    for record in records:
        school(**record, longitude=None if record["latitude"] is None else 1.5)
    out = body(export_organizations(Organization.objects.order_by("pk"), form, "out"))
    assert counts(checked(out, secretary, NOW)) == (0, 0, len(records), 0)


def test_people_come_back_unchanged(secretary):
    lycee = school(identifier="T-1")
    ada = person("ada@example.org", name="=Ada", languages=["fr", "ar"], zone="Africa/Lome")
    with_role(ada, "teacher", organization=lycee, begins=date(2019, 1, 1), ends=date(2020, 1, 1))
    with_role(ada, "teacher", organization=lycee)
    person_with("coordinator", "eve@example.org", country="GH")
    person_with("regional-office", "lee@example.org", region="Africa")
    person("sam@example.org")
    for form in ("csv", "xlsx"):
        out = body(export_people(Person.objects.get_queryset().order_by("pk"), form, "out"))
        assert counts(checked(out, secretary, NOW, "people")) == (0, 0, 6, 0)


def test_roles_outside_a_remit_are_not_told(coordinator):
    ada = with_role(person("ada@example.org", name="Ada"), "teacher", organization=school(identifier="T-1"))
    with_role(ada, "principal", organization=school(identifier="G-1", country="GH"))
    remit = remit_of(coordinator)
    rows = json.loads(body(export_people(Person.objects.within(remit).filter(pk=ada.pk), "json", "out", remit)))
    assert rows == [
        {
            "email": "ada@example.org", "name": "Ada", "languages": ["en"], "zone": "UTC", "role": "teacher",
            "organization": "T-1", "country": "", "region": "", "from": "2020-01-01", "until": "",
        }
    ]  # fmt: skip


def test_organizations_as_json_have_lists_and_days():
    school("A", identifier="T-1", confirmed_on=date(2025, 10, 1), levels=["primary", "tvet"])
    (row,) = json.loads(body(export_organizations(Organization.objects.all(), "json", "out")))
    said = (row["identifier"], row["levels"], row["confirmed_on"], row["latitude"], row["member_since"])
    assert said == ("T-1", ["primary", "tvet"], "2025-10-01", None, 2001)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_rows(django_assert_num_queries, number):
    lycee = school()
    for _each in range(number):
        with_role(person(), "teacher", organization=lycee)
    with django_assert_num_queries(3):
        body(export_organizations(Organization.objects.all(), "csv", "out"))
        body(export_people(Person.objects.get_queryset(), "csv", "out", Remit(everything=True)))
