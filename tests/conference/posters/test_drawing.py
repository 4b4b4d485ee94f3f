"""The pictures of a poster: one that can be read, a small one; made after acceptance, and again where that is asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from heliograph.calls.files import sweeping
from heliograph.calls.models import AnswerFile, StoredContent
from heliograph.calls.states import Verb
from heliograph.conference.posters import previews
from heliograph.conference.posters.shown import shown_posters
from heliograph.network.states import Refused
from tests.calls.files.making import pdf, picture
from tests.conference.posters.factories import conference_with_posters, decided, hung, resent, sent
from tests.network.factories import NOW, person, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LATER = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.pdf", pdf(), (1237, 1600)),
        ("a.jpg", picture("JPEG", (2000, 4000)), (800, 1600)),
        ("a.png", picture("PNG", (900, 1200), mode="RGBA"), (900, 1200)),
    ],
)
def test_both_pictures_are_drawn(name, data, size):
    one = conference_with_posters()
    poster = hung(one, data, name=name)
    assert (poster.width, poster.height) == size
    with Image.open(poster.preview.path) as preview, Image.open(poster.thumbnail.path) as small:
        assert (preview.format, preview.size) == ("JPEG", size)
        assert (small.format, small.height) == ("JPEG", 480)


def test_what_readers_save_of_a_pdf_says_nothing_of_its_author():
    def sign(made: pikepdf.Pdf) -> None:
        made.docinfo["/Author"] = "A child’s name"
        with made.open_metadata() as xmp:
            xmp["dc:creator"] = ["A child’s name"]

    poster = hung(conference_with_posters(), pdf(sign), name="a.pdf")
    with pikepdf.open(poster.copy.path) as copy:
        assert len(copy.pages) == 1
        assert "/Author" not in copy.docinfo
        assert "/Metadata" not in copy.Root


def test_a_background_task_draws_what_is_accepted(django_capture_on_commit_callbacks):
    one = conference_with_posters()
    response = sent(one)
    with django_capture_on_commit_callbacks(execute=True):
        decided(response)
    assert shown_posters(one).count() == 1


def test_what_a_lost_task_has_not_drawn_is_drawn_by_the_clock():
    one = conference_with_posters()
    decided(sent(one))
    assert previews.draw_owed(NOW) == 0
    assert previews.draw_owed(LATER) == 1
    assert shown_posters(one).count() == 1
    assert previews.draw_owed(LATER + timedelta(minutes=5)) == 0


def test_pictures_go_with_what_they_were_drawn_of(django_capture_on_commit_callbacks):
    one = conference_with_posters()
    poster = hung(one)
    paths = [Path(poster.preview.path), Path(poster.thumbnail.path)]
    assert all(each.exists() for each in paths)
    with django_capture_on_commit_callbacks(execute=True):
        decided(poster.response, Verb.RETURN)
    assert not any(each.exists() for each in paths)


def test_another_file_is_drawn_anew():
    one = conference_with_posters()
    poster = hung(one, picture("PNG", (900, 1200)))
    decided(resent(decided(poster.response, Verb.RETURN), picture("PNG", (1000, 1500))))
    previews.draw(poster.pk, LATER)
    poster.refresh_from_db()
    assert (poster.width, poster.height) == (1000, 1500)


def test_what_cannot_be_drawn_is_known_and_tried_again_when_asked():
    one = conference_with_posters()
    by = with_role(person(), "secretariat")
    response = sent(one)
    path = Path(StoredContent.objects.get().file.path)
    data = path.read_bytes()
    path.write_bytes(b"nothing")
    decided(response)
    assert previews.draw_owed(LATER) == 1
    assert previews.draw_owed(LATER + timedelta(hours=1)) == 0
    path.write_bytes(data)
    assert previews.draw_again(one, None, by, LATER) == 1
    assert previews.draw_owed(LATER + timedelta(hours=1)) == 1
    assert shown_posters(one).count() == 1


def test_only_who_runs_it_lets_pictures_be_drawn_again():
    one = conference_with_posters()
    with pytest.raises(Refused):
        previews.draw_again(one, None, person(), NOW)


def test_bytes_that_a_poster_is_drawn_of_are_not_swept_away():
    one = conference_with_posters()
    poster = hung(one)
    AnswerFile.objects.all().delete()
    assert sweeping.sweep(NOW + timedelta(days=3)) == 0
    decided(poster.response, Verb.DECLINE)
    assert sweeping.sweep(NOW + timedelta(days=3)) == 1
