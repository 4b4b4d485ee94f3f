"""Whose request it is, behind proxies that one knows and with headers that anybody can write."""

from __future__ import annotations

import pytest

from heliograph.frame.clients import client_address, forwarded


@pytest.mark.parametrize(
    ("header", "proxies", "found"),
    [
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("203.0.113.7", 0, ""),
        ("203.0.113.7", 2, ""),
        ("nonsense", 1, ""),
        ("", 1, ""),
    ],
)
def test_only_what_ones_own_proxies_say_is_believed(header, proxies, found):
    assert forwarded(header, proxies) == found


@pytest.mark.parametrize(("told", "found"), [("203.0.113.7", "203.0.113.7"), ("", "0.0.0.0"), ("unix:", "0.0.0.0")])
def test_a_client_without_an_address_has_a_place_holder(rf, told, found):
    assert client_address(rf.get("/", REMOTE_ADDR=told)) == found


@pytest.mark.parametrize(("proxies", "found"), [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_a_client_cannot_name_itself(client, db, settings, proxies, found):
    settings.PROXIES = proxies
    answer = client.get("/issues/", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")
    assert answer.wsgi_request.META["REMOTE_ADDR"] == found
