"""One item on the desk: texts, dates, pictures, files; two editors at once."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from heliograph.bulletin.models import Issue, Item
from heliograph.texts.multilingual import texts_of
from tests.bulletin.desk.pages import filled, soup, words

pytestmark = pytest.mark.django_db

PAGE = "/desk/issues/22/items/spring-meeting/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def save(desk, **changes):
    return desk.post(PAGE, {**filled(desk.get(PAGE)), **changes})


def fresh(item):
    return Item.objects.get(pk=item.pk)


def test_page_saved_as_it_is_changes_nothing(desk, item):
    def state():
        now = fresh(item)
        return [texts_of(now.title), texts_of(now.body), now.notes, list(now.moments.values())]

    before = state()
    assert save(desk).status_code == 302
    assert state() == before


def test_texts_are_saved_in_every_language(desk, item):
    save(desk, title_fr="Réunion", body_ar="نص", action_label_en="Register")
    now = fresh(item)
    assert (texts_of(now.title), texts_of(now.body)["ar"], texts_of(now.action_label)["en"]) == (
        {"en": "Spring meeting", "fr": "Réunion"},
        "نص",
        "Register",
    )


def test_arabic_field_runs_from_right_to_left(desk, item):
    field = soup(desk.get(PAGE)).select_one("#id_title_ar")
    assert (field["lang"], field["dir"]) == ("ar", "rtl")


def test_state_of_a_language_is_shown(desk, item):
    save(desk, title_fr="Réunion", body_fr="Texte", action_label_fr="Inscription")
    assert words(desk.get(PAGE), ".language-block > summary")[:3] == [
        "English original",
        "Français draft",
        "Español missing",
    ]
    save(desk, reviewed_fr="on")
    assert words(desk.get(PAGE), ".language-block > summary")[1] == "Français reviewed"
    save(desk, title_en="Another meeting")
    assert words(desk.get(PAGE), ".language-block > summary")[1] == "Français out of date"


def test_date_is_changed_in_its_own_zone(desk, item):
    save(desk, **{"moments-1-start_day": "2026-03-31", "moments-1-start_time": "10:00", "moments-1-zone": "Asia/Tokyo"})
    moment = fresh(item).moments.all()[1]
    assert (moment.start, moment.zone, moment.sequence) == (datetime(2026, 3, 31, 1, tzinfo=UTC), "Asia/Tokyo", 1)


def test_date_is_added_and_another_taken_away(desk, item):
    added = {"moments-2-kind": "event", "moments-2-start_day": "2026-05-01", "moments-0-DELETE": "on"}
    save(desk, **added)
    rows = list(fresh(item).moments.values_list("start", "precision"))
    assert rows == [
        (datetime(2026, 3, 31, 7, 30, tzinfo=UTC), "minute"),
        (datetime(2026, 4, 30, 22, tzinfo=UTC), "day"),
    ]


def test_date_to_be_confirmed_needs_no_day(desk, item):
    save(desk, **{"moments-2-kind": "tentative", "moments-2-text": "first week of February"})
    moment = fresh(item).moments.last()
    assert (moment.start, moment.text) == (None, "first week of February")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"start_day": ""}, "start_day"),
        ({"zone": "Mars"}, "zone"),
        ({"end_day": "2026-01-01", "end_time": "10:00"}, "end_day"),
        ({"end_day": "2026-04-02"}, "end_time"),
        ({"start_time": "", "end_time": "10:00"}, "start_time"),
    ],
)
def test_date_that_cannot_be_is_named_at_its_field(desk, item, changes, wrong):
    response = save(desk, **{f"moments-1-{name}": value for name, value in changes.items()})
    assert response.status_code == 200
    assert [one["id"] for one in soup(response).select("[aria-invalid=true]")] == [f"id_moments-1-{wrong}"]


def test_label_is_chosen_by_its_words_or_made(desk, item):
    save(desk, label="reminder")
    assert fresh(item).label.key == "reminder"
    save(desk, label="Postcard")
    assert texts_of(fresh(item).label.name) == {"en": "Postcard"}
    save(desk, label="")
    assert fresh(item).label is None


def test_second_editor_of_an_item_loses_nothing(desk, item):
    mine = {**filled(desk.get(PAGE)), "body_en": "My words", "moments-0-start_day": "2026-02-05"}
    save(desk, body_en="Their words", **{"moments-0-DELETE": "on"})
    told = desk.post(PAGE, mine)
    assert told.status_code == 409
    compared = words(told, ".words")
    assert compared[:2] == ["Their words", "My words"]
    assert "2026-02-05" in compared[3]
    assert texts_of(fresh(item).body) == {"en": "Their words"}
    assert desk.post(PAGE, filled(told)).status_code == 302
    assert (texts_of(fresh(item).body), fresh(item).moments.count()) == ({"en": "My words"}, 2)


def test_published_item_wants_a_note(desk, item):
    Issue.objects.update(state="published", published_at=datetime(2026, 1, 12, tzinfo=UTC))
    assert words(save(desk, title_en="Mended"), ".field .errorlist") == [
        "This issue is published. Say in a few words what you corrected."
    ]
    assert save(desk, title_en="Mended", note="Title").status_code == 302


def photo(size=(40, 30)):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif, comment=b"a comment")
    return SimpleUploadedFile("photo.jpg", out.getvalue())


def test_picture_is_added_without_what_the_camera_wrote(desk, item):
    desk.post(f"{PAGE}files/", {"picture": "1", "file": photo(), "alt": "A teal field", "caption": ""})
    picture = fresh(item).pictures.get()
    assert (texts_of(picture.alt), picture.width, picture.height) == ({"en": "A teal field"}, 40, 30)
    with picture.file.open() as file:
        data = file.read()
    assert (b"where it was taken" in data, b"a comment" in data) == (False, False)


def test_words_of_a_picture_are_changed_and_other_languages_stay(desk, item):
    desk.post(f"{PAGE}files/", {"picture": "1", "file": photo(), "alt": "One"})
    picture = fresh(item).pictures.get()
    picture.alt.data = {"en": "One", "fr": "Un"}
    picture.save()
    desk.post(f"{PAGE}files/picture/{picture.pk}/", {"alt": "Two", "caption": "Caption"})
    picture.refresh_from_db()
    assert (texts_of(picture.alt), texts_of(picture.caption)) == ({"en": "Two", "fr": "Un"}, {"en": "Caption"})


@pytest.mark.parametrize(
    ("file", "sent", "said"),
    [
        (SimpleUploadedFile("a.png", b"no picture"), {"picture": "1"}, "This file cannot be read as a picture."),
        (SimpleUploadedFile("a.html", b"<script>"), {}, "Files of this kind are not taken."),
        (None, {}, "Choose a file first."),
    ],
)
def test_wrong_file_is_refused_in_one_sentence(desk, item, file, sent, said):
    if file:
        file.seek(0)
    response = desk.post(f"{PAGE}files/", {**sent, **({"file": file} if file else {})})
    assert (response.status_code, words(response, ".note-error")[0].startswith(said)) == (422, True)
    assert (fresh(item).pictures.count(), fresh(item).attachments.count()) == (0, 0)


def test_file_is_added_and_taken_away_with_its_bytes(desk, item, tmp_path, django_capture_on_commit_callbacks):
    desk.post(f"{PAGE}files/", {"file": SimpleUploadedFile("Annex 1.pdf", b"%PDF-1.7"), "title": "The annex"})
    attachment = fresh(item).attachments.get()
    assert (attachment.title, attachment.file.name.rsplit("/", 1)[-1]) == ("The annex", "annex-1.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{PAGE}files/file/{attachment.pk}/", {"remove": "1"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
