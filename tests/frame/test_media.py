"""Uploaded files on their way out."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save("bulletin/2026/mirror.png", ContentFile(b"\x89PNG"))
    default_storage.save("bulletin/2026/page.html", ContentFile(b"<script>alert(1)</script>"))
    default_storage.save("bulletin/2026/guide.pdf", ContentFile(b"%PDF-1.7"))
    (tmp_path / "secret.txt").write_text("secret")


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("mirror.png", "image/png", 'inline; filename="mirror.png"'),
        ("guide.pdf", "application/pdf", 'inline; filename="guide.pdf"'),
        ("page.html", "text/html", 'attachment; filename="page.html"'),
    ],
)
def test_only_what_cannot_run_is_shown(client, name, kind, disposition):
    response = client.get(f"/media/bulletin/2026/{name}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == kind
    assert response.headers["Content-Disposition"] == disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.getvalue()


def test_what_is_saved_could_not_run_even_if_it_were_shown(client):
    response = client.get("/media/bulletin/2026/page.html")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.getvalue()


@pytest.mark.parametrize(
    "name", ["nothing.png", "bulletin/2026", "../secret.txt", "%2e%2e/secret.txt", "bulletin/../../secret.txt", "a%00b"]
)
def test_nothing_else_is_found(client, name):
    assert client.get(f"/media/{name}").status_code == 404
