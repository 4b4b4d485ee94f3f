"""Who has given a session tells afterwards what came of it; that stands with the session."""

from __future__ import annotations

import pytest

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.models import Response
from heliograph.conference.report.gathering import gather
from heliograph.conference.sessions.models import Session
from heliograph.frame.reader import Reader
from tests.calls.answering.forms import posted
from tests.conference.registering.making import register
from tests.conference.sessions.making import attending, conference_with_sessions, given
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def one():
    return conference_with_sessions()


@pytest.fixture
def lead(one):
    return attending(one, "TG", "Ama")


def tell(client, one, who, **answers):
    client.force_login(who)
    url = f"/calls/{one.summaries.slug}/answer/"
    return client.post(url, posted(client.get(url), q_outcome="We drew twelve maps.", **answers))


def outcome(session: Session) -> tuple[str, str]:
    session.refresh_from_db()
    return session.outcome, session.outcome_language


def test_what_was_told_stands_with_the_session(client, one, lead):
    session = given(one, lead, title="Rivers")
    told = {"q_recommendation": "Map your river.", "q_links": "https://example.org/maps", "q_participants": "24"}
    tell(client, one, lead, q_session=str(session.public_id), **told)
    assert outcome(session) == ("We drew twelve maps.\n\nMap your river.\n\nhttps://example.org/maps", "en")
    page = client.get(f"/conferences/world/sessions/{session.public_id}/").content.decode()
    assert "We drew twelve maps." in page
    assert '<a href="https://example.org/maps" rel="nofollow">' in page
    assert [(each.words, each.took_part) for each in gather(one, Reader(("en",), None)).summaries] == [
        (session.outcome, "24 people took part")
    ]


def test_who_organized_along_tells_too_and_nobody_tells_twice(client, one, lead):
    other = attending(one, "GH")
    session = given(one, lead, other)
    tell(client, one, other, q_session=str(session.public_id))
    page = tell(client, one, lead, q_session=str(session.public_id))
    assert page.status_code == 422
    assert "Somebody has told of this session already." in page.content.decode()


def test_one_tells_of_one_s_own_sessions_alone(client, one, lead):
    given(one, lead, title="Rivers")
    foreign = given(one, title="Lakes")
    client.force_login(lead)
    assert "Lakes" not in client.get(f"/calls/{one.summaries.slug}/answer/").content.decode()
    page = tell(client, one, lead, q_session=str(foreign.public_id))
    assert "What you chose is not offered any more." in page.content.decode()
    assert outcome(foreign) == ("", "")


def test_others_are_told_that_it_is_not_asked_of_them(client, one):
    who = person()
    register(one, who)
    given(one)
    client.force_login(who)
    page = client.get(f"/calls/{one.summaries.slug}/answer/").content.decode()
    assert "This is asked of those who have given a session" in page


def test_what_is_withdrawn_stands_there_no_more(client, one, lead):
    session = given(one, lead)
    tell(client, one, lead, q_session=str(session.public_id))
    told = Response.objects.get(call=one.summaries, state="confirmed")
    verbs.withdraw(told, Act(NOW, lead))
    assert outcome(session) == ("", "")


def test_told_of_another_session_it_stands_with_that(client, one, lead):
    first, second = given(one, lead), given(one, lead)
    tell(client, one, lead, q_session=str(first.public_id))
    told = Response.objects.get(call=one.summaries, state="confirmed")
    answers = {**told.answers, "session": str(second.public_id)}
    verbs.resend(told, verbs.Sheet(told.question_set, answers), Act(NOW, lead))
    assert outcome(first) == ("", "")
    assert outcome(second) == ("We drew twelve maps.", "en")
