"""Certificates of participation: to whom, of which days, by which page; the letter; what is kept of a person."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.serializers.json import DjangoJSONEncoder

from heliograph.calls.retaining.anonymising import anonymise
from heliograph.conference.attending import badge_links, telling
from heliograph.conference.attending.badges import make_badges
from heliograph.conference.attending.certificate_pdf import days_in_words
from heliograph.conference.attending.certifying import issue
from heliograph.conference.attending.models import Badge, CheckIn, ParticipationCertificate
from heliograph.delivery.links import letter_token
from heliograph.delivery.models import Mailing, Message
from heliograph.network.account.holdings import Erasing, holdings
from heliograph.network.models import Person
from heliograph.network.states import Refused
from tests.conference.attending.making import AFTER, came, gathering, meeting, register
from tests.conference.registering.making import withdraw
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = timedelta(days=1)
MINE = [each for each in holdings() if each.slug.startswith("badge")]
PAGE = "/conferences/world/badge/"


@pytest.fixture
def there(organizer):
    """A conference at which Ama was on the first day, and Kofi not at all; it is over."""
    to, [ama, kofi] = gathering(organizer, "Ama", "Kofi")
    came(ama, by=organizer)
    with time_machine.travel(AFTER, tick=False):
        yield to, ama, kofi


def test_who_was_there_makes_his_own_and_it_stays_the_same(there, client):
    _to, ama, _kofi = there
    client.force_login(ama.response.person)
    assert "Make the certificate" in client.get(PAGE).content.decode()
    for _time in range(2):
        led = client.post(PAGE, {"badge": ama.pk}, follow=True)
        assert led.content.startswith(b"%PDF-")
    certificate = ParticipationCertificate.objects.get()
    assert (certificate.name, certificate.days) == ("Badge", [CheckIn.objects.get().day.isoformat()])
    assert "Save the certificate" in client.get(PAGE).content.decode()


def test_who_was_not_there_gets_none(there, client):
    to, ama, kofi = there
    client.force_login(kofi.response.person)
    answer = client.post(PAGE, {"badge": kofi.pk})
    assert answer.status_code == 409
    assert "not known that you were there" in answer.content.decode()
    assert client.post(PAGE, {"badge": ama.pk}).status_code == 404
    code = issue(to, ama, "en", AFTER).code
    assert client.get(f"{PAGE}certificate/{code}.pdf").status_code == 404


def test_before_the_end_there_is_the_code_for_the_door_and_no_certificate(organizer, client):
    _to, [badge] = gathering(organizer, "Ama")
    came(badge)
    client.force_login(badge.response.person)
    page = client.get(PAGE).content.decode()
    assert badge.token in page
    assert "data:image/svg+xml" in page
    assert client.post(PAGE, {"badge": badge.pk}).status_code == 409
    assert "Your badge" in client.get("/programmes/world/").content.decode()


def test_a_badge_that_was_revoked_is_shown_to_nobody(organizer, client):
    _to, [badge] = gathering(organizer, "Ama")
    withdraw(badge.response)
    client.force_login(badge.response.person)
    assert badge.token not in client.get(PAGE).content.decode()


def test_anybody_asks_by_the_code_whether_it_stands(there, client):
    to, ama, _kofi = there
    code = issue(to, ama, "en", AFTER).code
    page = client.get(f"/network/certificates/{code}/", follow=True).content.decode()
    assert "This certificate stands" in page
    assert "Badge" in page
    assert client.get("/conferences/world/certificates/AAAA-AAAA-AAAA-AAAA/").status_code == 404
    ParticipationCertificate.objects.update(revoked_at=AFTER)
    told = client.get(f"/conferences/world/certificates/{code}/").content.decode()
    assert "does not stand" in told
    assert "Took part in" not in told
    with pytest.raises(Refused, match="revoked"):
        issue(to, ama, "en", AFTER)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2026-03-13"], "13 March 2026"),
        (["2026-03-13", "2026-03-14", "2026-03-16"], "13"),
    ],
)
def test_days_that_follow_each_other_stand_as_one_stretch(days, words):
    told = days_in_words(ParticipationCertificate(days=days), "en")
    assert words in told
    assert str(date.fromisoformat(days[-1]).day) in told


def test_the_letter_goes_once_a_day_after_and_its_link_needs_no_account(there, client):
    to, _ama, _kofi = there
    assert telling.tend(AFTER - DAY) == 0
    assert telling.tend(AFTER) == 1
    assert telling.tend(AFTER + DAY) == 0
    assert list(Message.objects.values_list("address", flat=True)) == ["ama@example.org"]
    token = letter_token("ama@example.org", Mailing.objects.get().key, AFTER)
    page = f"{PAGE}with/{token}/"
    assert client.get(page).status_code == 200
    made = client.post(page, {"badge": Badge.objects.order_by("pk").first().pk}, follow=True)
    assert made.content.startswith(b"%PDF-")
    wrong = letter_token("ama@example.org", "conference/other/badge/after", AFTER)
    assert client.get(f"{PAGE}with/{wrong}/").status_code == 404
    assert badge_links.badge_key(to) in Mailing.objects.get().key
    assert mail.outbox == []


def test_nothing_is_written_where_nobody_was_there(organizer):
    gathering(organizer, "Ama")
    assert telling.tend(AFTER) == 0
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_letter_names_the_conference(there, language):
    letter = telling.write(there[0], language, "UTC")
    assert "World Conference" in letter.text
    letter.check(transactional=True)


def exported(who):
    return json.dumps({each.slug: list(each.export(who)) for each in MINE}, cls=DjangoJSONEncoder)


def erase(who):
    for each in MINE:
        each.erase(Erasing(who, {who.email: "gone@example.org"}, NOW))


def test_a_badge_is_in_the_export_of_whose_it_is(there, organizer):
    _to, ama, kofi = there
    assert ama.check_ins.get().day.isoformat() in exported(ama.response.person)
    assert ama.check_ins.get().day.isoformat() not in exported(kofi.response.person)
    assert "checked-in" in exported(organizer)


def test_who_is_erased_stays_counted_without_a_name(there, organizer, client):
    to, ama, _kofi = there
    code = issue(to, ama, "en", AFTER).code
    erase(Person.objects.get(email="ama@example.org"))
    erase(organizer)
    ama.refresh_from_db()
    assert (ama.name, ama.organization, ama.whose, ama.revoked_at) == ("", "", "", NOW)
    assert CheckIn.objects.get().by is None
    assert "not kept any more" in client.get(f"/conferences/world/certificates/{code}/").content.decode()


def test_who_is_erased_after_registrations_were_made_anonymous_has_no_name_on_his_certificate(there):
    to, ama, _kofi = there
    issue(to, ama, "en", AFTER)
    ama_herself = Person.objects.get(email="ama@example.org")
    anonymise(to.registration, AFTER)
    telling.forget_names()
    assert ParticipationCertificate.objects.get().code in exported(ama_herself)
    erase(ama_herself)
    assert (ParticipationCertificate.objects.get().name, ParticipationCertificate.objects.get().person) == ("", None)


def test_names_go_with_registrations_that_are_made_anonymous(organizer):
    to = meeting()
    register(to, person(), name="Ama Mensah", email="ama@example.org")
    make_badges(to, organizer, NOW)
    came(Badge.objects.get())
    anonymise(to.registration, NOW)
    assert telling.forget_names() == 1
    assert telling.forget_names() == 0
    assert Badge.objects.get().name == ""
    assert CheckIn.objects.count() == 1
