"""What stands around the programme: the page of a session, the faces, paper, the worker's script, privacy."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from i18nfield.strings import LazyI18nString
from pikepdf import Pdf

from heliograph.conference.published.models import Interest
from heliograph.network.account.holdings import Erasing, holdings
from tests.conference.published.factories import (
    gathering,
    moved,
    participant,
    plenary,
    reefs_and_trees,
    staff,
)
from tests.conference.timetable.factories import session
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text(client, path, **query) -> str:
    page = client.get(path, query).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


class TestPageOfASession:
    def page(self, one) -> str:
        return f"/conferences/{one.conference.programme.slug}/sessions/{one.public_id}/"

    def test_it_says_when_and_where(self, client):
        _of, reefs, *_others = reefs_and_trees()
        said = text(client, self.page(reefs), zone="Pacific/Auckland")
        for words in ("Friday, 13 March 2026, 09:00–09:45 (Shanghai time)", "14:00–14:45 (Auckland time)", "Harbour"):
            assert words in said

    def test_without_a_place_it_says_so(self, client):
        one = session(gathering(), "Reefs")
        assert "Its time and its room are not settled yet." in text(client, self.page(one))

    def test_a_participant_can_say_that_he_would_go(self, client):
        of, reefs, *_others = reefs_and_trees()
        client.force_login(participant(of))
        assert "I would go" in text(client, self.page(reefs))
        client.post(f"{self.page(reefs)}interest/")
        assert "Take it back" in text(client, self.page(reefs))

    def test_how_many_would_go_is_for_who_gives_or_runs_it(self, client):
        of, reefs, *_others = reefs_and_trees()
        ama = participant(of)
        Interest.objects.create(session=reefs, person=ama, at=NOW)
        words = "1 participant would go"
        assert words not in text(client, self.page(reefs))
        for who, sees in ((ama, False), (reefs.people.get().person, True), (staff(), True)):
            client.force_login(who)
            assert (words in text(client, self.page(reefs))) is sees


class TestFaces:
    def test_the_page_of_the_programme_does_not_lead_to_it_before_it_is_public(self, client):
        gathering()
        assert "/conferences/world/programme/" not in client.get("/programmes/world/").content.decode()

    def test_then_it_does_and_says_how_many_sessions_there_are(self, client):
        reefs_and_trees()
        assert "/conferences/world/programme/" in client.get("/programmes/world/").content.decode()
        assert "3 sessions by day and room" in text(client, "/programmes/world/")

    def test_the_desk_sees_which_version_is_public_and_what_is_owed(self, client):
        reefs_and_trees()
        client.force_login(staff())
        said = text(client, "/desk/conferences/world/")
        for words in ("Version 1 is public.", "3 changes to be told", "Sheets for the doors (PDF)"):
            assert words in said


class TestPaper:
    def pdf(self, client, path) -> tuple[int, bool]:
        answer = client.get(path)
        assert answer["Content-Type"] == "application/pdf"
        with Pdf.open(BytesIO(answer.content)) as pdf:
            return len(pdf.pages), "/StructTreeRoot" in pdf.Root

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_the_whole_programme_is_a_tagged_pdf(self, client, language):
        of, reefs, *_others = reefs_and_trees()
        plenary(of, "Lunch", "12:00", kind="break")
        reefs.title = "الشعاب المرجانية 珊瑚礁 " + "Sehrlangeswort" * 9
        reefs.save()
        assert self.pdf(client, f"/conferences/world/programme.pdf?lang={language}") == (1, True)

    def test_it_is_made_anew_once_something_is_published(self, client):
        of, reefs, *_others = reefs_and_trees()
        first = client.get("/conferences/world/programme.pdf").content
        assert client.get("/conferences/world/programme.pdf").content == first
        moved(of, reefs, 1, 1, NOW)
        assert client.get("/conferences/world/programme.pdf").content != first

    def test_each_door_has_a_sheet_for_each_day(self, client):
        of, *_sessions = reefs_and_trees()
        plenary(of, "Closing", "09:00", day=1)
        client.force_login(staff())
        assert self.pdf(client, "/desk/conferences/world/doors.pdf") == (3, True)

    def test_names_in_letters_that_no_font_has_leave_the_rest_readable(self, client):
        of, reefs, *_others = reefs_and_trees()
        of.rooms.update(name=LazyI18nString({"en": "አዳራሽ"}))
        of.programme.title = LazyI18nString({"en": "ጉባኤ"})
        of.programme.save()
        reefs.title = "ኮራል"
        reefs.save()
        client.force_login(staff())
        assert self.pdf(client, "/conferences/world/programme.pdf") == (1, True)
        assert self.pdf(client, "/desk/conferences/world/doors.pdf") == (1, True)

    def test_nothing_is_printed_before_it_is_public(self, client):
        gathering()
        assert client.get("/conferences/world/programme.pdf").status_code == 404
        client.force_login(staff())
        assert client.get("/desk/conferences/world/doors.pdf").status_code == 404


def test_the_script_may_answer_below_its_own_address_alone(client):
    reefs_and_trees()
    answer = client.get("/conferences/world/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer


def test_what_somebody_would_go_to_can_be_taken_away_and_is_forgotten(client):
    of, reefs, *_others = reefs_and_trees()
    ama = participant(of)
    Interest.objects.create(session=reefs, person=ama, at=NOW)
    (holding,) = [each for each in holdings() if each.slug == "interests-in-sessions"]
    assert [row["session"] for row in holding.export(ama)] == ["Reefs"]
    holding.erase(Erasing(ama, {}, NOW))
    assert not Interest.objects.exists()
