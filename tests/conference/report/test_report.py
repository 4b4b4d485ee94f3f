"""The report of a conference: what it tells, who sees it, its PDF, its photographs."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from heliograph.conference.report import editions, opening
from heliograph.conference.report.gathering import gather
from heliograph.conference.report.models import Photograph, ReportEdition
from heliograph.conference.states import TimetableState
from heliograph.conference.timetable.models import Timetable
from heliograph.frame.reader import Reader
from tests.calls.factories import call
from tests.calls.factories import response as answered
from tests.calls.files.making import picture
from tests.conference.posters.factories import conference_with_posters, hung
from tests.conference.timetable.factories import placed, room, session, slot
from tests.events.scheduling.test_desk import save, text
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def held():
    """A conference that was held: two registered, a session with its outcome, a poster."""
    one = conference_with_posters()
    one.registration = call("Registration", kind="conference", programme=one.programme)
    one.save()
    for country in ("TG", "PE"):
        row = answered(one.registration, person())
        type(row).objects.filter(pk=row.pk).update(country=country, state="confirmed", submitted_at=NOW)
    given = session(one, "Sea and school", outcome="Twelve schools\n\nbegin a garden.")
    placed(given, room(one, "Harbour"), slot(one))
    placed(session(one, "Called off", stands=False), room(one, "Garden"), slot(one, "10:00"))
    Timetable.objects.update(state=TimetableState.PUBLISHED, published_at=NOW)
    hung(one, title="A tree of words")
    return one


def url_of(one, page: str = "report/") -> str:
    return f"/conferences/{one.programme.slug}/{page}"


def desk_url(one, page: str = "report/") -> str:
    return f"/desk/conferences/{one.programme.slug}/{page}"


def test_readers_see_it_once_it_is_published_and_the_desk_before(client, secretary, held):
    assert client.get(url_of(held)).status_code == 404
    client.force_login(secretary)
    assert "The desk alone sees this report" in text(client, url_of(held))
    client.post(desk_url(held, "report/publish/"))
    client.logout()
    assert "The desk alone" not in text(client, url_of(held))
    assert url_of(held) in text(client, f"/programmes/{held.programme.slug}/")


def test_it_tells_what_is_on_record(desk, held):
    page = text(desk, url_of(held))
    for words in ("people registered", "Sea and school", "begin a garden.", "A tree of words", "Togo", "Peru"):
        assert words in page
    assert page.index("Called off") < page.index("cancelled")


def test_who_waits_for_a_place_is_not_counted_as_registered(desk, held):
    row = answered(held.registration, person())
    type(row).objects.filter(pk=row.pk).update(country="KE", state="waitlisted", submitted_at=NOW)
    page = text(desk, url_of(held))
    assert ("Kenya" in page, "Togo" in page) == (False, True)


def test_countries_stand_in_the_order_of_their_names_without_marks(held):
    row = answered(held.registration, person())
    type(row).objects.filter(pk=row.pk).update(country="EG", state="confirmed", submitted_at=NOW)
    assert [name for name, _count in gather(held, Reader(("fr",), None)).countries] == ["Égypte", "Pérou", "Togo"]


def test_the_number_of_queries_does_not_grow_with_what_it_tells(desk, held, django_assert_num_queries):
    desk.get(url_of(held))
    with CaptureQueriesContext(connection) as few:
        desk.get(url_of(held))
    for number in range(3):
        hung(held, title=f"More {number}")
        placed_more = session(held, f"More {number}", outcome="Something.")
        Timetable.objects.get().placements.create(
            session=placed_more, room=room(held, f"Room {number}"), slot=held.slots.first()
        )
    with django_assert_num_queries(len(few)):
        desk.get(url_of(held))


def test_opening_words_are_saved_and_a_colleagues_are_not_overwritten(desk, held):
    save(desk, desk_url(held), opening_en="It was **good**.", opening_fr="C’était bien.")
    assert "<strong>good</strong>" in text(desk, url_of(held))
    stale = desk.post(desk_url(held), {"seen": "1", "opening_en": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()


def test_the_pdf_is_made_in_the_background_tagged_and_with_contents(desk, held, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(desk_url(held, "report/make/"), {"language": "en"})
    edition = ReportEdition.objects.get()
    editions.make(edition.pk)
    edition.refresh_from_db()
    assert (edition.problem, edition.made_at is not None) == ("", True)
    given = b"".join(desk.get(url_of(held, "report.pdf")).streaming_content)
    with pikepdf.open(io.BytesIO(given)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_outline() as outline:
            assert {"Who took part", "The programme", "Posters"} <= {str(each.title) for each in outline.root}
        assert str(pdf.docinfo["/Title"]).endswith("Report")


@pytest.mark.parametrize(("language", "mark"), [("en", "\u200e"), ("ar", "\u200f")])
def test_in_the_contents_pages_stand_at_their_end_also_after_a_title_of_the_other_direction(held, language, mark):
    hung(held, title="خرائط")
    edition = ReportEdition.objects.create(conference=held, language=language, as_of=NOW)
    editions.make(edition.pk)
    edition.refresh_from_db()
    with pikepdf.open(edition.file.path) as pdf, pdf.open_outline() as outline:
        posters = [str(each.title) for part in outline.root for each in part.children if "خرائط" in str(each.title)]
    assert posters
    assert all(each.rstrip("\u2069").endswith(mark) for each in posters)


def test_in_arabic_it_is_set_from_the_right(held):
    edition = ReportEdition.objects.create(conference=held, language="ar", as_of=NOW)
    editions.make(edition.pk)
    edition.refresh_from_db()
    assert edition.problem == ""
    with pikepdf.open(edition.file.path) as pdf:
        assert str(pdf.Root["/Lang"]).startswith("ar")


def test_while_one_is_being_made_no_second_one_is(desk, held):
    for _press in range(2):
        desk.post(desk_url(held, "report/make/"), {"language": "en"})
    assert ReportEdition.objects.count() == 1
    assert "being made" in text(desk, desk_url(held))
    assert desk.post(desk_url(held, "report/make/"), {"language": "xx"}, follow=True).status_code == 200
    assert ReportEdition.objects.count() == 1


def test_one_whose_worker_died_is_made_by_the_clock(held):
    edition = ReportEdition.objects.create(conference=held, language="en", as_of=NOW)
    assert editions.make_lost(NOW) == 0
    assert editions.make_lost(NOW + editions.LOST_AFTER + timedelta(seconds=1)) == 1
    edition.refresh_from_db()
    assert edition.made_at is not None


def test_what_cannot_be_made_says_so_and_can_be_asked_for_again(desk, held, monkeypatch):
    def full(*_arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(editions, "report_pdf", full)
    edition = ReportEdition.objects.create(conference=held, language="en", as_of=NOW)
    editions.make(edition.pk)
    assert "No space left on device" in text(desk, desk_url(held))
    monkeypatch.undo()
    desk.post(desk_url(held, "report/make/"), {"language": "en"})
    assert ReportEdition.objects.filter(made_at=None).exists()
    assert desk.get(url_of(held, "report.pdf")).status_code == 404


def test_one_that_could_not_be_made_leaves_readers_what_they_have(held, monkeypatch):
    def full(*_arguments):
        raise OSError("No space left on device")

    for days in range(editions.KEPT + 2):
        edition = ReportEdition.objects.create(conference=held, language="en", as_of=NOW + timedelta(days=days))
        editions.make(edition.pk)
        monkeypatch.setattr(editions, "report_pdf", full)
    good = editions.newest_made(held, "en")
    assert good is not None
    assert good.as_of == NOW
    assert ReportEdition.objects.count() == 2


def test_old_editions_go_with_their_files(held):
    paths = []
    for days in range(editions.KEPT + 2):
        edition = ReportEdition.objects.create(conference=held, language="en", as_of=NOW + timedelta(days=days))
        editions.make(edition.pk)
        edition.refresh_from_db()
        paths.append(edition.file.path)
    assert ReportEdition.objects.count() == editions.KEPT
    assert editions.newest_made(held, "en").file.path == paths[-1]


def upload(name: str = "a.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data if data is not None else picture("JPEG", (80, 60)))


def added(desk, held) -> Photograph:
    desk.post(desk_url(held, "photographs/"), {"photographs": upload(), "credit": "Harbour Commission"})
    return Photograph.objects.get()


def test_photographs_are_written_anew_and_shown_once_all_on_them_agreed(client, secretary, held):
    client.force_login(secretary)
    exif = Image.Exif()
    exif[0x010E] = "Where I live"
    sent = upload(data=picture("JPEG", (80, 60), exif=exif))
    client.post(desk_url(held, "photographs/"), {"photographs": sent, "credit": "Harbour Commission"})
    one = Photograph.objects.get()
    opening.publish(held, secretary, NOW)
    address = url_of(held, f"photographs/{one.public_id}/")
    assert b"Where I live" not in b"".join(client.get(address).streaming_content)
    save(client, desk_url(held, f"photographs/{one.public_id}/"), alt_en="People at a table")
    client.logout()
    assert client.get(address).status_code == 404
    client.force_login(secretary)
    save(client, desk_url(held, f"photographs/{one.public_id}/"), agreed="on")
    client.logout()
    assert b"".join(client.get(address).streaming_content)
    assert "People at a table" in text(client, url_of(held))


def test_a_photograph_says_what_it_shows(desk, held):
    one = added(desk, held)
    refused = save(desk, desk_url(held, f"photographs/{one.public_id}/"), alt_en="", agreed="on")
    assert refused.status_code == 422
    assert "for those who do not see it" in refused.content.decode()


@pytest.mark.parametrize("data", [b"MZ a program", b""])
def test_what_is_no_picture_is_told_and_the_others_are_kept(desk, held, data):
    files = [upload("good.jpg"), upload("bad.jpg", data or b" ")]
    met = desk.post(desk_url(held, "photographs/"), {"photographs": files, "credit": "Us"})
    assert met.status_code == 422
    assert "bad.jpg" in met.content.decode()
    assert Photograph.objects.count() == 1


def test_nobody_adds_photographs_without_a_credit(desk, held):
    met = desk.post(desk_url(held, "photographs/"), {"photographs": upload(), "credit": " "})
    assert met.status_code == 422
    assert not Photograph.objects.exists()


def test_photographs_are_put_in_order_and_deleted(desk, held, django_capture_on_commit_callbacks):
    for _each in range(2):
        desk.post(desk_url(held, "photographs/"), {"photographs": upload(), "credit": "Us"})
    first, second = Photograph.objects.order_by("position")
    desk.post(desk_url(held, f"photographs/{second.public_id}/"), {"up": "1"})
    assert list(held.photographs.all()) == [second, first]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(desk_url(held, f"photographs/{second.public_id}/"), {"remove": "1"})
    assert list(held.photographs.all()) == [first]
    assert not second.file.storage.exists(second.file.name)
