"""A poster hangs while what was sent is accepted with consent; its number is its own for ever."""

from __future__ import annotations

import re

import pytest

from heliograph.calls.kinds import LetterView, kind_of
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.states import Verb
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.shown import shown_posters
from heliograph.network.states import Refused
from tests.calls.factories import call
from tests.calls.factories import response as answered
from tests.conference.factories import theme
from tests.conference.posters.factories import AGREED, conference_with_posters, decided, hung, resent, row, sent
from tests.network.factories import NOW, person, school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_an_accepted_poster_says_what_was_sent():
    one = conference_with_posters()
    climate = theme(one, "climate")
    at = school("Lycée de Lomé", country="TG")
    poster = hung(one, title="Trees", theme="climate", language="fr", school=at)
    assert (poster.number, poster.title, poster.language, poster.credit) == (1, "Trees", "fr", "Class 8b")
    assert (poster.theme, poster.organization_name, poster.country) == (climate, "Lycée de Lomé", "TG")
    assert (poster.region, poster.alt, poster.consented) == ("africa", "A tree with paper leaves", True)
    assert list(shown_posters(one)) == [poster]


def test_a_poster_that_was_only_sent_does_not_hang():
    one = conference_with_posters()
    sent(one)
    assert not Poster.objects.exists()


def test_without_consent_it_has_a_number_and_nothing_is_shown():
    one = conference_with_posters()
    poster = hung(one, publish=None)
    assert (poster.number, poster.shown, poster.file, poster.preview.name) == (1, False, None, "")
    assert not shown_posters(one).exists()


@pytest.mark.parametrize("verb", [Verb.DECLINE, Verb.RETURN])
def test_what_is_not_accepted_any_more_is_taken_down(verb):
    one = conference_with_posters()
    poster = hung(one)
    decided(poster.response, verb)
    poster.refresh_from_db()
    assert (poster.shown, poster.file, poster.preview.name) == (False, None, "")


def test_who_withdraws_takes_his_poster_down():
    one = conference_with_posters()
    poster = hung(one)
    verbs.withdraw(poster.response, Act(NOW, poster.response.person))
    assert not shown_posters(one).exists()


def test_a_corrected_poster_hangs_again_under_its_number():
    one = conference_with_posters()
    first, _second = hung(one, title="Tres"), row(one)
    returned = decided(first.response, Verb.RETURN)
    decided(resent(returned, title="Trees"))
    first.refresh_from_db()
    assert (first.number, first.title, first.shown, first.preview.name) == (1, "Trees", True, "")


def test_numbers_are_given_once():
    one = conference_with_posters()
    row(one)
    second = row(one)
    decided(second.response, Verb.DECLINE)
    assert row(one).number == 3


def test_a_completed_poster_goes_on_hanging():
    one = conference_with_posters()
    poster = row(one)
    decided(poster.response, Verb.COMPLETE)
    assert list(shown_posters(one)) == [poster]


def test_a_file_that_was_held_back_is_shown_no_more():
    one = conference_with_posters()
    poster = row(one)
    assert poster.file is not None
    poster.file.quarantined_at = NOW
    poster.file.save()
    assert not shown_posters(one).exists()


VIEW = LetterView("en", "UTC", NOW)


@pytest.mark.parametrize(("consent", "said"), [(AGREED, "It hangs here: "), (None, "You have not agreed")])
def test_the_letter_says_its_number_and_where_it_hangs(consent, said):
    one = conference_with_posters()
    poster = hung(one, publish=consent)
    assert one.posters is not None
    number, where = kind_of(one.posters).enclosed(poster.response, Verb.ACCEPT, VIEW).paragraphs
    assert number == "Your poster has the number 1."
    assert where.startswith(said)
    assert where.endswith("/posters/1/") is bool(consent)


def test_the_page_after_sending_says_what_comes_next():
    one = conference_with_posters()
    assert one.posters is not None
    kind = kind_of(one.posters)
    assert len(kind.awaits(sent(one), VIEW)) == 1
    assert "You have not agreed" in kind.awaits(sent(one, publish=None), VIEW)[1]


def test_a_call_that_belongs_to_no_conference_has_no_posters():
    to = call(kind="poster", respondent="organization")
    decided(answered(to, person(), school()))
    assert not Poster.objects.exists()


def test_who_mends_a_poster_reads_what_to_mend_above_the_form_and_nobody_comes_in_its_place(client):
    response = decided(hung(conference_with_posters()).response, Verb.RETURN, note="Larger letters, please.")
    client.force_login(response.person)
    form = client.get(f"/calls/{response.call.slug}/answer/?response={response.public_id}").content.decode()
    assert re.search(r'<p class="note">The organizer writes:\s+Larger letters, please.</p>', form)
    decided(resent(response))
    page = client.get(f"/answers/{response.public_id}/").content.decode()
    assert ("do/withdraw/" in page, "do/replace/" in page) == (True, False)
    with pytest.raises(Refused, match="cannot be done now"):
        verbs.substitute(response, "Esi", "esi@example.org", Act(NOW, response.person))
