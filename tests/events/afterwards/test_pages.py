"""The pages: what remains of an event, the link of the letter, and the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heliograph.calls.models import Call
from heliograph.delivery.links import letter_token
from heliograph.events.afterwards.captions import add_captions
from heliograph.events.afterwards.mailbox import LASTING, token_for
from heliograph.events.afterwards.models import AttendanceCertificate, CaptionTrack, Feedback
from heliograph.events.afterwards.webvtt import parse
from tests.events.afterwards.making import ARABIC, CAPTIONS, recording, registered
from tests.events.factories import event, occurrence
from tests.library.factories import document
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
YESTERDAY = NOW - timedelta(days=1)


def read(client, name, *args, **query):
    return client.get(reverse(f"events:{name}", args=args), query).content.decode()


def test_captions_are_searched_on_the_page_of_the_event(client, organizer):
    one = recording()
    add_captions(one, "en", "a.vtt", CAPTIONS.encode(), organizer, NOW)
    add_captions(one, "ar", "a.vtt", ARABIC.encode(), organizer, NOW)
    slug = one.event.slug
    assert "<mark>notebook</mark> goes from school" in read(client, "event", slug, said="notebook")
    found = read(client, "event", slug, **{"said": "دفتر", "in": "ar"})
    assert ("<mark>الدفتر</mark>" in found, "0:01" in found) == (True, True)
    assert "No line of the captions has “&lt;b&gt;”" in read(client, "event", slug, said="<b>")


def test_captions_are_given_to_who_may_see_event_and_recording_alone(client, organizer):
    open_one, hidden = recording(), recording(event(status="draft"))
    members = recording(document=document("Members only", access="members"))
    tracks = [add_captions(one, "en", "", CAPTIONS.encode(), organizer, NOW) for one in (open_one, hidden, members)]
    answers = [client.get(reverse("events:captions", args=[each.public_id])) for each in tracks]
    assert [each.status_code for each in answers] == [200, 404, 404]
    assert len(parse(answers[0].content)) == 2
    page = read(client, "event", members.event.slug, said="notebook")
    assert ("Members only" in page, "<mark>" in page) == (False, False)


def test_a_page_asks_as_often_for_three_recordings_as_for_one(client, organizer, django_assert_max_num_queries):
    one = event()
    counts = []
    for number in (1, 3):
        while one.documents.count() < number:
            add_captions(recording(one), "en", "", CAPTIONS.encode(), organizer, NOW)
        with django_assert_max_num_queries(60) as asked:
            read(client, "event", one.slug, said="notebook", n=number)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def letter(who, row, at=NOW):
    return token_for(who.email, row, at)


def test_the_link_of_the_letter_makes_a_certificate_and_takes_feedback_once(client):
    row, who = occurrence(event(), YESTERDAY), person("ama@example.org", name="Ama Mensah")
    mine = registered(row, who, came=YESTERDAY)
    token, response = letter(who, row), mine.response.public_id
    pdf = reverse("events:after_certificate", args=[token, response])
    assert "Make the certificate" in read(client, "after", token)
    assert (client.get(pdf).status_code, AttendanceCertificate.objects.count()) == (302, 0)
    made = client.post(pdf, follow=True)
    assert (made.headers["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    say = reverse("events:after_feedback", args=[token, response])
    assert client.post(say, {"useful": "9"}).status_code == 422
    assert client.get(say).status_code == 200
    thanks = client.post(say, {"useful": "4", "followed": "yes", "words": "Fine"}, follow=True)
    assert ("Thank you" in thanks.content.decode(), Feedback.objects.get().useful) == (True, 4)
    client.post(say, {"useful": "1", "followed": "no"})
    assert Feedback.objects.count() == 1


def test_each_mailbox_has_what_it_is_registered_for_alone(client):
    row, who, other = occurrence(event(), YESTERDAY), person("ama@example.org"), person("bo@example.org")
    mine, theirs = registered(row, who, came=YESTERDAY), registered(row, other, came=YESTERDAY)
    guest = registered(row, other, name="Guest", email="guest@example.org", slot="e:guest@example.org")
    elsewhere = registered(occurrence(event(), YESTERDAY), who, came=YESTERDAY)
    token = letter(who, row)
    for not_his in (theirs, guest, elsewhere):
        address = reverse("events:after_certificate", args=[token, not_his.response.public_id])
        assert client.post(address).status_code == 404
    assert "Guest" in read(client, "after", token_for("guest@example.org", row, NOW))
    assert client.post(reverse("events:after_certificate", args=[token, mine.response.public_id])).status_code == 409
    assert 'name="name"' in read(client, "after", token)
    odd = client.post(reverse("events:after_certificate", args=[token, mine.response.public_id]), {"name": "ሰላም"})
    assert (odd.status_code, 'value="ሰላም"' in odd.content.decode()) == (409, True)
    said = client.post(reverse("events:after_certificate", args=[token, mine.response.public_id]), {"name": "Ama"})
    assert (said.status_code, 'name="name"' in read(client, "after", token)) == (302, False)


@pytest.mark.parametrize("what", ["cut", "old", "another"])
def test_a_link_that_is_not_good_says_so(client, what):
    row, who = occurrence(event(), YESTERDAY), person("ama@example.org", name="Secret name")
    registered(row, who, came=YESTERDAY)
    token = {
        "cut": letter(who, row)[:-1],
        "old": letter(who, row, NOW - LASTING - timedelta(days=1)),
        "another": letter_token(who.email, f"events/entry/{row.pk}", NOW),
    }[what]
    answer = client.get(reverse("events:after", args=[token]))
    assert (answer.status_code, "Secret name" in answer.content.decode()) == (404, False)


def test_who_is_signed_in_is_led_on_by_the_page_of_the_event(client):
    row, who = occurrence(event(), YESTERDAY), person("ama@example.org", name="Ama")
    registered(row, who)
    assert "You were registered" not in read(client, "event", row.event.slug)
    client.force_login(who)
    page = read(client, "event", row.event.slug)
    assert "You were registered" in page
    assert "It is not known that you took part" in read(client, "after", letter(who, row))


def test_the_desk_adds_captions_and_names_what_is_wrong_with_a_file(client, organizer):
    one = recording()
    client.force_login(organizer)
    slug, address = one.event.slug, reverse("events:desk_add_captions", args=[one.event.slug])
    said = {"recording": one.pk, "language": "en"}
    wrong = client.post(address, {**said, "file": SimpleUploadedFile("a.vtt", b"WEBVTT\n\nHello\n")})
    assert (wrong.status_code, "Line 3: There is text without a time." in wrong.content.decode()) == (422, True)
    other = recording()
    file = SimpleUploadedFile("a.vtt", CAPTIONS.encode())
    assert client.post(address, {**said, "recording": other.pk, "file": file}).status_code == 422
    file = SimpleUploadedFile("a.vtt", CAPTIONS.encode())
    done = client.post(address, {**said, "file": file}, follow=True)
    assert "2 lines of captions were added." in done.content.decode()
    track = CaptionTrack.objects.get()
    client.post(reverse("events:desk_remove_captions", args=[slug, track.public_id]))
    assert not CaptionTrack.objects.exists()


def test_the_desk_sends_the_letter_opens_the_floor_and_shows_certificates(client, organizer):
    one = event()
    row, coming = occurrence(one, YESTERDAY), occurrence(one)
    mine = registered(row, person("ama@example.org", name="Ama Mensah"), came=YESTERDAY)
    client.force_login(organizer)
    token = letter(mine.response.person, row)
    client.post(reverse("events:after_certificate", args=[token, mine.response.public_id]))
    code = AttendanceCertificate.objects.get().code
    page = read(client, "desk_after", one.slug)
    assert all(words in page for words in ("1 is known to have come", "1 certificate", "Send the letter now"))
    sent = client.post(reverse("events:desk_after_letter", args=[one.slug, row.public_id]), {"send": "1"}, follow=True)
    assert "The letter went to 1 address." in sent.content.decode()
    early = reverse("events:desk_after_letter", args=[one.slug, coming.public_id])
    assert client.post(early, {"send": "1"}).status_code == 409
    assert code in read(client, "desk_certificates", one.slug)
    revoking = reverse("events:desk_certificate", args=[one.slug, code])
    assert client.post(revoking, {"reason": ""}).status_code == 422
    assert "Let it stand again" in client.post(revoking, {"reason": "An error."}, follow=True).content.decode()
    assert "Revoke it" in client.post(revoking, {"restore": "1"}, follow=True).content.decode()
    floor = reverse("events:desk_open_floor", args=[one.slug])
    assert client.post(floor, {"last": "2025-01-01"}).status_code == 422
    assert client.post(floor, {"last": "2026-01-16"}).status_code == 302
    page = read(client, "desk_after", one.slug)
    assert ("0 offers" in page, "Open the floor" in page) == (True, False)
    Call.objects.filter(kind="floor").update(status="cancelled")
    assert "Open the floor" in read(client, "desk_after", one.slug)


def test_feedback_is_shown_and_saved_from_five_on(client, organizer):
    row = occurrence(event(), YESTERDAY)
    client.force_login(organizer)
    for number in (4, 5):
        while Feedback.objects.count() < number:
            Feedback.objects.create(occurrence=row, useful=5, followed="yes", words="Louder", language="en")
        page = read(client, "desk_feedback", row.event.slug)
        table = client.get(reverse("events:desk_feedback_table", args=[row.event.slug, "csv"]))
        saved = b"".join(table.streaming_content).decode()
        assert ("Louder" in page, "Louder" in saved) == (number == 5, number == 5)
    assert client.get(reverse("events:desk_feedback_table", args=[row.event.slug, "pdf"])).status_code == 404
