"""The public programme over HTTP: who sees what, in which time, how it is found, and that it costs the same."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.conference.models import Conference
from heliograph.conference.published.models import Interest
from tests.calls.factories import programme
from tests.conference.factories import theme
from tests.conference.published.factories import (
    at,
    gathering,
    made_public,
    moved,
    participant,
    plenary,
    reefs_and_trees,
    withdrawn,
)
from tests.conference.timetable.factories import session, venue
from tests.network.factories import NOW, person

#: Queries of the page for a participant who is signed in.
COST = 16
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page_of(of) -> str:
    return f"/conferences/{of.programme.slug}/programme/"


def text(client, of, **query) -> str:
    page = client.get(page_of(of), query).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


def titles(client, of, **query) -> list[str]:
    """The sessions that the programme shows, in order."""
    context = client.get(page_of(of), query).context
    placed = [line for day in context["days"] for block in day.blocks for line in block.lines]
    return [line.session.title for line in [*placed, *context["unplaced"]]]


def test_before_there_is_a_programme_its_sessions_are_listed(client):
    of = gathering()
    session(of, "Reefs")
    assert titles(client, of) == ["Reefs"]
    assert "not settled yet" in text(client, of)


def test_a_conference_without_sessions_says_what_will_stand_here(client):
    assert "Sessions stand here once the first one is accepted." in text(client, gathering())


def test_the_programme_is_read_by_day_and_room(client):
    of, *_sessions = reefs_and_trees()
    assert titles(client, of) == ["Reefs", "Trees", "Soils"]
    said = text(client, of)
    for words in ("08:00–08:45", "Opening", "09:00–09:45", "Harbour", "Garden", "Kofi Giver", "Shanghai time"):
        assert words in said


def test_a_draft_is_not_shown_before_it_is_published(client):
    of, *_sessions = reefs_and_trees()
    new = at(of, session(of, "New"), 1, 1)
    assert titles(client, of) == ["Reefs", "Trees", "Soils", "New"]
    made_public(of)
    assert titles(client, of) == ["Reefs", "Trees", "Soils", "New"]
    assert "Without a time yet" not in text(client, of)
    assert new.placements.count() == 1


def test_nobody_sees_the_programme_of_a_draft(client):
    hidden = venue(programme=programme(state="draft"))
    for address in (page_of(hidden), f"/conferences/{hidden.programme.slug}/programme.ics"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("zone", "beneath"),
    [
        ("Asia/Shanghai", ""),
        ("Pacific/Auckland", "14:00–14:45 (Auckland time)"),
        ("America/Los_Angeles", "Thursday, 12 March, 18:00–18:45 (Los Angeles time)"),
        ("Pacific/Kiritimati", "15:00–15:45 (Kiritimati time)"),
    ],
)
def test_the_time_of_the_place_comes_first_and_the_readers_beneath(client, zone, beneath):
    of, *_sessions = reefs_and_trees()
    context = client.get(page_of(of), {"zone": zone}).context
    (day,) = context["days"]
    opening, parallel, _later = day.blocks
    assert parallel.clock == "09:00–09:45"
    assert parallel.beneath.replace("Thursday 12", "Thursday, 12") == beneath
    assert opening.clock == "08:00–08:45"


def test_without_a_place_the_readers_days_and_times_come_first(client):
    of, *_sessions = reefs_and_trees(place=LazyI18nString({}), country="", address="")
    context = client.get(page_of(of), {"zone": "America/Los_Angeles"}).context
    (day,) = context["days"]
    assert day.iso == "2026-03-12"
    assert day.blocks[1].clock == "18:00–18:45"
    assert "09:00–09:45 (Shanghai time)" in day.blocks[1].beneath


def test_sessions_are_found_by_words_theme_language_and_region(client):
    of, reefs, _trees, soils = reefs_and_trees()
    soils.theme, reefs.region = theme(of, "climate", "Climate"), "africa"
    soils.save()
    reefs.save()
    assert titles(client, of, q="CORALS") == ["Reefs"]
    assert titles(client, of, q="kofi giver") == ["Reefs"]
    assert titles(client, of, theme="climate") == ["Soils"]
    assert titles(client, of, language="fr") == ["Trees"]
    assert titles(client, of, region="africa") == ["Reefs"]
    assert "Opening" not in text(client, of, language="fr")
    assert "Take away one of the filters" in text(client, of, q="nothing")


def test_a_cancelled_session_is_marked_and_leads_nowhere(client):
    of, reefs, *_others = reefs_and_trees()
    withdrawn(reefs, NOW)
    assert "Reefs cancelled" in text(client, of)
    assert f"/sessions/{reefs.public_id}/" not in client.get(page_of(of)).content.decode()


def test_names_of_those_who_have_not_agreed_do_not_stand_there(client):
    of, reefs, *_others = reefs_and_trees()
    reefs.people.update(shown="")
    assert "Kofi Giver" not in text(client, of)


def test_the_page_is_kept_until_something_is_published(client):
    of, _reefs, _trees, soils = reefs_and_trees()
    first = client.get(page_of(of))
    assert client.get(page_of(of), headers={"if-none-match": first["ETag"]}).status_code == 304
    moved(of, soils, 1, 1, NOW)
    assert client.get(page_of(of), headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_the_same_however_many_there_are(client, number, django_assert_num_queries):
    of = gathering()
    for each in range(number):
        plenary(of, f"Plenary {each}", f"{each + 10}:00", day=1)
        session(of, f"Session {each}")
    at(of, session(of, "Placed"), 0, 0)
    made_public(of)
    client.force_login(participant(of))
    client.get(page_of(of))
    with django_assert_num_queries(COST):
        client.get(page_of(of))


class TestChoosing:
    @pytest.fixture
    def of(self):
        return reefs_and_trees()

    def post(self, client, of, one, **said):
        return client.post(f"/conferences/{of.programme.slug}/sessions/{one.public_id}/interest/", said)

    def test_a_participant_chooses_and_takes_it_back(self, client, of):
        conference, reefs, *_others = of
        ama = participant(conference)
        client.force_login(ama)
        chosen = self.post(client, conference, reefs, **{"from": "programme"})
        assert chosen.url == f"{page_of(conference)}#s-{reefs.public_id}"
        assert self.post(client, conference, reefs).status_code == 302
        assert Interest.objects.filter(person=ama, session=reefs).count() == 1
        assert "Take it back : Reefs" in text(client, conference)
        self.post(client, conference, reefs, no="1")
        assert not Interest.objects.exists()

    @pytest.mark.parametrize("who", ["stranger", "giver", "cancelled", "over"])
    def test_others_are_told_why_not(self, client, of, who):
        conference, reefs, *_others = of
        one = reefs.people.get().person if who == "giver" else person("stranger@example.org")
        if who == "cancelled":
            one = participant(conference)
            withdrawn(reefs, NOW)
        if who == "over":
            one, day = participant(conference), NOW.date() - timedelta(days=2)
            Conference.objects.update(first_day=day, last_day=day)
        client.force_login(one)
        self.post(client, conference, reefs)
        assert not Interest.objects.exists()
        sentence = {
            "stranger": "Who is registered for the conference",
            "giver": "You give this session",
            "cancelled": "This session was cancelled.",
            "over": "The conference is over.",
        }[who]
        assert sentence in text(client, conference)

    def test_from_a_page_that_is_gone_one_comes_to_the_programme(self, client, of):
        conference, reefs, *_others = of
        client.force_login(participant(conference))
        withdrawn(reefs, NOW)
        assert self.post(client, conference, reefs).url == f"{page_of(conference)}#s-{reefs.public_id}"

    def test_who_is_not_signed_in_is_asked_to(self, client, of):
        conference, reefs, *_others = of
        asked = self.post(client, conference, reefs)
        assert asked.url.endswith(f"?next=/conferences/world/sessions/{reefs.public_id}/")
        led = client.get(f"/conferences/world/sessions/{reefs.public_id}/interest/")
        assert (led.status_code, led.url) == (303, f"/conferences/world/sessions/{reefs.public_id}/")


class TestMine:
    def mine(self, client, of):
        answer = client.get(f"{page_of(of)}mine/")
        page = answer.content.decode()
        return answer.context, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))

    def test_it_has_what_one_gives_and_chose_and_what_is_for_all(self, client):
        of, reefs, trees, soils = reefs_and_trees()
        plenary(of, "Lunch", "12:00", kind="break")
        giver = reefs.people.get().person
        participant(of, "other@example.org")
        Interest.objects.create(session=soils, person=giver, at=NOW)
        client.force_login(giver)
        context, said = self.mine(client, of)
        (day,) = context["days"]
        assert [(each.title.words, [line.session.title for line in each.lines]) for each in day.blocks] == [
            ("Opening", []), ("sessions in parallel", ["Reefs"]), ("sessions in parallel", ["Soils"]),
        ]  # fmt: skip
        assert "You give it" in said
        assert "same time" not in said
        assert trees.title not in said

    def test_what_is_at_the_same_time_is_noted(self, client):
        of, reefs, trees, soils = reefs_and_trees()
        ama = participant(of)
        for one in (reefs, trees, soils):
            Interest.objects.create(session=one, person=ama, at=NOW)
        client.force_login(ama)
        context, said = self.mine(client, of)
        assert context["clashes"] == 2
        assert "At the same time: Trees" in said
        assert "2 of your sessions are at the same time as others." in said
        withdrawn(trees, NOW)
        assert self.mine(client, of)[0]["clashes"] == 0

    def test_who_is_not_signed_in_is_asked_to_and_nothing_is_kept(self, client):
        of, *_sessions = reefs_and_trees()
        assert client.get(f"{page_of(of)}mine/").status_code == 302
        client.force_login(person("nobody@example.org"))
        assert "no-store" in client.get(f"{page_of(of)}mine/")["Cache-Control"]
        assert "What you give stands here." in self.mine(client, of)[1]
