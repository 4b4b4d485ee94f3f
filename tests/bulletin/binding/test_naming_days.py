"""An imported issue that names international days with their dates is bound to them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from i18nfield.strings import LazyI18nString
from PIL import Image

from heliograph.bulletin.edition import prepare
from heliograph.bulletin.importing import read_text
from heliograph.bulletin.importing.saving import save_draft
from heliograph.bulletin.models import Issue, Picture
from tests.events.observances.factories import day

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
SECTION = """# News of the network N°31

12 January 2026

## Next international days

INFORMATION SHARING

Here are the upcoming days! Click the picture.

**International Day of
Commemoration in Memory of
the Hills**

27 January 2026

International Mother Tongue Day

21 February 2026
"""


@pytest.fixture
def hills():
    return day("International Day of Commemoration in Memory of the Hills", "01-27", key="hills")


@pytest.fixture
def tongues():
    return day("International Mother Tongue Day", "02-21", key="tongues", theme="language")


def saved(text):
    return save_draft(read_text(text, now=NOW), {}, "news.md", None, NOW)


def bound(issue):
    items = issue.items.order_by("position")
    return [[each.observance.key for each in item.bindings.order_by("position")] for item in items]


def test_the_section_of_days_is_bound_to_each_by_name_and_date(hills, tongues):
    day("Another day of that date", "01-27")
    day("Hidden", "02-21", hidden_at=NOW)
    issue = saved(SECTION)
    assert bound(issue) == [["hills", "tongues"]]
    shown = prepare(Issue.objects.complete().get(pk=issue.pk), ["en"], "Europe/Paris", NOW).items[0]
    assert [(each.what_words, each.when.machine) for each in shown.moments] == [
        ("International Day of Commemoration in Memory of the Hills", "2026-01-27"),
        ("International Mother Tongue Day", "2026-02-21"),
    ]
    assert [each.name for each in shown.pictures] == ["events/days/environment.png", "events/days/language.png"]


def test_a_day_of_which_the_item_has_a_picture_brings_none(hills, tongues):
    issue = saved(SECTION)
    caption = LazyI18nString({"en": "International Mother Tongue Day, 21 February 2026"})
    file = BytesIO()
    Image.new("RGB", (8, 5)).save(file, "PNG")
    Picture(item=issue.items.get(), file=ContentFile(file.getvalue(), "tongues.png"), caption=caption).save()
    shown = prepare(Issue.objects.complete().get(pk=issue.pk), ["fr"], "Europe/Paris", NOW).items[0]
    assert [each.name for each in shown.pictures][1:] == ["events/days/environment.png"]


def test_no_event_is_to_be_made_of_a_day(hills, tongues):
    issue = saved(SECTION)
    assert not issue.items.get().proposals.events().open().exists()
    assert issue.items.get().proposals.events().count() == 2


def test_an_event_about_a_day_on_another_date_is_no_such_day(hills):
    text = "# News N°31\n\n12 January 2026\n\n## International Day of Commemoration in Memory of the Hills: event\n\n"
    issue = saved(f"{text}It takes place in Paris on 23 January 2026.\n")
    assert bound(issue) == [[]]
    assert issue.items.get().proposals.events().open().exists()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"fr": "Journée internationale de l’éducation"}, "Journée internationale de l'éducation\n\n24 janvier 2026"),
        ({"es": "Día Internacional de la Educación"}, "DÍA INTERNACIONAL DE LA EDUCACIÓN\n\n24 de enero de 2026"),
    ],
    ids=["fr", "es"],
)
def test_a_name_is_known_however_it_is_written(names, said):
    day({"en": "International Day of Education", **names}, "01-24", key="education")
    assert bound(saved(f"# N°31\n\n## Info\n\n{said}\n")) == [["education"]]


def test_two_days_of_one_date_are_both_found_and_a_date_told_twice_is_one(hills):
    day("Day of Rivers", "01-27", key="rivers")
    text = SECTION.replace("International Mother", "Day of Rivers\n\n27 January 2026\n\nInternational Mother")
    assert bound(saved(text)) == [["hills", "rivers"]]
