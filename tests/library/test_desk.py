"""The desk of the library, as those who keep documents use it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.library import publishing, uses
from heliograph.library.models import Collection, Document, DocumentDownload, OutsideLink
from heliograph.network.states import Refused
from tests.library.factories import DAY, collection, document, file_of, keeper, upload
from tests.library.test_pages import text
from tests.network.factories import NOW, school

pytestmark = pytest.mark.django_db
BASE = "/desk/library/"


def form_of(response, **changes):
    """What a browser would send of the form of a page, with changes."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in values.items() if value not in (None, False, "", [])}
    return {**said, **changes}


def test_a_document_is_begun_given_a_file_and_published(desk) -> None:
    page = desk.post(f"{BASE}new/", form_of(desk.get(f"{BASE}new/"), title_en="Roadmap", kind="guidelines"))
    assert page.headers["Location"] == f"{BASE}roadmap/"
    added = desk.post(f"{BASE}roadmap/versions/1/files/", {"language": "fr", "file": upload("feuille.pdf")})
    assert added.status_code == 302
    assert desk.post(f"{BASE}roadmap/do/publish/").status_code == 302
    one = Document.objects.get()
    assert (one.state, file_of(one, "fr").name) == ("published", "feuille.pdf")
    assert "readers get this one" in text(desk.get(f"{BASE}roadmap/"))


def test_a_document_without_a_title_is_refused_at_its_field(desk) -> None:
    page = desk.post(f"{BASE}new/", form_of(desk.get(f"{BASE}new/"), kind="kit"))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["title_en"])


def test_years_that_do_not_agree_are_refused(desk) -> None:
    page = desk.post(
        f"{BASE}new/", form_of(desk.get(f"{BASE}new/"), title_en="A", kind="kit", year="2024", issued_on="2025-01-01")
    )
    assert list(page.context["form"].errors) == ["year"]


def test_two_editors_at_once_see_both_words_and_lose_none(desk) -> None:
    document()
    opened = desk.get(f"{BASE}guidelines/edit/")
    desk.post(f"{BASE}guidelines/edit/", form_of(opened, title_en="Theirs"))
    page = desk.post(f"{BASE}guidelines/edit/", form_of(opened, title_en="Mine"))
    assert page.status_code == 409
    assert [(one.theirs, one.mine) for one in page.context["differences"]] == [("Theirs", "Mine")]
    desk.post(f"{BASE}guidelines/edit/", form_of(page))
    assert str(Document.objects.get().title) == "Mine"


def test_two_editors_of_a_version_at_once_see_both_words_and_lose_none(desk) -> None:
    one, page = document(), f"{BASE}guidelines/versions/1/"
    opened = desk.get(page)
    desk.post(page, form_of(opened, note_en="Theirs"))
    conflict = desk.post(page, form_of(opened, note_en="Mine"))
    assert conflict.status_code == 409
    assert [(each.theirs, each.mine) for each in conflict.context["differences"]] == [("Theirs", "Mine")]
    desk.post(page, form_of(conflict))
    assert str(one.versions.get().note) == "Mine"


def test_a_version_in_fewer_languages_is_released_after_asking_and_readers_are_told(desk, client) -> None:
    one = document(languages=("en", "fr"))
    desk.post(f"{BASE}guidelines/versions/new/")
    desk.post(f"{BASE}guidelines/versions/2/files/", {"language": "en", "url": "https://example.org/new"})
    asked = desk.post(f"{BASE}guidelines/versions/2/release/")
    assert "in which readers get the present one: French." in text(asked)
    assert one.versions.get(current=True).number == 1
    desk.post(f"{BASE}guidelines/versions/2/release/", {"sure": "1"})
    assert one.versions.get(current=True).number == 2
    page = client.get("/library/guidelines/?lang=fr", headers={"Accept-Language": "fr, en"})
    assert page.context["it"].before


def test_a_file_that_readers_have_is_taken_away_after_asking(desk) -> None:
    one = document(languages=("en", "fr"))
    path = f"{BASE}guidelines/versions/1/files/{file_of(one, 'fr').public_id}/"
    assert "Readers do not find this any more: French." in text(desk.post(path, {"remove": "1"}))
    assert file_of(one, "fr").replaced_at is None
    desk.post(path, {"remove": "1", "sure": "1"})
    assert one.versions.get().files.standing().count() == 1


