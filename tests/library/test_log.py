"""What was done with a document is written down with it, is shown to those who keep it, and names nobody erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from heliograph.frame.translating import Reviewed
from heliograph.library import collecting, contents, publishing
from heliograph.library.depositing import Edition, Part
from heliograph.library.editing import FIELDS, TEXTS, mark_of
from heliograph.library.entries import lines_of
from heliograph.library.models import Document, DocumentEntry
from heliograph.network.account.erasing import erase
from heliograph.network.account.holdings import holdings
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of
from tests.library.factories import DAY, collection, document, file_of, keeper, parts, pdf, upload
from tests.network.factories import NOW, person, school

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def told(one: Document) -> list[str]:
    """The log in words, the oldest first."""
    return [f"{line.words}: {line.more}" if line.more else line.words for line in reversed(lines_of(one))]


def saved(one: Document, by, **changes) -> None:
    """Save a document with other fields and texts."""
    one = Document.objects.get(pk=one.pk)
    said = {name: getattr(one, name) for name in FIELDS} | {name: texts_of(getattr(one, name)) for name in TEXTS}
    publishing.save_document(one, {**said, **changes}, Reviewed(), mark_of(one), by, LATER)


def test_a_document_is_begun_gets_files_and_is_published() -> None:
    by = keeper()
    one = document("Guide", by=by, editions=[Edition(DAY, [Part("en", url="https://example.org/film"), *parts("fr")])])
    assert told(one) == [
        "begun",
        "file or link added: version 1, English, https://example.org/film",
        "file or link added: version 1, French, guide-fr.pdf",
        "version released: version 1",
        "published: everybody",
    ]
    assert {entry.by for entry in one.entries.all()} == {by}


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"licence": "cc0"}, ["saved: licence"]),
        ({"title": {"en": "Guide", "fr": "Guide (fr)"}}, ["saved: title, French"]),
        ({"abstract": {"en": "A", "ar": "أ"}, "year": 2020}, ["saved: year and abstract, English and Arabic"]),
        ({"access": "members"}, ["who may see it changed: who is signed in and has a role in the network"]),
        ({"access": "public"}, ["saved"]),
    ],
    ids=["a field", "a translation", "both", "who may see it", "nothing"],
)
def test_a_save_says_what_it_changed(changes, lines) -> None:
    one, by = document("Guide"), keeper()
    before = len(told(one))
    saved(one, by, **changes)
    assert told(one)[before:] == lines


def test_other_fields_are_told_apart_from_who_may_see_it() -> None:
    one, by = document("Guide"), keeper()
    saved(one, by, access="coordinators", licence="cc0")
    assert [entry.verb for entry in one.entries.filter(at=LATER)] == ["access", "edit"]


def test_versions_files_and_what_readers_lose_are_written_down() -> None:
    one, by = document("Guide", ("en", "fr")), keeper()
    version = publishing.new_version(one, DAY, {}, by, LATER)
    publishing.new_version(one, DAY, {}, by, LATER)
    publishing.save_version(
        version, {"dated": LATER.date(), "note": {"en": "New"}}, Reviewed(), mark_of(version), by, LATER
    )
    publishing.add_upload(version, upload("a.pdf"), "en", by, LATER)
    publishing.add_upload(version, upload("b.pdf"), "en", by, LATER)
    publishing.add_upload(version, upload("b.pdf"), "en", by, LATER)
    publishing.add_link(version, "https://example.org/f", "fr", by, LATER)
    link = version.files.get(language="fr")
    publishing.remove_file(link, by, LATER)
    publishing.remove_file(link, by, LATER)
    publishing.release(version, by, LATER)
    publishing.release(version, by, LATER)
    publishing.unpublish(one, by, LATER)
    publishing.unpublish(one, by, LATER)
    assert told(one)[-8:] == [
        "version begun: version 2",
        "version saved: version 2, dated and what has changed",
        "file or link added: version 2, English, a.pdf",
        "file or link replaced: version 2, English, b.pdf",
        "file or link added: version 2, French, https://example.org/f",
        "file or link taken away: version 2, French, https://example.org/f",
        "version released: version 2",
        "made a draft again",
    ]


def test_a_content_that_is_held_back_is_in_the_log_of_every_document_that_has_it() -> None:
    by, same = keeper(), [Edition(DAY, [Part("en", "a.pdf", pdf("same"))])]
    one, two, other = document("One", editions=same), document("Two", editions=same), document("Other")
    for _time in range(2):
        publishing.hold_back(file_of(one), by, LATER)
    assert [told(each)[-1] for each in (one, two)] == ["file held back: version 1, English, a.pdf"] * 2
    publishing.hold_back(file_of(two), by, LATER, back=False)
    assert [told(each)[-1] for each in (one, two)] == ["file given out again: version 1, English, a.pdf"] * 2
    assert DocumentEntry.objects.filter(verb__startswith="file-").count() == 4
    assert told(other)[-1] == "published: everybody"


def test_what_the_scanner_finds_is_in_the_log_and_nobody_did_it(monkeypatch) -> None:
    one = document("One")
    monkeypatch.setattr(contents.scanning, "address", lambda: ("127.0.0.1", 1))
    monkeypatch.setattr(contents.scanning, "found_in", lambda _file: "Eicar")
    assert contents.scan_unseen(LATER) == 1
    entry = one.entries.latest("pk")
    assert (entry.verb, entry.by, entry.at) == ("file-held", None, LATER)


def test_documents_of_a_collection_that_is_deleted_say_so() -> None:
    by, kit = keeper(), collection()
    one = document("One", collection=kit)
    collecting.remove_collection(kit, by, LATER)
    assert told(one)[-1] == "saved: collection"


def test_what_is_refused_leaves_no_line() -> None:
    one = document("One", organizer=school())
    before = told(one)
    for refused in (publishing.publish, publishing.unpublish):
        with pytest.raises(Refused):
            refused(one, person(), LATER)
    assert told(one) == before


def test_the_log_speaks_the_readers_language() -> None:
    one = document("One")
    with translation.override("fr"):
        assert "français" not in " ".join(told(one))
        assert "anglais" in " ".join(told(one))


def test_who_keeps_a_document_reads_its_log_on_the_desk(client) -> None:
    own = school()
    by = keeper(own)
    one = document("Mine", by=by, organizer=own)
    client.force_login(by)
    page = client.get(f"/desk/library/{one.slug}/").content.decode()
    assert page.index("What was done with this document") < page.index("<strong>published</strong>")
    client.force_login(keeper(school()))
    assert client.get(f"/desk/library/{one.slug}/").status_code == 404
    assert "What was done" not in client.get(f"/library/{one.slug}/").content.decode()


def test_what_somebody_did_goes_into_his_data_and_names_him_no_more_when_he_is_erased() -> None:
    by, _other = keeper(), keeper()
    one = document("Mine", by=by)
    (acts,) = [list(each.export(by)) for each in holdings() if each.slug == "document-acts"]
    assert [(each["document"], each["verb"]) for each in acts] == [
        ("mine", "create"), ("mine", "file"), ("mine", "release"), ("mine", "publish"),
    ]  # fmt: skip
    erase(by, None, LATER)
    assert set(one.entries.values_list("by", flat=True)) == {None}
