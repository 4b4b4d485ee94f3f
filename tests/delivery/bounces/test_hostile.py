"""Mails written to break whoever reads them: read_report raises Unreadable, or nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.delivery.bounces.mime import Unreadable
from heliograph.delivery.bounces.reports import Report, read_report

CASES = Path(__file__).parents[2] / "cases" / "bounces"
SAMPLES = [path.read_bytes() for path in sorted(CASES.glob("*/input.eml"))]
LETTERS = b"Content-Type: message/rfc822\n\n" * 20_000
BOXES = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(1000))


@pytest.mark.parametrize("content", [LETTERS, BOXES], ids=["letters in letters", "boxes in boxes"])
def test_bottomless_nesting_is_unreadable(content):
    with pytest.raises(Unreadable):
        read_report(content)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: multipart/report; boundary*" + b"9" * 3_000 + b"=x",
        b'Content-Type: multipart/report; boundary="' + b";" * 20_000,
        b"Content-Type: message/delivery-status; charset*=x''%ff%00",
        b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: \xff\x00",
        b"Content-Type: text/plain; charset=undefined\nFrom: MAILER-DAEMON@example.org",
        b"Content-Transfer-Encoding: base64\nFrom: MAILER-DAEMON@example.org",
        b"From: " + b"(" * 20_000 + b"@" * 20_000,
        b"Subject: =?x?b?=?=\nTo: =?utf-8?q?=FF=FE?=",
        b": no name\nSubject\x00: odd",
    ],
)
def test_odd_headers_are_read_or_unreadable(header):
    with suppress(Unreadable):
        assert isinstance(read_report(header + b"\n\n550 5.1.1 \xff\x00" + b"=" * 50), Report | None)


@settings(max_examples=60)
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_report_is_read_or_unreadable(sample, data):
    place = data.draw(st.integers(0, len(sample)))
    length = data.draw(st.integers(0, 40))
    content = sample[:place] + data.draw(st.binary(max_size=30)) + sample[place + length :]
    with suppress(Unreadable):
        assert isinstance(read_report(content), Report | None)
