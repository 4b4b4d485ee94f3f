"""Files on their way out: to whom, how, and counted without anybody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.library import contents, publishing
from heliograph.library.models import DocumentContent, DocumentDownload
from heliograph.network.states import Refused
from tests.calls.files.clamd import clamd
from tests.library.factories import DAY, document, file_of, keeper, pdf, upload
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}


def address(one, language: str = "en") -> str:
    return f"/library/files/{file_of(one, language).public_id}/"


def fetched(client, path, **given):
    """The answer, read to its end and closed; ``body`` is what it brought."""
    answer = client.get(path, **given)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def test_a_file_is_saved_and_never_a_page_of_this_site(client) -> None:
    answer = fetched(client, address(document()), headers=BROWSER)
    assert answer.body == pdf("en")
    assert {name: answer.headers[name] for name in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
    )} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="guide-en.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip


def test_a_pdf_may_be_read_in_the_browser_and_nothing_else(client) -> None:
    one = document(languages=("en",))
    publishing.add_upload(one.versions.get(), upload("notes.txt", b"Some notes."), "fr", keeper(), NOW)
    shown = [fetched(client, f"{address(one, tag)}?inline=1").headers["Content-Disposition"] for tag in ("en", "fr")]
    assert shown == ['inline; filename="guide-en.pdf"', 'attachment; filename="notes.txt"']


def test_a_pdf_that_is_read_in_the_browser_is_in_no_sandbox_and_loads_nothing(client) -> None:
    answer = fetched(client, f"{address(document())}?inline=1", headers=BROWSER)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'none'"} <= set(policy)
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer.body == pdf("en")


def test_what_lies_there_as_something_else_than_a_pdf_is_saved_from_its_sandbox(client) -> None:
    one = document()
    Path(file_of(one).content.file.path).write_bytes(b"<script>alert(1)</script>")
    answer = fetched(client, f"{address(one)}?inline=1", headers=BROWSER)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guide-en.pdf"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.body == b"<script>alert(1)</script>"


def test_each_fetching_counts_for_its_day_and_those_of_programs_do_not(client) -> None:
    one = document()
    for agent in ("Mozilla/5.0", "Mozilla/5.0", "Googlebot/2.1", ""):
        fetched(client, address(one), headers={"User-Agent": agent})
    assert not b"".join(client.head(address(one), headers=BROWSER).streaming_content)
    assert list(DocumentDownload.objects.values_list("day", "count")) == [(NOW.date(), 2)]


def test_who_may_not_see_the_document_does_not_get_its_file(client) -> None:
    hidden, draft = document("Hidden", access="coordinators"), document("Draft", published=False)
    client.force_login(person())
    assert [client.get(address(one)).status_code for one in (hidden, draft)] == [404, 404]


def test_a_version_in_preparation_is_for_those_who_edit_it(client) -> None:
    one, by = document(), keeper()
    version = publishing.new_version(one, DAY, {}, by, NOW)
    file = publishing.add_upload(version, upload("new.pdf"), "en", by, NOW)
    path = f"/library/files/{file.public_id}/"
    assert client.get(path).status_code == 404
    client.force_login(by)
    assert fetched(client, path).status_code == 200


def test_a_file_that_is_replaced_while_somebody_fetches_it_comes_whole(client) -> None:
    one, by = document(), keeper()
    old = address(one)
    answer = client.get(old, headers=BROWSER)
    coming = iter(answer.streaming_content)
    publishing.add_upload(one.versions.get(), upload("new.pdf"), "en", by, NOW)
    contents.sweep(NOW)
    assert b"".join(coming) == pdf("en")
    assert fetched(client, old).body == pdf("en")
    assert fetched(client, address(one)).body == pdf("new.pdf")


def test_an_earlier_version_can_still_be_fetched(client) -> None:
    one, by = document(), keeper()
    old = address(one)
    version = publishing.new_version(one, DAY, {}, by, NOW)
    publishing.add_upload(version, upload("new.pdf"), "en", by, NOW)
    publishing.release(version, by, NOW)
    assert fetched(client, old).body == pdf("en")


def test_what_was_held_back_is_given_out_no_more(client) -> None:
    one, by = document(), keeper()
    publishing.hold_back(file_of(one), by, NOW)
    answer = client.get(address(one), headers=BROWSER)
    assert answer.status_code == 403
    assert "This file is not given out" in answer.content.decode()
    assert "not given out, because something harmful" in client.get("/library/guidelines/").content.decode()
    publishing.hold_back(file_of(one), by, NOW, back=False)
    assert fetched(client, address(one)).status_code == 200


def test_what_the_scanner_finds_later_is_held_back(client, settings, caplog) -> None:
    caplog.set_level("CRITICAL", "heliograph.library.contents")
    one = document()
    with clamd(b"stream: Eicar FOUND\0") as scanner:
        settings.CLAMAV = f"tcp://127.0.0.1:{scanner.server.getsockname()[1]}"
        assert contents.scan_unseen(NOW) == 1
    settings.CLAMAV = ""
    assert client.get(address(one)).status_code == 403
    again = document("Again", languages=("fr",)).versions.get()
    with pytest.raises(Refused):
        publishing.add_upload(again, upload("again.pdf", pdf("en")), "en", keeper(), NOW)


def test_what_the_scanner_has_seen_is_not_shown_to_it_again(settings) -> None:
    document()
    with clamd() as scanner:
        settings.CLAMAV = f"tcp://127.0.0.1:{scanner.server.getsockname()[1]}"
        assert (contents.scan_unseen(NOW), contents.scan_unseen(NOW)) == (0, 0)
        assert len(scanner.seen) == 1
    assert DocumentContent.objects.get().checked == "clamav"


def test_a_file_whose_bytes_are_lost_is_not_there(client, storage, caplog) -> None:
    caplog.set_level("CRITICAL", "heliograph.library.views")
    one = document()
    content = file_of(one).content
    assert content is not None
    (storage / content.file.name).unlink()
    assert client.get(address(one)).status_code == 404
