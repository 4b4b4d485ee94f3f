"""Sessions on the desk: proposals with what is wrong with who organizes them, minutes, formats."""

from __future__ import annotations

import re

import pytest

from heliograph.calls.corresponding import inviting
from heliograph.calls.models import Call
from heliograph.calls.states import Verb
from heliograph.conference.calls import begin_call
from heliograph.conference.sessions.formats import begin_formats
from heliograph.conference.sessions.models import Format, Session
from tests.conference.factories import conference, theme
from tests.conference.registering.making import withdraw
from tests.conference.sessions.making import attending, conference_with_sessions, decided, draft, given, sent
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DESK = "/desk/conferences/world/sessions/"
FORMATS = "/desk/conferences/world/formats/"


@pytest.fixture
def one(client, organizer):
    client.force_login(organizer)
    return conference_with_sessions()


def listed(page) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page.content.decode())


def test_without_a_call_it_says_where_to_begin_one(client, organizer):
    client.force_login(organizer)
    one = conference()
    page = client.get(f"/desk/conferences/{one.programme.slug}/sessions/").content.decode()
    assert "Begin it on the conference’s page." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Lakes", "Rivers"]),
        ("?state=accepted", ["Rivers"]),
        ("?state=submitted", ["Lakes"]),
        ("?format=co-working", ["Lakes"]),
        ("?theme=water", ["Rivers"]),
        ("?region=asia-pacific", ["Lakes"]),
        ("?q=ama", ["Rivers"]),
    ],
)
@pytest.mark.every_case
def test_proposals_are_listed_and_filtered(client, one, query, found):
    theme(one, "water")
    given(one, attending(one, "TG", "Ama"), title="Rivers", theme="water")
    sent(draft(one, attending(one, "JP"), "JP", title="Lakes", format="co-working"))
    draft(one, title="Not sent")
    assert sorted(listed(client.get(f"{DESK}{query}"))) == found


def test_what_is_wrong_with_who_organizes_is_said(client, one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    session = given(one, lead, other, title="Rivers")
    decided(session.response, Verb.RETURN)
    session.response.refresh_from_db()
    inviting.invite(session.response, "esi@example.org", "Esi", "en", lead, NOW)
    assert "Esi has not accepted yet" in client.get(DESK).content.decode()
    withdraw(one.registration.responses.get(person=lead))
    assert "Ama leads it and is not registered" in client.get(DESK).content.decode()


def test_one_session_lasts_longer_than_its_format(client, one):
    session = given(one)
    url = f"{DESK}{session.public_id}/minutes/"
    client.post(url, {"minutes": "75"})
    assert Session.objects.get().minutes == 75
    assert "Write the minutes in digits" in client.post(url, {"minutes": "0"}, follow=True).content.decode()
    client.post(url, {"minutes": ""})
    assert Session.objects.get().minutes == 45


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(client, one, count, django_assert_max_num_queries):
    for _number in range(count):
        given(one, attending(one), attending(one, "GH"))
    client.get(DESK)
    with django_assert_max_num_queries(24):
        assert len(listed(client.get(DESK))) == count


def test_the_conference_s_page_says_what_waits(client, one):
    sent(draft(one))
    lead = attending(one, "TG", "Ama")
    given(one, lead)
    withdraw(one.registration.responses.get(person=lead))
    page = client.get("/desk/conferences/world/").content.decode()
    assert "1 session accepted" in page
    assert "1 proposal to decide on · 1 session whose lead is not registered" in page


def test_with_the_call_for_sessions_two_formats_are_there(organizer):
    one = conference()
    call = begin_call(one, "sessions", organizer, NOW)
    assert list(one.formats.values_list("key", "minutes")) == [("workshop", 45), ("co-working", 80)]
    asked = {each["key"]: each for each in Call.objects.get(pk=call.pk).question_sets.get().questions}
    mine = str(one.programme.public_id)
    assert [asked[key]["settings"]["conference"] for key in ("format", "theme", "not_at")] == [mine] * 3


def test_formats_are_begun_changed_added_and_taken_away(client, organizer):
    client.force_login(organizer)
    one = conference()
    url = f"/desk/conferences/{one.programme.slug}/formats/"
    client.post(url, {"begin": "1"})
    client.post(f"{url}?format=workshop", {"minutes": "50", "name_en": "Workshop", "about_en": ""})
    client.post(url, {"minutes": "30", "name_en": "Short talk", "about_en": "One tells."})
    client.post(f"{url}?format=co-working", {"remove": "1"})
    rows = [(each.key, str(each.name), each.minutes) for each in one.formats.all()]
    assert rows == [("workshop", "Workshop", 50), ("short-talk", "Short talk", 30)]


def test_a_format_that_a_session_has_stays(client, one):
    given(one)
    page = client.post(f"{FORMATS}?format=workshop", {"remove": "1"})
    assert page.status_code == 422
    assert "Sessions have this format." in page.content.decode()
    assert Format.objects.filter(key="workshop").exists()


def test_what_is_wrong_with_a_format_is_said(client, one):
    page = client.post(FORMATS, {"minutes": "0", "name_en": "Talk", "about_en": ""})
    assert page.status_code == 422
    assert Format.objects.count() == 2


def test_formats_are_begun_once(one):
    begin_formats(one)
    assert one.formats.count() == 2
