"""The sample's issues in the database: dated, translated, published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from heliograph.bulletin.models import Issue, Item
from heliograph.bulletin.states import IssueState
from heliograph.delivery.models import Mailing
from heliograph.sample.staging import stage_archive, stage_bulletin
from heliograph.texts.multilingual import LanguageState, state, texts_of

AT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


def item(number: int, position: int) -> Item:
    return Issue.objects.get(number=number).items.get(position=position)


def test_earlier_issues_are_published_on_their_days_and_not_mailed() -> None:
    stage_archive(AT)
    stage_archive(AT)
    rows = Issue.objects.order_by("number").values_list("number", "date", "state", "mailing_key")
    assert list(rows) == [
        (20, date(2025, 12, 1), IssueState.PUBLISHED, ""),
        (21, date(2025, 12, 15), IssueState.PUBLISHED, ""),
    ]
    assert set(texts_of(item(21, 1).body)) == {"en", "fr"}
    assert not Mailing.objects.exists()


def test_the_bulletin_is_published_once_with_all_its_languages() -> None:
    staged = stage_bulletin(AT)
    assert (staged.fresh, staged.items, staged.issue.date) == (True, 8, date(2026, 1, 12))
    assert stage_bulletin(AT).fresh is False
    first, last = item(22, 1), item(22, 8)
    for name in ("title", "body", "action_label"):
        value = getattr(first, name)
        for language in ("fr", "es", "ar", "ru", "zh"):
            assert state(value, first.marks[name], "en", language) == LanguageState.REVIEWED
    assert texts_of(first.action_label)["fr"] == "formulaire d’inscription à la conférence"
    assert texts_of(last.label.name) == {
        "en": "Information sharing",
        "fr": "Partage d’informations",
        "es": "Intercambio de información",
        "ar": "تبادل المعلومات",
        "ru": "Обмен информацией",
        "zh": "信息分享",
    }
    picture = last.pictures.get(position=0)
    assert texts_of(picture.caption)["en"] == "International Day of Education, 24 January 2026"
    assert texts_of(picture.alt)["zh"] == "一面圆镜把阳光反射过山丘"
