"""Documents are begun, get versions and files, are published, replaced and deleted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heliograph.frame.translating import Reviewed
from heliograph.library import contents, publishing, uses
from heliograph.library.depositing import Edition, Part
from heliograph.library.editing import FIELDS, TEXTS, Stale, mark_of
from heliograph.library.models import Document, DocumentContent, DocumentFile
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of
from tests.library.factories import DAY, document, file_of, keeper, parts, pdf, upload
from tests.network.factories import NOW, person, school

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def languages(one: Document) -> list[str]:
    return sorted(DocumentFile.objects.current().filter(version__document=one).values_list("language", flat=True))


def test_a_document_is_deposited_with_its_files_and_published() -> None:
    one = document("Guidelines", ("en", "fr"), issued_on=date(2024, 5, 6))
    assert (one.state, one.slug, one.year, languages(one)) == ("published", "guidelines", 2024, ["en", "fr"])
    version = one.versions.get()
    assert (version.number, version.dated, version.current, version.released_at) == (1, DAY, True, NOW)


def test_a_second_document_of_one_title_has_a_name_of_its_own() -> None:
    assert [document("New").slug, document("New").slug, document({"ar": "دليل"}).slug] == ["new-2", "new-3", "document"]


def test_a_pdf_gets_its_pages_and_a_cover() -> None:
    one = document(editions=[Edition(DAY, [Part("en", "a.pdf", pdf("a", 3))])])
    content = file_of(one).content
    assert content is not None
    assert (content.pages, content.cover_width, content.cover_height) == (3, 360, 466)
    with content.cover.open("rb") as drawn:
        assert drawn.read(3) == b"\xff\xd8\xff"


def test_one_content_is_kept_once() -> None:
    data = pdf("same")
    document("One", editions=[Edition(DAY, [Part("en", "a.pdf", data), Part("fr", "b.pdf", data)])])
    document("Two", editions=[Edition(DAY, [Part("en", "c.pdf", data)])])
    assert DocumentContent.objects.count() == 1


@pytest.mark.parametrize(("name", "data"), [("a.exe", b"MZ\0\0"), ("a.bin", b"\1\2\3"), ("a.html", b"<html>")])
def test_what_is_not_taken_as_a_file_is_refused(name, data) -> None:
    one = document()
    with pytest.raises(Refused):
        publishing.add_upload(one.versions.get(), upload(name, data), "fr", keeper(), NOW)
    assert languages(one) == ["en"]


def test_a_link_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        publishing.add_link(document().versions.get(), "javascript:alert(1)", "fr", keeper(), NOW)


def test_readers_get_a_new_version_once_it_is_released_and_the_old_one_stays() -> None:
    one, by = document(), keeper()
    before = file_of(one)
    version = publishing.new_version(one, LATER.date(), {"en": "Clearer."}, by, LATER)
    publishing.add_upload(version, upload("new.pdf"), "en", by, LATER)
    assert file_of(one) == before
    publishing.release(version, by, LATER)
    publishing.release(version, by, LATER)
    assert file_of(one).name == "new.pdf"
    assert [each.number for each in one.versions.filter(current=True)] == [2]
    assert DocumentFile.objects.filter(pk=before.pk, replaced_at=None).exists()


def test_two_who_begin_a_version_get_the_same() -> None:
    one, by = document(), keeper()
    first = publishing.new_version(one, DAY, {}, by, NOW)
    assert publishing.new_version(one, DAY, {}, by, NOW) == first


def test_a_version_without_a_file_is_not_released() -> None:
    one, by = document(), keeper()
    with pytest.raises(Refused):
        publishing.release(publishing.new_version(one, DAY, {}, by, NOW), by, NOW)


def test_a_file_replaced_in_a_released_version_stays_under_its_address() -> None:
    one, by = document(), keeper()
    before = file_of(one)
    publishing.add_upload(one.versions.get(), upload("mended.pdf"), "en", by, LATER)
    before.refresh_from_db()
    assert (before.replaced_at, file_of(one).name) == (LATER, "mended.pdf")
    assert publishing.add_upload(one.versions.get(), upload("mended.pdf"), "en", by, LATER) == file_of(one)


def test_a_file_replaced_in_preparation_goes() -> None:
    one, by = document(), keeper()
    version = publishing.new_version(one, DAY, {}, by, NOW)
    publishing.add_upload(version, upload("a.pdf"), "en", by, NOW)
    publishing.add_upload(version, upload("b.pdf"), "en", by, NOW)
    assert [file.name for file in version.files.all()] == ["b.pdf"]


def test_the_last_file_that_readers_get_is_not_taken_away() -> None:
    one, by = document(languages=("en", "fr")), keeper()
    publishing.remove_file(file_of(one, "fr"), by, NOW)
    with pytest.raises(Refused):
        publishing.remove_file(file_of(one), by, NOW)
    assert languages(one) == ["en"]


def test_a_draft_needs_a_file_to_be_published() -> None:
    one = document(editions=[], published=False)
    with pytest.raises(Refused):
        publishing.publish(one, keeper(), NOW)


def test_a_draft_is_deleted_and_what_was_published_is_not() -> None:
    by = keeper()
    publishing.remove(document("Draft", published=False), by)
    one = publishing.unpublish(document("Public"), by, NOW)
    with pytest.raises(Refused):
        publishing.remove(one, by)
    assert [each.slug for each in Document.objects.all()] == ["public"]


def test_an_organizer_keeps_the_documents_of_his_organization_alone() -> None:
    own, other = school(), school()
    by = keeper(own)
    mine = document("Mine", by=by, organizer=own)
    theirs = document("Theirs", organizer=other)
    for refused in (
        lambda: publishing.publish(theirs, by, NOW),
        lambda: publishing.start_document({"title": {"en": "A"}, "organizer": other}, by, NOW),
        lambda: publishing.add_upload(theirs.versions.get(), upload(), "fr", by, NOW),
        lambda: publishing.unpublish(mine, person(), NOW),
    ):
        with pytest.raises(Refused):
            refused()


def fields_of(one: Document, **changes):
    said = {name: getattr(one, name) for name in FIELDS} | {name: texts_of(getattr(one, name)) for name in TEXTS}
    return {**said, **changes}


def test_a_save_over_somebody_elses_is_stale_and_changes_nothing() -> None:
    one, by = document(), keeper()
    seen = mark_of(one)
    publishing.save_document(one, fields_of(one, licence="cc-by"), Reviewed(), seen, by, NOW)
    with pytest.raises(Stale):
        publishing.save_document(one, fields_of(one, licence="cc0"), Reviewed(), seen, by, NOW)
    one.refresh_from_db()
    assert one.licence == "cc-by"


def test_what_uses_a_document_is_told_when_readers_get_something_else() -> None:
    told = []
    one, by = document(), keeper()
    source = uses.UseSource(lambda *_: [], lambda *_: [], lambda _one: 1, lambda *given: told.append(given))
    uses.register("test", source)
    try:
        version = publishing.new_version(one, DAY, {}, by, NOW)
        publishing.add_upload(version, upload("new.pdf"), "en", by, NOW)
        assert told == []
        publishing.release(version, by, LATER)
    finally:
        uses.unregister("test")
    assert told == [(one, 2, LATER)]


def test_what_no_file_has_is_cleared_away_after_a_day(storage) -> None:
    one, by = document("Draft", published=False, editions=[]), keeper()
    version = one.versions.get()
    publishing.add_upload(version, upload("a.pdf"), "en", by, NOW)
    publishing.add_upload(version, upload("b.pdf"), "en", by, NOW)
    assert contents.sweep(NOW) == 0
    assert contents.sweep(NOW + timedelta(days=2)) == 1
    assert len([path for path in (storage / "library").rglob("*") if path.is_file()]) == 2


def test_the_same_document_is_made_of_links_alone() -> None:
    one = document(editions=[Edition(DAY, [Part("en", url="https://example.org/film"), *parts("fr")])])
    assert [(each.language, each.url, each.name) for each in DocumentFile.objects.order_by("language")] == [
        ("en", "https://example.org/film", ""), ("fr", "", "guide-fr.pdf"),
    ]  # fmt: skip
    assert one.state == "published"
