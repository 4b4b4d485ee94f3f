"""Texts, numbers, days and addresses: what is kept of what people type, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from tests.calls.questions.asking import ask, cleaned, fault

UNSHOWN = "This text has signs that cannot be kept. Delete it and type it anew."
WHOLE = "Write a whole number in digits, for example 12."
DAY = "Write the day as year, month and day, for example 2026-01-31."
MAIL = "Write a whole e-mail address, like name@school.example.org."
WEB = "Write an address of the web, like https://school.example.org, of 500 characters at most."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ama   Mensah ", "Ama Mensah"),
        ("Ama\tMensah", "Ama Mensah"),
        ("E\u0301cole", "École"),
        ("\u200fمدرسة\u200e \u202aلومي\u202c", "مدرسة لومي"),
        ("نی\u200cک", "نی\u200cک"),
        ("\u200b \u2800", None),
        ("   ", None),
    ],
)
def test_a_short_text_is_one_clean_line(typed, kept):
    assert cleaned(ask("short"), typed) == kept


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1b[31m", "a\x07", "\ud800"])
@pytest.mark.parametrize("type_", ["short", "long"])
def test_signs_that_nobody_types_are_refused(type_, typed):
    assert fault(ask(type_), typed) == UNSHOWN


def test_a_long_text_keeps_its_lines_and_marks_of_direction():
    assert cleaned(ask("long"), " One \r\n\r\ntwo\u200f\u202e  \rthree\n") == "One\n\ntwo\u200f\nthree"


@pytest.mark.parametrize("type_", ["short", "long"])
def test_a_text_that_is_too_long_is_told_by_how_much(type_):
    question = ask(type_, settings={"most": 10})
    assert cleaned(question, "0123456789") == "0123456789"
    said = "This is 12 characters long, and 10 are possible. Shorten it by 2."
    assert fault(question, "0123456789ab") == said
    assert fault(question, "x" * 1_000_000).startswith("This is 1000000 characters long")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", 12), (" 12 ", 12), ("+12", 12), ("-3", -3), ("−3", -3), ("1 234", 1234),
        ("1,234", 1234), ("1.234", 1234),
        ("1\u202f234\u202f567", 1234567), ("١٢", 12), ("۱۲۳", 123), ("१२", 12), ("", None), ("0", 0), ("007", 7),
    ],
)  # fmt: skip
def test_whole_numbers_are_read_as_people_write_them(typed, kept):
    assert cleaned(ask("number"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1.5", 1.5), ("1,5", 1.5), ("١٫٥", 1.5), ("1 234,5", 1234.5), ("1,234.56", 1234.56), ("1.234,56", 1234.56),
     ("12", 12.0), ("-0", 0.0), ("1.234.567", 1234567.0)],
)  # fmt: skip
def test_numbers_with_decimals_take_a_point_or_a_comma(typed, kept):
    assert cleaned(ask("number", settings={"decimals": 2}), typed) == kept


@pytest.mark.parametrize(
    "typed", ["x", "1.5", "1e3", "NaN", "inf", "0x10", "1,23", "--1", "1_000", "²", "9" * 50, "1\u202e2"]
)
def test_what_is_no_whole_number_is_refused(typed):
    assert fault(ask("number"), typed) == WHOLE


def test_decimals_and_limits_of_a_number():
    question = ask("number", settings={"decimals": 1, "least": 0, "most": 2000})
    assert cleaned(question, "0,5") == 0.5
    assert fault(question, "0,55") == "Write a number in digits, with 1 decimals at most."
    assert fault(question, "-1") == "Write a number of at least 0."
    assert fault(question, "2000.1") == "Write a number of at most 2,000."
    assert fault(ask("number"), "9" * 30) == "Write a number of at most 1,000,000,000."


@pytest.mark.parametrize(("typed", "kept"), [("2026-01-31", "2026-01-31"), ("٢٠٢٦-٠١-٣١", "2026-01-31"), ("", None)])
def test_a_day_is_kept_as_iso_has_it(typed, kept):
    assert cleaned(ask("date"), typed) == kept


@pytest.mark.parametrize("typed", ["31.1.2026", "2026-02-30", "20260131", "2026-W05-6", "2026-1-31", "x" * 5000])
def test_what_is_no_day_is_refused(typed):
    assert fault(ask("date"), typed) == DAY


def test_a_day_outside_the_limits_is_told_which_they_are():
    question = ask("date", settings={"least": "2026-03-01", "most": "2026-03-31"})
    assert fault(question, "2026-02-28") == "Choose a day that is not before Sunday, 1 March 2026."
    assert fault(question, "2026-04-01") == "Choose a day that is not after Tuesday, 31 March 2026."
    assert fault(ask("date"), "0001-01-01") == "Choose a day that is not before Monday, 1 January 1900."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ama@School.Example.ORG", "ama@school.example.org"), (" a@b.example.org ", "a@b.example.org"), ("", None)],
)
def test_an_address_is_kept_as_it_is_written_to(typed, kept):
    assert cleaned(ask("email"), typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ama",
        "ama@",
        "a@b@example.org",
        "a b@example.org",
        "a@example.org\nBcc: x@example.org",
        "\u202ea@example.org",
        "a@" + "c" * 300 + ".example.org",
    ],
)
def test_what_is_no_address_of_a_mailbox_is_refused(typed):
    assert fault(ask("email"), typed) == MAIL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        ("school.example.org/page", "https://school.example.org/page"),
        ("", None),
    ],
)
def test_an_address_of_the_web_is_kept(typed, kept):
    assert cleaned(ask("url"), typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "ftp://example.org", "file:///etc",
     "https://", "https://a@example.org", "https://example.org\n/x", "//example.org",
     "https://example.org/" + "a" * 500, "no"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(typed):
    assert fault(ask("url"), typed) == WEB


@pytest.mark.parametrize(("type_", "code", "unknown"), [("country", "TG", "XX"), ("language", "fr", "xx")])
def test_a_code_is_one_of_the_list(type_, code, unknown):
    assert cleaned(ask(type_), code) == code
    assert cleaned(ask(type_), "") is None
    assert fault(ask(type_), unknown) == "Choose one from the list."
