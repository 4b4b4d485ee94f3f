"""Addresses that are asked for by habit, and verbs that a page does not know."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_crawlers_are_kept_from_the_desk(client):
    answer = client.get("/robots.txt")
    assert (answer["Content-Type"], b"Disallow: /desk/" in answer.content) == ("text/plain; charset=utf-8", True)


def test_browsers_find_the_mark(client):
    assert client.get("/favicon.ico")["Location"] == "/static/frame/mark.svg"


@pytest.mark.parametrize("method", ["options", "trace", "put", "delete", "post"])
def test_a_page_is_only_read(client, method):
    assert getattr(client, method)("/issues/").status_code == 405


@pytest.mark.parametrize("zone", ["localtime", "EST5EDT", "posixrules", "../../etc/passwd"])
def test_a_zone_is_a_place_or_utc(client, zone):
    assert client.get("/issues/", {"zone": zone}).wsgi_request.reader.zone is None
