"""What is read of a conference for its timetable, and what it holds about people."""

from __future__ import annotations

import pytest

from heliograph.conference.published.models import Interest
from heliograph.conference.sessions.models import SessionPerson
from heliograph.conference.timetable import held, publishing
from heliograph.conference.timetable.loading import load
from heliograph.conference.timetable.models import SolverRun, Timetable
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from heliograph.network.account.holdings import Erasing
from tests.conference.timetable.factories import placed, session, venue
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def found():
    return venue()


def facts(found, one):
    return load(found, shown_timetable(found), ["en"]).problem.session[one.pk]


def test_a_speaker_by_name_is_known_by_his_address_where_he_is_on_record_elsewhere(found):
    one, other = session(found, "One", person("ada@example.org", name="Ada")), session(found, "Other")
    for email, shown in (("Ada@Example.org", "A. Lovelace"), ("bo@example.org", "Bo"), ("", "Nobody knows")):
        SessionPerson.objects.create(session=other, email=email, shown=shown)
    both = facts(found, one).people.keys() & facts(found, other).people.keys()
    assert len(both) == 1
    assert len(facts(found, other).people) == 4


def test_what_participants_would_go_to_is_counted(found):
    one, other, gone = (session(found, title) for title in ("One", "Other", "Gone"))
    gone.stands = False
    gone.save()
    for number in range(3):
        who = person(f"p{number}@example.org")
        Interest.objects.bulk_create(
            Interest(session=each, person=who, at=NOW) for each in (one, other, gone)[: number + 1]
        )
    problem = load(found, None, ["en"]).problem
    assert problem.together == {(one.pk, other.pk): 2}
    assert [each.wanted for each in problem.sessions] == [3, 2]


def test_when_it_cannot_be_given_is_read(found):
    one = session(found, not_at=[["2026-03-31T01:00:00+00:00", "2026-03-31T05:00:00+00:00"]], needs=["sound"])
    read = facts(found, one)
    assert read.not_at[0].ends.isoformat() == "2026-03-31T05:00:00+00:00"
    assert read.needs == {"sound"}


def test_what_somebody_did_with_timetables_is_his_to_take_away_and_to_have_forgotten(found, organizer):
    placed(session(found), found.rooms.first(), found.slots.first())
    Timetable.objects.update(made_by=organizer)
    publishing.publish(found, mark_of(shown_timetable(found)), organizer, NOW)
    SolverRun.objects.create(timetable=Timetable.objects.get(), asked_at=NOW, asked_by=organizer)
    assert list(held._acts(organizer)) == [
        {"conference": "Conference", "version": 1, "made": NOW, "published": NOW},
        {"conference": "Conference", "solver": NOW},
    ]
    held._forget_acts(Erasing(organizer, {}, NOW))
    assert list(held._acts(organizer)) == []
