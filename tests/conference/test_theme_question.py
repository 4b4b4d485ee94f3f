"""The question that offers the themes of a conference: as they are now, in the reader's words."""

from __future__ import annotations

import time

import pytest
from django.forms import ValidationError

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types import Asked
from heliograph.conference.theme_question import CONFERENCE, OfTheme
from tests.conference.factories import conference, theme
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TYPE = OfTheme()


@pytest.fixture
def one():
    made = conference()
    climate = theme(made, "climate", "Climate")
    climate.name.data["fr"] = "Climat"
    climate.save()
    return made


def asked(of, stored=None, languages=("en",)) -> Asked:
    settings = {CONFERENCE: str(of.programme.public_id)}
    return Asked(Question("theme", "theme", {"en": "Theme"}, settings=settings), languages, NOW, stored=stored)


def chosen(key: str) -> dict[str, object]:
    return {"chosen": [key], "other": ""}


def forget() -> None:
    """Themes are not read again for an instant."""
    time.sleep(0.03)


def test_themes_are_offered_in_the_words_of_the_reader(one):
    drawn = TYPE.widget(asked(one, languages=("fr", "en"))).render("q_theme", None)
    assert "Climat" in drawn
    assert TYPE.words(asked(one).question, "climate", ["fr"]) == ["Climat"]
    assert TYPE.offered(asked(one).question, ["en"]) == [("climate", "Climate")]


def test_one_of_them_is_chosen_or_none(one):
    assert TYPE.clean(asked(one), chosen("climate")) == "climate"
    assert TYPE.clean(asked(one), chosen("")) is None


@pytest.mark.parametrize("key", ["other", "nothing"])
def test_that_of_another_conference_is_refused(one, key):
    theme(conference(), "other")
    with pytest.raises(ValidationError):
        TYPE.clean(asked(one), chosen(key))


def test_one_that_was_taken_away_stays_where_it_was_chosen(one):
    one.themes.all().delete()
    assert TYPE.clean(asked(one, stored="climate"), chosen("climate")) == "climate"
    assert TYPE.words(asked(one).question, "climate", ["en"]) == ["climate"]
    with pytest.raises(ValidationError):
        TYPE.clean(asked(one), chosen("climate"))


def test_one_that_is_added_is_offered_at_once(one):
    assert len(TYPE.offered(asked(one).question, ["en"])) == 1
    theme(one, "water", "Water")
    forget()
    assert len(TYPE.offered(asked(one).question, ["en"])) == 2


@pytest.mark.parametrize("settings", [{}, {CONFERENCE: "no id"}])
def test_without_a_conference_there_is_nothing_to_choose(settings):
    assert TYPE.offered(Question("theme", "theme", {"en": "Theme"}, settings=settings), ["en"]) == []
