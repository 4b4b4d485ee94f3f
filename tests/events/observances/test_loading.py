"""The data of international days goes in once, and leaves alone what staff have written."""

from __future__ import annotations

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.config.cli import main
from heliograph.events.observances import loading
from heliograph.events.observances.loading import load_observances
from heliograph.events.observances.models import Observance
from heliograph.texts.languages import CONTENT_LANGUAGES
from heliograph.texts.multilingual import texts_of
from tests.events.observances.factories import day
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_command_loads_every_row_and_a_second_time_nothing(capsys, monkeypatch) -> None:
    monkeypatch.setattr("django.setup", lambda: None)
    assert main(["observances"]) == 0
    assert main(["observances"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "International days: 182 added, 0 changed.", "International days: 0 added, 0 changed.",
    ]  # fmt: skip
    counts = {kind: Observance.objects.filter(kind=kind).count() for kind in ("day", "week", "year", "decade")}
    assert counts == {"day": 167, "week": 7, "year": 4, "decade": 4}
    found = Observance.objects.get(key="international-day-of-education")
    assert (found.rule, found.since_year, found.proclaimed_by, found.theme) == ("01-24", 2019, "UNGA", "education")
    assert found.name.data["zh"] == "国际教育日"


def test_every_day_of_the_data_has_a_name_in_all_six_languages() -> None:
    load_observances(NOW)
    names = {each.key: texts_of(each.name) for each in Observance.objects.all()}
    lacks = {key: [tag for tag in CONTENT_LANGUAGES if not name.get(tag, "").strip()] for key, name in names.items()}
    assert {key: tags for key, tags in lacks.items() if tags} == {}
    assert names["living-together-in-peace-day"]["ru"] == "Международный день мирного сосуществования"


def test_new_data_changes_what_staff_have_not_written(monkeypatch) -> None:
    load_observances(NOW)
    edited = Observance.objects.get(key="world-logic-day")
    edited.name, edited.version = LazyI18nString({"en": "Logic Day with us"}), 2
    edited.save()
    rows = dict(loading._rows())
    rows["world-logic-day"] |= {"name": {"en": "World Day of Logic"}, "reference": "40 C/51"}
    monkeypatch.setattr(loading, "_rows", lambda: iter(rows.items()))
    assert load_observances(NOW) == loading.Loaded(0, 1)
    edited.refresh_from_db()
    assert (str(edited.name), edited.reference, edited.version) == ("Logic Day with us", "40 C/51", 3)


def test_a_day_of_the_networks_own_keeps_its_name_in_addresses() -> None:
    mine = day("Our day of logic", key="world-logic-day", own=True)
    assert load_observances(NOW).added == 181
    mine.refresh_from_db()
    assert str(mine.name) == "Our day of logic"


def test_loading_takes_as_many_queries_for_all_as_it_writes_in_batches(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(8):
        load_observances(NOW)
    with django_assert_max_num_queries(4):
        load_observances(NOW)
