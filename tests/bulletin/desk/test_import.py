"""Sending a document to the desk."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from heliograph.bulletin.importing import receiving
from heliograph.bulletin.models import ImportedDraft, Issue
from tests.bulletin.desk.pages import soup, words

pytestmark = pytest.mark.django_db

TEXT = """Network News N°22

INVITATION

# Spring meeting

Please register by **1 February 2026**.
"""


def document(content=None, name="news.md"):
    return SimpleUploadedFile(name, content or TEXT.encode())


def refusal(response):
    return words(response, "#refusal")


def test_uploaded_document_waits_for_its_review_and_no_issue_is_made(desk, secretary):
    response = desk.post("/desk/import/", {"file": document(), "text": ""})
    draft = ImportedDraft.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/import/{draft.public_id}/")
    assert (draft.owner, draft.name, draft.source, draft.data["number"]) == (secretary, "news.md", TEXT, "22")
    assert Issue.objects.count() == 0


def test_pasted_text_is_read_too(desk):
    desk.post("/desk/import/", {"text": TEXT.replace("\n", "\r\n")})
    draft = ImportedDraft.objects.get()
    assert (draft.source, [item["title"] for item in draft.data["items"]]) == (TEXT, ["Spring meeting"])


def test_position_of_a_date_is_that_in_the_kept_source(desk):
    desk.post("/desk/import/", {"file": document()})
    draft = ImportedDraft.objects.get()
    moment = draft.data["items"][0]["moments"][0]
    assert draft.source[moment["offset"] :].startswith(moment["text"])


def test_nothing_sent_is_refused_in_one_sentence(desk):
    response = desk.post("/desk/import/", {"text": " "})
    assert (response.status_code, refusal(response), ImportedDraft.objects.count()) == (
        422,
        ["There is nothing to read yet. Choose a document or paste its text."],
        0,
    )


def test_refused_file_keeps_the_typed_text(desk):
    response = desk.post("/desk/import/", {"file": document(b"\x7fELF\x00\x01", "a.bin"), "text": "typed & kept"})
    assert (response.status_code, len(refusal(response))) == (422, 1)
    assert soup(response).select_one("textarea[name=text]").get_text().strip() == "typed & kept"


def test_oversize_file_is_refused_and_the_typed_text_kept(desk, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    response = desk.post("/desk/import/", {"file": document(b"a" * (1024 * 1024 + 1)), "text": "typed"})
    assert (response.status_code, refusal(response), ImportedDraft.objects.count()) == (
        413,
        ["This file is larger than 1 MB. Make its pictures smaller, or paste its text instead."],
        0,
    )
    assert soup(response).select_one("textarea[name=text]").get_text().strip() == "typed"


def test_far_oversize_body_is_refused_before_a_byte_is_read(desk, settings):
    class Unread(io.BytesIO):
        def read(self, *args):
            raise AssertionError("the body was read")

    settings.UPLOAD_LIMIT = 1024
    response = desk.generic(
        "POST",
        "/desk/import/",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(receiving.FAR_TOO_LARGE * 1024 + 1)},
    )
    assert (response.status_code, len(refusal(response))) == (413, 1)


def test_upload_needs_its_csrf_token(secretary):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)
    assert client.post("/desk/import/", {"text": TEXT}).status_code == 403
    assert ImportedDraft.objects.count() == 0


def test_full_disk_on_upload_leaves_nothing_behind(desk, settings, tmp_path, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    def full(self, raw_data, start):
        self.file.write(raw_data[:4])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(receiving.TemporaryFileUploadHandler, "receive_data_chunk", full)
    response = desk.post("/desk/import/", {"file": document(), "text": "typed"})
    assert (response.status_code, refusal(response)) == (
        507,
        ["The server has no room left to take in this file. Nothing was saved. Try again later."],
    )
    assert (list(Path(tmp_path).iterdir()), ImportedDraft.objects.count()) == ([], 0)
    assert soup(response).select_one("textarea[name=text]").get_text().strip() == "typed"


def test_full_database_is_told_too(desk, monkeypatch):
    def full(**fields):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(ImportedDraft.objects, "create", full)
    assert desk.post("/desk/import/", {"text": TEXT}).status_code == 507


def test_other_faults_of_the_database_are_not_hidden(desk, monkeypatch):
    def broken(**fields):
        raise OperationalError("no such table")

    monkeypatch.setattr(ImportedDraft.objects, "create", broken)
    with pytest.raises(OperationalError):
        desk.post("/desk/import/", {"text": TEXT})


def test_waiting_import_is_listed_and_can_be_thrown_away(desk, draft):
    assert words(desk.get("/desk/import/"), "main section li a") == ["news.txt"]
    desk.post(f"/desk/import/{draft.public_id}/discard/")
    assert ImportedDraft.objects.count() == 0
