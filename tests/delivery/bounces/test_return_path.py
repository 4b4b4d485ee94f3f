"""The signed address to which reports on one letter come."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from heliograph.delivery.bounces.return_path import read_return_path, read_token, return_path, token

KEYS = [0, 1, 35, 36, 4711, 12_000_000, 2**63 - 1]


@pytest.mark.parametrize("key", KEYS)
def test_return_path_is_read_back_in_any_case(key):
    address = return_path(key)
    assert read_return_path(address) == key
    assert read_return_path(address.upper()) == key
    assert read_token(token(key)) == key


def test_return_path_is_the_same_each_time_and_another_for_each_letter():
    assert return_path(4711) == "bounces+3mv.w6nxqjdw6kr3kjtt@heliograph.example.org"
    assert len({return_path(key) for key in range(1000)}) == 1000


def test_longest_return_path_fits_and_holds_plain_characters_only(settings):
    settings.MAIL_BOUNCES = "x" * 33 + "@heliograph.example.org"
    local = return_path(2**63 - 1).partition("@")[0]
    assert len(local) <= 64
    assert re.fullmatch(r"[a-z0-9.+-]+", local)


@pytest.mark.parametrize("setting", ["x" * 34 + "@example.org", "no address", "@example.org", "bo unces@example.org"])
def test_setting_that_cannot_be_signed_is_refused(settings, setting):
    settings.MAIL_BOUNCES = setting
    with pytest.raises(ImproperlyConfigured, match="MAIL_BOUNCES must be an address"):
        return_path(4711)


def test_without_the_setting_nothing_is_signed(settings):
    settings.MAIL_BOUNCES = ""
    assert return_path(4711) == ""


def test_letters_sent_before_the_setting_changed_are_found(settings):
    before = return_path(4711)
    settings.MAIL_BOUNCES = "returns@mail.example.org"
    assert read_return_path(before) == 4711


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bounces@heliograph.example.org",
        "bounces+3mv@heliograph.example.org",
        "bounces+3mv.w6nxqjdw6kr3kjtu@heliograph.example.org",
        "bounces+3mw.w6nxqjdw6kr3kjtt@heliograph.example.org",
        "bounces+03mv.w6nxqjdw6kr3kjtt@heliograph.example.org",
        "bounces+zzzzzzzzzzzzz.w6nxqjdw6kr3kjtt@heliograph.example.org",
        "bounces+.@heliograph.example.org",
        "bounces+3mv.w6nxqjdw6kr3kjtt",
        "bounces+é.ß@heliograph.example.org",
    ],
)
def test_other_and_altered_addresses_are_nobodys(address):
    assert read_return_path(address) is None


def test_key_beyond_the_database_is_nobodys_even_where_it_is_signed():
    assert read_token(token(2**63)) is None


def test_path_signed_by_another_site_is_nobodys(settings):
    address = return_path(4711)
    settings.SECRET_KEY = "another"
    assert read_return_path(address) is None
