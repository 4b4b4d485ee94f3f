"""A session follows its proposal: there with acceptance, in step with who organizes it, gone with what ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from heliograph.calls.corresponding import handing_over, inviting
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.states import Verb
from heliograph.conference.sessions import formats
from heliograph.conference.sessions.accepted import people_of, standing
from heliograph.conference.sessions.models import Session
from heliograph.conference.sessions.naming import show_name
from heliograph.frame.translating import Reviewed
from heliograph.network.states import Refused
from tests.conference.factories import theme
from tests.conference.sessions.making import (
    attending,
    conference_with_sessions,
    coordinator,
    decided,
    draft,
    given,
    joined,
    sent,
)
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SPEAKER = {"name": "Esi", "organization": "River Institute", "email": "esi@example.org", "agreed": True}


@pytest.fixture
def one():
    return conference_with_sessions()


def names(session: Session) -> list[str]:
    return [each.shown for each in people_of(standing(session.conference).get(pk=session.pk))]


def test_what_was_accepted_is_on_record_with_what_the_timetable_needs(one):
    water = theme(one, "water")
    morning = f"{one.first_day.isoformat()}-am"
    session = given(
        one, attending(one, "TG", "Ama"), format="co-working", title="Rivers", theme="water", language="fr",
        expected=25, needs=["boards"], not_at=[morning],
    )  # fmt: skip
    assert (session.title, session.format.key, session.minutes) == ("Rivers", "co-working", 80)
    assert (session.theme, session.language, session.expected) == (water, "fr", 25)
    assert (session.needs, session.region, session.stands) == (["boards"], "africa", True)
    day = datetime.combine(one.first_day, datetime.min.time(), UTC)
    first, last = day - timedelta(hours=8), day + timedelta(hours=5)
    assert session.not_at == [[first.isoformat(), last.isoformat()]]


def test_the_lead_the_others_and_the_speakers_give_it(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    session = given(one, lead, other, speakers=[SPEAKER])
    rows = [(each.person, each.email, each.shown, each.country) for each in people_of(session)]
    assert rows == [(lead, "", "Ama", "TG"), (other, "", "", "GH"), (None, "esi@example.org", "Esi", "")]


def test_a_speaker_who_is_on_record_is_known_by_his_address(one):
    known = coordinator(name="Esi")
    session = given(one, speakers=[{**SPEAKER, "email": known.email, "agreed": False}])
    assert [(each.person, each.shown) for each in people_of(session)][1] == (known, "")


def test_whoever_has_not_agreed_stands_there_without_a_name(one):
    session = given(one, attending(one, "TG", "Ama"), name=None)
    assert names(session) == [""]


def test_who_organizes_along_says_himself_whether_his_name_stands(one):
    other = attending(one, "GH", "Kofi")
    session = given(one, attending(one, "TG", "Ama"), other)
    show_name(session, other, NOW, shows=True)
    assert names(session) == ["Ama", "Kofi"]
    show_name(session, session.response.person, NOW, shows=False)
    assert names(session) == ["", "Kofi"]
    with pytest.raises(Refused) as refused:
        show_name(session, coordinator(), NOW, shows=True)
    assert refused.value.code == "not-yours"


def test_who_leaves_gives_it_no_more_and_the_others_keep_what_they_said(one):
    other, third = attending(one, "GH", "Kofi"), attending(one, "ML", "Awa")
    session = given(one, attending(one, "TG", "Ama"), other, third)
    show_name(session, third, NOW, shows=True)
    inviting.leave(session.response.co_respondents.get(person=other), NOW)
    assert names(session) == ["Ama", "Awa"]


def test_who_takes_over_the_lead_leads_the_session(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    session = given(one, lead, other)
    handing_over.hand_over(session.response, session.response.co_respondents.get(person=other), lead, NOW)
    assert [each.person for each in people_of(standing(one).get())] == [other, lead]


@pytest.mark.parametrize("verb", [Verb.DECLINE, Verb.RETURN])
def test_what_is_not_accepted_any_more_does_not_stand(one, verb):
    session = given(one)
    decided(session.response, verb)
    assert not standing(one).exists()


def test_what_is_withdrawn_does_not_stand_and_comes_back_with_acceptance(one):
    session = given(one, title="Rivers")
    verbs.withdraw(session.response, Act(NOW, session.response.person))
    assert not standing(one).exists()
    session.response.refresh_from_db()
    decided(sent(session.response, title="Rivers and lakes"))
    assert [(each.pk, each.title) for each in standing(one)] == [(session.pk, "Rivers and lakes")]


def test_what_was_only_sent_is_no_session(one):
    sent(draft(one))
    assert not Session.objects.exists()


def test_of_a_call_of_no_conference_nothing_is_made(one):
    response = sent(draft(one))
    one.sessions = None
    one.save()
    decided(response)
    assert not Session.objects.exists()


def test_sessions_of_a_format_last_as_long_as_it_does_unless_somebody_said_otherwise(one, organizer):
    plain, longer = given(one), given(one)
    formats.set_minutes(one, longer, 60, organizer, NOW)
    row = one.formats.get(key="workshop")
    texts = {"name": {"en": "Workshop"}, "about": {"en": ""}}
    formats.save_format(one, row, texts, 50, Reviewed(), organizer, NOW)
    assert sorted(standing(one).values_list("pk", "minutes")) == [(plain.pk, 50), (longer.pk, 60)]
    formats.set_minutes(one, longer, None, organizer, NOW)
    assert standing(one).get(pk=longer.pk).minutes == 50


def test_sessions_with_their_people_cost_the_same_however_many_they_are(one, django_assert_num_queries):
    for number in range(3):
        given(one, attending(one, "TG", f"Lead {number}"))
        with django_assert_num_queries(3):
            found = [person.person.email for each in standing(one) for person in people_of(each) if person.person]
        assert len(found) == number + 1


def test_one_accepted_after_it_was_changed_along_the_way_has_each_person_once(one):
    lead = attending(one, "TG", "Ama")
    begun = draft(one, lead, speakers=[{**SPEAKER, "name": "Ama", "email": lead.email}])
    joined(begun, attending(one, "GH", "Kofi"))
    decided(sent(begun))
    assert [each.person for each in people_of(standing(one).get())].count(lead) == 1