def test_a_document_in_use_is_made_a_draft_after_asking(desk, monkeypatch) -> None:
    used = [uses.Use("call", "Posters", "en", "/desk/calls/posters/")]
    monkeypatch.setattr(uses, "count", lambda _document: 3)
    monkeypatch.setattr(uses, "kept_by", lambda _document, _person: used)
    document()
    asked = text(desk.post(f"{BASE}guidelines/do/unpublish/"))
    assert "Posters" in asked
    assert "2 pages of others use it." in asked
    assert Document.objects.get().state == "published"
    desk.post(f"{BASE}guidelines/do/unpublish/", {"sure": "1"})
    assert Document.objects.get().state == "draft"


def test_an_address_with_a_password_is_refused_and_a_title_turns_no_direction(desk) -> None:
    one = document("Guide\u202elines")
    assert str(one.title) == "Guidelines"
    page = desk.post(
        f"{BASE}guidelines/versions/1/files/", {"language": "fr", "url": "https://user:secret@example.org/"}
    )
    assert page.status_code == 422
    assert not one.versions.get().files.exclude(url="").exists()


def test_an_organizer_holds_back_only_what_is_his_alone_and_gives_nothing_out_again(client) -> None:
    own = school()
    mine, shared = document("Mine", organizer=own, languages=("en",)), document("Shared", languages=("en",))
    by = keeper(own)
    with pytest.raises(Refused, match="beyond your documents"):
        publishing.hold_back(file_of(mine), by, NOW)
    shared.delete()
    publishing.hold_back(file_of(mine), by, NOW)
    with pytest.raises(Refused, match="Only the secretariat"):
        publishing.hold_back(file_of(mine), by, NOW, back=False)


def test_a_new_version_is_prepared_and_released(desk) -> None:
    one = document()
    begun = desk.post(f"{BASE}guidelines/versions/new/")
    assert begun.headers["Location"] == f"{BASE}guidelines/versions/2/"
    form = form_of(desk.get(begun.headers["Location"]), note_en="Clearer.", dated="2026-01-10")
    desk.post(begun.headers["Location"], form)
    assert desk.post(f"{BASE}guidelines/versions/2/release/").status_code == 422
    desk.post(f"{BASE}guidelines/versions/2/files/", {"language": "en", "url": "https://example.org/new"})
    desk.post(f"{BASE}guidelines/versions/2/release/")
    assert file_of(one).url == "https://example.org/new"
    assert str(one.versions.get(current=True).note) == "Clearer."


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"language": "en"}, "Choose a file, or write a web address"),
        ({"file": "x"}, "This field is required."),
        ({"language": "en", "url": "https://example.org/", "file": "y"}, "one of the two"),
    ],
)
def test_what_is_no_file_and_no_link_is_refused_on_the_page(desk, posted, words) -> None:
    document()
    given = {**posted, "file": upload()} if "file" in posted else posted
    page = desk.post(f"{BASE}guidelines/versions/1/files/", given)
    assert page.status_code == 422
    assert words in text(page)


def test_a_harmful_file_is_held_back_and_how_often_it_was_fetched_is_told(desk) -> None:
    one = document()
    file = file_of(one)
    DocumentDownload.objects.create(file=file, day=NOW.date(), count=3)
    path = f"{BASE}guidelines/versions/1/files/{file.public_id}/"
    assert "Nobody can fetch this file (English) any more" in text(desk.post(path, {"hold": "1"}))
    desk.post(path, {"hold": "1", "sure": "1"})
    assert "It was fetched 3 times before; by whom is not kept." in text(desk.get(f"{BASE}guidelines/"))
    desk.post(path, {"give": "1"})
    content = file_of(one).content
    assert content is not None
    assert content.quarantined_at is None


@pytest.mark.parametrize("replaced", [True, False])
def test_a_harmful_file_is_held_back_also_where_it_was_replaced_or_taken_away(client, desk, replaced) -> None:
    one = document()
    harmful, by = file_of(one), keeper()
    version = one.versions.get()
    publishing.add_link(version, "https://example.org/clean", "en" if replaced else "fr", by, NOW)
    if not replaced:
        publishing.remove_file(harmful, by, NOW)
    address = f"/library/files/{harmful.public_id}/"
    assert b"".join(client.get(address).streaming_content)
    assert "Replaced or taken away" in text(desk.get(f"{BASE}guidelines/"))
    path = f"{BASE}guidelines/versions/1/files/{harmful.public_id}/"
    desk.post(path, {"hold": "1", "sure": "1"})
    assert client.get(address).status_code == 403
    assert "Held back: nobody can fetch it." in text(desk.get(f"{BASE}guidelines/"))


