"""A school applies: the form, the letter with the link, the pages behind it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from heliograph.network.joining import lifecycle
from heliograph.network.joining.links import token_of
from heliograph.network.models import Application, Organization
from tests.network.factories import NOW, school
from tests.network.joining.factories import (
    SCHOOL,
    applied,
    last_letter,
    path_in,
    proofread,
    recommended,
    said,
    subjects,
    submitted,
)

pytestmark = pytest.mark.django_db
JOIN, AMA = "/network/join/", "ama@amitie.tg.schools.example.org"


def own(application, more=""):
    return f"/network/applications/{token_of(application)}/{more}"


def test_what_was_sent_is_a_record_only_after_the_address_is_confirmed(client, coordinator):
    assert client.post(JOIN, said()).status_code == 200
    application = Application.objects.get()
    assert (application.state, application.organization, application.applicant_email) == ("unconfirmed", None, AMA)
    assert Organization.objects.count() == 0
    letter = last_letter(AMA)
    assert letter.subject == f"Confirm by Sunday, 18 January 2026 that {SCHOOL} applies to join"
    path = path_in(letter.text)
    page = client.get(path)
    assert (page.status_code, SCHOOL in page.text) == (200, True)
    assert Application.objects.get().state == "unconfirmed"
    client.post(f"{path.split('?')[0]}confirm/")
    application = Application.objects.get()
    made = application.organization
    assert (application.state, application.draft, made.name, made.city, made.membership) == (
        "applied", {}, SCHOOL, "Lomé", "none",
    )  # fmt: skip
    assert (made.zone, made.levels, made.languages) == ("Africa/Lome", ["lower-secondary", "upper-secondary"], ["fr"])
    assert subjects(coordinator.email) == [f"{SCHOOL}, Lomé, applies to join: please look at it"]
    assert subjects(AMA)[1:] == ["Your application has arrived: you need not do anything now"]


def test_confirming_twice_makes_one_record(client, coordinator):
    application = submitted()
    for _press in range(2):
        assert client.post(own(application, "confirm/")).status_code == 302
    assert Organization.objects.count() == 1
    assert len(subjects(coordinator.email)) == 1


def test_an_incomplete_form_keeps_what_was_written_and_names_what_is_missing(client):
    page = client.post(JOIN, said(city="", levels=[], email="no address"))
    assert page.status_code == 422
    for link in ('href="#id_city"', 'href="#id_levels_set"', 'href="#id_email"'):
        assert page.text.count(link) == 1
    assert f'value="{SCHOOL}"' in page.text
    assert Application.objects.count() == 0


def test_the_same_form_sent_again_mends_the_address_and_is_one_application(client):
    form = said(applicant_email="typo@example.org")
    client.post(JOIN, form)
    client.post(JOIN, {**form, "applicant_email": AMA})
    client.post(JOIN, {**form, "applicant_email": AMA})
    assert [one.applicant_email for one in Application.objects.all()] == [AMA]
    assert (len(subjects("typo@example.org")), len(subjects(AMA))) == (1, 1)


def test_a_form_sent_again_after_confirming_changes_nothing(client):
    form = said()
    client.post(JOIN, form)
    lifecycle.confirm(Application.objects.get(), NOW)
    client.post(JOIN, {**form, "name": "Another", "applicant_email": "thief@example.org"})
    application = Application.objects.get()
    assert (application.applicant_email, application.organization.name) == (AMA, SCHOOL)
    assert subjects("thief@example.org") == []


def test_machines_are_thanked_and_forgotten(client):
    assert client.post(JOIN, said(homepage="https://spam.example.org")).status_code == 200
    assert Application.objects.count() == 0


def test_one_address_gets_no_more_than_five_letters_a_day(client):
    answers = [client.post(JOIN, said()).status_code for _time in range(6)]
    assert answers == [200] * 5 + [429]
    assert Application.objects.count() == 5


def test_unconfirmed_applications_are_forgotten_after_seven_days():
    old, confirmed = submitted(), applied(applicant_email="b@example.org")
    assert lifecycle.forget_unconfirmed(NOW + timedelta(days=7)) == 0
    assert lifecycle.forget_unconfirmed(NOW + timedelta(days=7, seconds=1)) == 1
    assert list(Application.objects.all()) == [confirmed]
    assert not Application.objects.filter(pk=old.pk).exists()


def test_who_did_not_ask_deletes_it_at_once_and_nothing_else(client):
    mistaken, confirmed = submitted(), applied(applicant_email="b@example.org")
    assert client.post(own(mistaken, "discard/")).status_code == 200
    assert client.post(own(confirmed, "discard/")).status_code == 409
    assert list(Application.objects.all()) == [confirmed]


@pytest.mark.parametrize("more", ["", "edit/", "name/", "name.png", "confirm/"])
def test_a_link_that_was_altered_opens_nothing(client, more):
    token = token_of(applied())
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), uuid4().hex, "x.y.z"):
        path = f"/network/applications/{wrong}/{more}"
        answer = client.post(path) if more == "confirm/" else client.get(path)
        assert (answer.status_code, SCHOOL in answer.text) == (404, False)


def test_a_school_of_the_same_name_is_named_only_where_everybody_may_see_it(client):
    school(SCHOOL, visibility="hidden")
    assert "may be in the network already" not in client.post(JOIN, said()).text
    school("LYCEE DE L’AMITIE", visibility="name")
    assert "may be in the network already" in client.post(JOIN, said()).text
    school("Another", email=AMA, visibility="hidden")
    assert "already" not in client.post(JOIN, said(name="Third")).text
    assert "in the network already" in last_letter(AMA).text


def test_a_script_that_cannot_be_printed_asks_for_the_english_name(client):
    thai = {"name": "โรงเรียนมิตรภาพ", "name_language": "th", "country": "TH", "city": "Bangkok"}
    page = client.post(JOIN, said(**thai, name_en=""))
    assert (page.status_code, 'href="#id_name_en"' in page.text) == (422, True)
    assert client.post(JOIN, said(**thai)).status_code == 200


def test_a_returned_application_is_corrected_and_sent_again(client, coordinator):
    application = applied()
    assert client.get(own(application, "edit/")).status_code == 302
    lifecycle.return_to_school(application, coordinator, NOW, "The town, please.")
    assert "The town, please." in last_letter(AMA).text
    page = client.get(own(application, "edit/"))
    assert f'value="{SCHOOL}"' in page.text
    client.post(own(application, "edit/"), said(city="Sokodé", applicant_email="thief@example.org"))
    application.refresh_from_db()
    assert (application.state, application.organization.city, application.applicant_email) == ("applied", "Sokodé", AMA)
    assert subjects(coordinator.email)[1:] == [f"Corrected: the application of {SCHOOL} waits for you"]


def test_a_second_correction_is_not_dropped_without_a_word(client, coordinator):
    application = applied()
    lifecycle.return_to_school(application, coordinator, NOW, "The town, please.")
    first, second = said(city="Sokodé"), said(city="Kara", motivation="We live on the hills.")
    path = own(application, "edit/")
    assert [client.post(path, sent).status_code for sent in (first, first)] == [302, 302]
    answer = client.post(path, second)
    assert answer.status_code == 409
    assert "Nothing was done: this application is now “" in answer.text
    assert 'value="Kara"' in answer.text
    assert "We live on the hills." in answer.text
    assert "Send it again" not in answer.text
    assert client.post(path, {**second, "name": ""}).status_code == 409
    lifecycle.recommend(application, coordinator, NOW)
    assert 'value="Kara"' in client.post(path, second).text
    application.refresh_from_db()
    assert (application.organization.city, application.motivation) == ("Sokodé", "We live by the sea.")


def test_the_school_sees_its_trail_without_what_offices_write_to_one_another(client, coordinator, secretary):
    application = recommended(coordinator)
    lifecycle.send_back(application, secretary, NOW, "Is this a real school?")
    lifecycle.decline(application, coordinator, NOW, "It is too far away.")
    page = client.get(own(application))
    assert "It is too far away." in page.text
    assert "Is this a real school?" not in page.text


def test_the_school_withdraws_and_is_no_candidate_any_more(client, coordinator):
    application = recommended(coordinator)
    assert application.organization.membership == "candidate"
    client.post(own(application, "withdraw/"))
    application.refresh_from_db()
    assert (application.state, application.organization.membership) == ("withdrawn", "none")
    assert subjects(AMA)[-1] == "You have withdrawn your application"


def test_the_name_is_shown_mended_and_approved(client, coordinator):
    application = recommended(coordinator)
    page = client.get(own(application, "name/"))
    assert page.text.count(SCHOOL) > 1
    assert client.get(own(application, "name.png")).content[:4] == b"\x89PNG"
    mended = {"name": "Lycée  de l’Amitié de Lomé ", "name_language": "fr", "name_en": ""}
    client.post(own(application, "name/"), mended)
    stale = client.post(own(application, "name/"), {"do": "approve", "name": SCHOOL})
    assert stale.status_code == 409
    client.post(own(application, "name/"), {"do": "approve", "name": "Lycée de l’Amitié de Lomé"})
    application.refresh_from_db()
    assert (application.approved_name, application.name_approved_at) == ("Lycée de l’Amitié de Lomé", NOW)
    verbs = application.organization.entries.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["corrected", "name-approved"]


def test_looking_at_the_pages_changes_nothing(client, coordinator):
    application = proofread(coordinator)
    before = Application.objects.values().get()
    for more in ("", "name/", "name.png", "edit/"):
        client.get(own(application, more))
        client.head(own(application, more))
    assert client.get(own(application, "withdraw/")).status_code == 405
    assert Application.objects.values().get() == before


def test_the_link_is_sent_again_and_the_answer_tells_nothing(client):
    applied()
    known = client.post("/network/join/link/", {"email": AMA.upper()})
    unknown = client.post("/network/join/link/", {"email": "nobody@example.org"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert known.text.count("If there is an application") == unknown.text.count("If there is an application") == 1
    assert subjects(AMA)[-1] == "The link to your application"
    assert subjects("nobody@example.org") == []
