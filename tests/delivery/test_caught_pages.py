"""The catcher's pages: list, search, one letter, its HTML by itself, and letters that are broken on purpose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.catching.caught import INDEX, Box
from heliograph.delivery.catching.caught_letter import header, html_page, take_apart
from tests.delivery.test_letters import composed

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def box(settings, tmp_path):
    settings.CATCHER = tmp_path / "catcher"
    return Box(settings.CATCHER)


def letter(subject="Hello", to="a@example.org", body="text"):
    return f"From: desk@example.org\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{body}".encode()


def kept(box, *sources):
    return [box.keep(source, AT + timedelta(seconds=n)) for n, source in enumerate(sources)]


def listed(box, search=""):
    box.refresh()
    entries, total = box.page(search, 0, 1000)
    assert total == len(entries)
    return [entry.subject for entry in entries]


def test_list_is_newest_first(client, box):
    names = kept(box, letter("first"), letter("second"))
    page = client.get("/mail/caught/").text
    assert page.index("second") < page.index("first")
    assert all(f"/mail/caught/{name}/" in page for name in names)


def test_empty_list_says_how_to_begin(client, box):
    assert "Nothing has been caught yet" in client.get("/mail/caught/").text


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ama@", ["one"]),
        ("AMA", ["one"]),
        ("two", ["two"]),
        ("%", ["100% é"]),
        ("_", []),
        ("desk@", ["100% é", "two", "one"]),
    ],
)
def test_search_looks_at_addresses_and_subjects(box, search, found):
    kept(box, letter("one", "ama@example.org"), letter("two", "b@example.org"), letter("100% é", "c@example.org"))
    assert listed(box, search) == found


def test_long_list_is_paged(client, box):
    kept(box, *[letter(f"number {n:03}") for n in range(60)])
    first, last = client.get("/mail/caught/").text, client.get("/mail/caught/?page=2").text
    assert ("60 letters" in first, "number 059" in first, "number 009" in first) == (True, True, False)
    assert ("number 009" in last, "Page 2 of 2" in last) == (True, True)
    assert client.get("/mail/caught/?page=x").status_code == 200


def test_index_follows_the_files(box):
    names = kept(box, letter("one"), letter("two"), letter("three"))
    (box.directory / names[0]).unlink()
    assert listed(box) == ["three", "two"]
    (box.directory / INDEX).unlink()
    assert listed(box) == ["three", "two"]


def test_letter_is_shown_with_its_parts(client, box):
    (name,) = kept(box, composed(name="王芳").message().as_bytes())
    page = client.get(f"/mail/caught/{name}/")
    assert page.status_code == 200
    assert "Dear 王芳" in page.text
    assert f'<iframe src="/mail/caught/{name}/html/"' in page.text
    assert "List-Unsubscribe-Post" in page.text


def test_html_part_is_a_page_that_can_do_nothing(client, box):
    (name,) = kept(box, composed().message().as_bytes())
    page = client.get(f"/mail/caught/{name}/html/")
    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "'self' http://127.0.0.1:8000 data:",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "Dear Ama" in page.text


def test_links_of_the_html_part_open_beside_it():
    assert html_page("<html><HEAD lang=x><p>") == b'<html><HEAD lang=x><base target="_blank"><p>'
    assert html_page("<p>") == b'<base target="_blank"><p>'


def test_source_and_attachments_are_downloads(client, box):
    mail = composed()
    mail.attach("été.html", "<script>", "text/html")
    (name,) = kept(box, mail.message().as_bytes())
    source = client.get(f"/mail/caught/{name}/source/")
    part = client.get(f"/mail/caught/{name}/part/2/")
    assert source.content == (box.directory / name).read_bytes()
    assert part.content == b"<script>"
    for download in (source, part):
        assert download["Content-Type"] == "application/octet-stream"
        assert download["Content-Disposition"].startswith("attachment")
        assert download["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/mail/caught/{name}/part/0/").status_code == 404


def test_delete_all_is_a_post(client, box):
    kept(box, letter(), letter())
    assert client.get("/mail/caught/delete/").status_code == 405
    answer = client.post("/mail/caught/delete/", follow=True)
    assert "2 letters deleted" in answer.text
    assert list(box.directory.glob("*.eml")) == []


@pytest.mark.parametrize("name", ["..", "x.eml", "index.sqlite3", "20260112T090000000000Z-00000000.eml", "%2e%2e%2fx"])
def test_what_is_no_letter_is_not_found(client, box, name):
    kept(box, letter())
    for tail in ("", "html/", "source/", "part/0/"):
        assert client.get(f"/mail/caught/{name}/{tail}").status_code == 404


def test_nothing_is_there_without_a_catcher(client, settings, box):
    (name,) = kept(box, letter())
    settings.CATCHER = None
    for path in ("", f"{name}/", f"{name}/html/", f"{name}/source/"):
        assert client.get(f"/mail/caught/{path}").status_code == 404
    assert client.post("/mail/caught/delete/").status_code == 404
    assert len(list(box.directory.glob("*.eml"))) == 1


HOSTILE = {
    "nothing": b"",
    "zeros": b"\x00" * 5000,
    "no headers": b"\r\n\r\nbody",
    "broken words": b"Subject: =?utf-8?b?!!!?= =?nonsense?q?=ff?= =?utf-8?q?=ff=fe?=\r\nTo: =?x\r\n\r\n",
    "raw bytes": b"Subject: \xff\xfe caf\xc3\xa9\r\nTo: \xe9@example.org\r\n\r\n\xff",
    "unknown charset": b"Content-Type: text/plain; charset=martian\r\n\r\ncaf\xe9",
    "charset that is no text": b"Content-Type: text/plain; charset=base64\r\n\r\nabc",
    "charset with a zero": b'Content-Type: text/html; charset="utf-8\x00"\r\n\r\nabc',
    "broken base64": b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=a",
    "no boundary": b"Content-Type: multipart/mixed\r\n\r\nx",
    "endless nesting": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    ),
    "evil file name": b'Content-Type: application/x; name="../../x\r\n y"\r\nContent-Disposition: attachment\r\n\r\nx',
    "rfc 2231": b"Content-Disposition: attachment; filename*=martian''%FF\r\nContent-Type: text/x\r\n\r\nx",
    "many headers": b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n",
    "long header": b"Subject: " + b"x" * 500_000 + b"\r\n\r\n",
    "bad type": b"Content-Type: ;;;/=\r\n\r\nx",
    "message in message": b"Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nx",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_broken_letters_are_listed_and_shown(client, box, source):
    (name,) = kept(box, source)
    assert client.get("/mail/caught/").status_code == 200
    assert client.get(f"/mail/caught/{name}/").status_code == 200
    assert client.get(f"/mail/caught/{name}/source/").content == source
    for number in range(3):
        assert client.get(f"/mail/caught/{name}/part/{number}/").status_code in {200, 404}


def test_huge_letter_is_shown_by_its_headers(client, box):
    (name,) = kept(box, letter("huge", body="x" * 11_000_000))
    page = client.get(f"/mail/caught/{name}/").text
    assert ("huge" in page, "too large" in page, len(page) < 100_000) == (True, True, True)


def test_long_text_is_cut(client, box):
    (name,) = kept(box, letter(body="y" * 300_000))
    page = client.get(f"/mail/caught/{name}/").text
    assert ("The text goes on" in page, page.count("y" * 1000)) == (True, 200)


@given(st.binary(max_size=400))
def test_any_bytes_can_be_taken_apart(source):
    taken = take_apart(source)
    assert all(isinstance(value, str) for pair in taken.headers for value in pair)
    take_apart(b"Content-Type: text/html; charset=" + source)
    take_apart(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + source)


def test_header_is_one_line():
    from email import message_from_bytes

    folded = message_from_bytes(b"Subject: =?utf-8?q?caf=C3=A9?=\r\n and more\r\n\r\n")
    assert header(folded, "Subject") == "café and more"
