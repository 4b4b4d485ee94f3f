"""Sending an issue: who gets which letter, and what a kill in the middle leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.bulletin import sending
from heliograph.bulletin.models import Issue
from heliograph.bulletin.readership import Grouping, readers_of, tally
from heliograph.bulletin.renditions import letter
from heliograph.bulletin.states import Unrenderable
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.states import Incomplete
from heliograph.delivery.writing.composing import Framed, Script, To
from heliograph.network.models import Organization, Person, Role
from tests.bulletin.factories import make_issue, make_item
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(db):
    found = make_issue(items=1, mailing_key="issue-22")
    make_item(found, 2, title=LazyI18nString({"en": "Meeting", "ar": "اجتماع"}))
    return found


def coordinator(name, languages=("en",), zone="UTC", **role):
    person = Person.objects.create_person(f"{name}@natcom.example.org", NOW, languages=list(languages), zone=zone)
    Role.objects.create(person=person, kind="coordinator", country="TG", **{"begins": date(2020, 1, 1), **role})
    return person


def letters_by_address():
    return {
        message.address.split("@")[0]: (message.body.language, message.body.zone)
        for message in Message.objects.select_related("body")
    }


def test_everyone_gets_the_letter_of_his_language_and_zone(issue):
    coordinator("aya", ["fr", "en"], "Africa/Lome")
    coordinator("bea", ["fr"], "Africa/Lome")
    coordinator("can", ["ru", "ar"], "Africa/Cairo")
    coordinator("dao", ["es", "fr-CA"], "America/Toronto")
    coordinator("eve", ["ru"], "No/Such_Zone")
    mailing = sending.send(issue.pk, NOW)
    assert mailing is not None
    assert letters_by_address() == {
        "aya": ("fr", "Africa/Lome"),
        "bea": ("fr", "Africa/Lome"),
        "can": ("ar", "Africa/Cairo"),
        "dao": ("fr", "America/Toronto"),
        "eve": ("en", "Europe/Paris"),
    }
    assert mailing.bodies.count() == 4


def test_the_mail_as_it_arrives(issue):
    person = coordinator("aya", ["ar"], "Africa/Cairo")
    Person.objects.filter(pk=person.pk).update(name="Aya & Söhne")
    mailing = sending.send(issue.pk, NOW)
    message = Message.objects.select_related("body").get()
    sent = Framed(Script.of(mailing, message.body)).content(To(message.pk, message.address, message.name))
    mail = message_from_bytes(sent, policy=default)
    plain, html = mail.iter_parts()
    assert mail["To"].addresses[0].display_name == "Aya & Söhne"
    assert (mail["Content-Language"], mail["List-Id"].split()[-1]) == ("ar", "<bulletin.heliograph.example.org>")
    assert "الجمعة، 16 يناير" in mail["Subject"]
    assert "\u2068Aya & Söhne\u2069" in plain.get_content()
    assert "\u2068Aya &amp; Söhne\u2069" in html.get_content()
    assert '<html lang="ar" dir="rtl"' in html.get_content()
    unsubscribe = mail["List-Unsubscribe"].strip(" <>")
    assert f"<{unsubscribe}>" in plain.get_content()
    assert f'href="{unsubscribe}"' in html.get_content()
    assert "HeliographMark" not in plain.get_content() + html.get_content()


def test_only_coordinators_in_office(issue, secretary, stranger):
    coordinator("now")
    coordinator("former", ends=date(2026, 1, 11))
    coordinator("future", begins=date(2026, 1, 13))
    away = coordinator("away")
    Person.objects.filter(pk=away.pk).update(is_active=False)
    sending.send(issue.pk, NOW)
    assert set(letters_by_address()) == {"now"}


def test_sending_again_adds_nothing(issue):
    coordinator("aya")
    first = sending.send(issue.pk, NOW)
    coordinator("late")
    again = sending.send(issue.pk, NOW + timedelta(hours=1))
    assert again == first
    assert set(letters_by_address()) == {"aya"}


def test_an_unpublished_or_unmailed_issue_is_not_sent():
    assert sending.send(make_issue(23, state="draft", mailing_key="x").pk, NOW) is None
    assert sending.send(make_issue(24).pk, NOW) is None
    assert Mailing.objects.count() == 0


@pytest.mark.parametrize("step", ["add_body", "fill_from", "start"])
def test_a_run_killed_at_any_step_is_finished_by_the_next(issue, monkeypatch, step):
    for name in ("aya", "bea", "can"):
        coordinator(name, zone={"can": "Asia/Tokyo"}.get(name, "UTC"))
    real, calls = getattr(sending, step), []

    def dies_on_second_call(*arguments):
        calls.append(1)
        if len(calls) == 2 or step != "add_body":
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(sending, step, dies_on_second_call)
    with pytest.raises(KeyboardInterrupt):
        sending.send(issue.pk, NOW)
    first = dict(Mailing.objects.get().bodies.values_list("zone", "pk"))
    monkeypatch.undo()
    sending.send(issue.pk, NOW + timedelta(minutes=20))
    assert set(letters_by_address()) == {"aya", "bea", "can"}
    bodies = dict(Mailing.objects.get().bodies.values_list("zone", "pk"))
    assert set(bodies) == {"UTC", "Asia/Tokyo"}
    assert first.items() <= bodies.items()


def test_a_language_that_fails_does_not_stop_the_others_and_is_in_the_log(issue, monkeypatch, caplog):
    coordinator("aya", ["fr"], "Africa/Lome")
    coordinator("bea", ["fr"], "Europe/Paris")
    coordinator("can", ["en"], "UTC")
    real = letter.render

    def fails_in_french(edition):
        if edition.language == "fr":
            raise Unrenderable("a translation does not fit its text")
        return real(edition)

    monkeypatch.setattr(letter, "render", fails_in_french)
    sending.send(issue.pk, NOW)
    assert letters_by_address() == {"aya": ("en", "UTC"), "bea": ("en", "UTC"), "can": ("en", "UTC")}
    notes = issue.log.filter(verb="letter-failed").values_list("note", flat=True)
    assert list(notes) == ["fr: a translation does not fit its text"]
    assert [line.note for line in Mailing.objects.get().log.filter(verb="letter-failed")] == list(notes)


def test_without_any_letter_nothing_is_started(issue, monkeypatch, caplog):
    coordinator("aya")
    monkeypatch.setattr(letter, "render", lambda edition: (_ for _ in ()).throw(Unrenderable("broken")))
    with pytest.raises(Incomplete):
        sending.send(issue.pk, NOW)
    assert Mailing.objects.get().state == "filling"


def school(name, language="fr", zone="Africa/Lome", **fields):
    given = {"membership": "member", "country": "TG", "identifier": name, "correspondence": language, "zone": zone}
    return Organization.objects.create(name=name.title(), **({"email": f"{name}@schools.example.org"} | given | fields))


def test_schools_get_it_where_the_issue_is_for_them(issue):
    coordinator("aya", ["fr"], "Africa/Lome")
    school("lycee")
    school("liceo", "ar", "America/Lima")
    school("gone", membership="left")
    school("mute", email="")
    Issue.objects.filter(pk=issue.pk).update(reach="all")
    mailing = sending.send(issue.pk, NOW)
    assert letters_by_address() == {
        "aya": ("fr", "Africa/Lome"),
        "lycee": ("fr", "Africa/Lome"),
        "liceo": ("ar", "America/Lima"),
    }
    assert dict(mailing.messages.values_list("key", "country"))["lycee@schools.example.org"] == "TG"


def test_a_school_with_the_coordinators_address_gets_one_letter(issue):
    coordinator("aya")
    school("lycee", email="AYA@natcom.example.org")
    Issue.objects.filter(pk=issue.pk).update(reach="all")
    sending.send(issue.pk, NOW)
    assert Message.objects.count() == 1


def test_letters_that_are_to_be_looked_at_wait(issue):
    coordinator("aya")
    Issue.objects.filter(pk=issue.pk).update(letters_wait=True)
    mailing = sending.send(issue.pk, NOW)
    assert (mailing.state, mailing.messages.get().state) == ("ready", "queued")
    assert sending.take_up(NOW + timedelta(minutes=11)) == []


def test_filling_takes_the_same_queries_for_many_as_for_few(issue, django_assert_max_num_queries):
    for number in range(60):
        coordinator(f"c{number}")
    with django_assert_max_num_queries(60):
        sending.send(issue.pk, NOW)


def test_who_gets_it_is_counted_before_it_goes():
    for name in ("aya", "bea"):
        coordinator(name, ["fr"], "Africa/Lome")
    school("lycee", "en", country="GH")
    readers = readers_of("all", Grouping(("en", "fr")), NOW.date())
    found = tally(readers, {"bea@natcom.example.org"})
    assert (found.total, found.unwanted) == (2, 1)
    assert (sorted(found.by_language), sorted(found.by_country)) == ([("en", 1), ("fr", 1)], [("GH", 1), ("TG", 1)])


def test_a_test_letter_goes_to_its_editor_alone(issue, secretary):
    coordinator("aya")
    sending.send_proof(Issue.objects.complete().get(pk=issue.pk), sending.Group("ar", "Africa/Cairo"), secretary, NOW)
    message = Message.objects.select_related("body", "mailing").get()
    assert (message.address, message.body.language, message.mailing.topic) == (secretary.email, "ar", "proof")
    assert message.body.subject.startswith("تجربة: ")


def test_letters_are_made_once_per_group(issue, monkeypatch):
    for name in ("aya", "bea", "can", "dao"):
        coordinator(name, zone="Africa/Lome" if name < "c" else "Asia/Tokyo")
    made, real = [], letter.render
    monkeypatch.setattr(letter, "render", lambda edition: made.append(edition.zone) or real(edition))
    sending.send(issue.pk, NOW)
    assert made == ["Africa/Lome", "Asia/Tokyo"]


def test_an_issue_whose_task_was_lost_is_taken_up_again(django_capture_on_commit_callbacks):
    coordinator("aya")
    issue = make_issue(items=1, mailing_key="issue-22", published_at=NOW)
    issue.log.create(at=NOW, verb="publish")
    assert sending.take_up(NOW + timedelta(minutes=9)) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert sending.take_up(NOW + timedelta(minutes=11)) == [22]
    assert set(letters_by_address()) == {"aya"}
    assert sending.take_up(NOW + timedelta(minutes=40)) == []


def test_a_lost_issue_is_taken_up_every_ten_minutes_for_a_day():
    issue = make_issue(items=1, mailing_key="issue-22", published_at=NOW)
    assert sending.take_up(NOW + timedelta(minutes=11)) == [22]
    assert sending.take_up(NOW + timedelta(minutes=12)) == []
    assert sending.take_up(NOW + timedelta(minutes=22)) == [22]
    assert sending.take_up(NOW + timedelta(hours=25)) == []
    assert Issue.objects.get(pk=issue.pk).log.filter(verb="resend").count() == 2