def test_a_draft_is_deleted_after_asking(desk) -> None:
    document("Draft", published=False)
    assert "This cannot be taken back." in text(desk.get(f"{BASE}draft/delete/"))
    desk.post(f"{BASE}draft/delete/")
    assert not Document.objects.exists()


def test_what_was_published_is_made_a_draft_and_not_deleted(desk, client) -> None:
    document()
    desk.post(f"{BASE}guidelines/do/unpublish/")
    assert Document.objects.get().state == "draft"
    assert desk.get(f"{BASE}guidelines/delete/").status_code == 422


def test_a_collection_is_begun_filled_ordered_and_deleted(desk) -> None:
    made = desk.post(
        f"{BASE}collections/new/", form_of(desk.get(f"{BASE}collections/new/"), title_en="Kit", kind="kit")
    )
    kit = Collection.objects.get()
    assert made.headers["Location"] == f"{BASE}collections/kit/"
    for title in ("One", "Two"):
        document(title)
        slug = title.lower()
        desk.post(f"{BASE}{slug}/edit/", form_of(desk.get(f"{BASE}{slug}/edit/"), collection=kit.pk))
    assert [str(each) for each in kit.documents.order_by("position")] == ["One", "Two"]
    desk.post(f"{BASE}collections/kit/documents/two/", {"up": "1"})
    assert [str(each) for each in kit.documents.order_by("position")] == ["Two", "One"]
    desk.post(f"{BASE}collections/kit/", form_of(desk.get(f"{BASE}collections/kit/"), title_en="Peace kit"))
    assert [str(line.title) for line in desk.get("/library/?q=peace").context["lines"]] == ["Two", "One"]
    desk.post(f"{BASE}collections/kit/delete/")
    assert [each.collection for each in Document.objects.all()] == [None, None]


def test_an_organizer_finds_his_own_and_makes_for_his_organization_alone(client) -> None:
    own, other = school(), school()
    by = keeper(own)
    document("Mine", organizer=own)
    document("Theirs", organizer=other)
    collection("Kit")
    client.force_login(by)
    assert [str(line.title) for line in client.get(BASE).context["lines"]] == ["Mine"]
    assert client.get(f"{BASE}theirs/").status_code == 404
    form = form_of(client.get(f"{BASE}new/"), title_en="Ours", kind="kit", organizer=own.pk)
    client.post(f"{BASE}new/", form)
    assert Document.objects.get(slug="ours").organizer == own
    refused = client.post(f"{BASE}new/", {**form, "organizer": other.pk})
    assert list(refused.context["form"].errors) == ["organizer"]


def test_dead_links_are_listed_with_what_was_found(desk) -> None:
    one = document()
    publishing.add_link(one.versions.get(), "https://example.org/gone", "fr", keeper(), NOW)
    OutsideLink.objects.create(
        url="https://example.org/gone", host="example.org", next_at=NOW, dead_since=NOW - timedelta(days=2),
        fault="no-such-page", ok_at=NOW - timedelta(days=30),
    )  # fmt: skip
    said = text(desk.get(f"{BASE}links/"))
    assert "there is no such page any more" in said
    assert "document: Guidelines" in said


def test_pages_without_anything_say_how_to_begin(desk) -> None:
    for path, words in (
        ("", "Begin with the first one"),
        ("collections/", "Begin one"),
        ("links/", "No link of yours"),
    ):
        assert words in text(desk.get(f"{BASE}{path}"))


def test_the_list_and_a_document_ask_the_same_for_many(desk) -> None:
    by, counted = keeper(), []
    one = document("One", by=by)
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(BASE)
            desk.get(f"{BASE}one/")
        counted.append(len(queries))
        for number in range(2):
            document(f"More {number}", by=by)
            version = publishing.new_version(one, DAY, {}, by, NOW)
            publishing.add_upload(version, upload(f"{number}.pdf"), "en", by, NOW)
            publishing.release(version, by, NOW)
    assert counted[0] == counted[1]
