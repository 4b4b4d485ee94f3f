"""What is held about who sends posters, or appreciates them, is his to take away; it goes when he is erased."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.calls.lifecycle.acting import Act, record
from heliograph.calls.retaining.anonymising import anonymise
from heliograph.calls.states import Verb
from heliograph.conference.posters.models import Appreciation, Poster
from heliograph.conference.posters.search import posters_with
from heliograph.network.account.erasing import erase
from heliograph.network.account.holdings import holdings
from tests.conference.posters.factories import conference_with_posters, hung, row
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def exported(slug: str, who) -> list[dict[str, Any]]:
    (holding,) = [each for each in holdings() if each.slug == slug]
    return list(holding.export(who))


def test_he_takes_away_what_the_gallery_shows_of_his():
    one = conference_with_posters()
    poster = hung(one, title="Trees")
    row(one, title="Of somebody else")
    assert [each["title"] for each in exported("posters", poster.response.person)] == ["Trees"]


def test_under_the_poster_of_a_school_stands_nobody_any_more():
    one = conference_with_posters()
    poster = hung(one, title="Trees", credit="Esi, with class 8b")
    erase(poster.response.person, None, NOW)
    poster.refresh_from_db()
    assert (poster.title, poster.credit, poster.shown) == ("Trees", "", True)


def test_what_was_credited_to_him_is_found_by_no_words_any_more():
    one = conference_with_posters()
    poster = hung(one, title="Trees", credit="Esi, with class 8b")
    posters = Poster.objects.filter(pk__in=posters_with("Esi"))
    assert posters.get() == poster
    erase(poster.response.person, None, NOW)
    assert not posters.exists()


@pytest.mark.parametrize(
    ("fields", "joined", "left"),
    [
        ({}, False, ("Trees", "", True)),
        ({"organization": None, "organization_name": ""}, False, ("", "", False)),
        ({"organization": None, "organization_name": ""}, True, ("Trees", "", True)),
    ],
)
def test_after_the_answers_were_made_anonymous_it_is_still_his(fields, joined, left):
    one = conference_with_posters()
    poster = hung(one, title="Trees", credit="Esi, with class 8b")
    whose = poster.response.person
    Poster.objects.update(**fields)
    if joined:
        record(poster.response, Verb.JOIN, Act(NOW, None), poster.response.state)
    anonymise(poster.response.call, NOW)
    assert [each["credit"] for each in exported("posters", whose)] == ["Esi, with class 8b"]
    erase(whose, None, NOW)
    poster.refresh_from_db()
    assert ((poster.title, poster.credit, poster.shown), poster.person) == (left, None)


def test_what_he_sent_for_himself_is_taken_down():
    one = conference_with_posters()
    poster = hung(one, title="Trees")
    response = poster.response
    response.organization, response.organization_name, response.slot = None, "", f"p{response.person.pk}"
    response.call.respondent = "person"
    response.call.save()
    response.save()
    erase(response.person, None, NOW)
    poster.refresh_from_db()
    assert (poster.title, poster.shown, poster.file, poster.number) == ("", False, None, 1)


def test_appreciations_go_with_him():
    poster, who = row(conference_with_posters()), person()
    Appreciation.objects.create(poster=poster, person=who, at=NOW)
    assert [each["poster"] for each in exported("appreciations", who)] == [poster.title]
    erase(who, None, NOW)
    assert not Appreciation.objects.exists()
    assert Poster.objects.get().shown
