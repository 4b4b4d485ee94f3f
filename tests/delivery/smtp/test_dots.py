"""Content as it stands on the wire."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.smtp.dots import stuffed

LINES = st.lists(st.sampled_from([b".", b"..", b"", b"a", b".a", b"a.", b" .", b"\xe2\x80\xa6"]), max_size=8)


@given(LINES)
def test_server_finds_the_same_content_and_no_early_end(lines):
    content = b"".join(line + b"\r\n" for line in lines)
    wire = stuffed(content)
    assert b"\r\n.\r\n" not in b"\r\n" + wire
    assert re.sub(rb"(?m)^\.", b"", wire) == content


@given(st.lists(st.sampled_from([b".", b"\r", b"\n", b"\r\n", b"a", b"MAIL"]), max_size=12).map(b"".join))
def test_a_line_feed_and_a_dot_never_end_it(content):
    wire = b"\r\n" + stuffed(content)
    assert not re.search(rb"\n\.(\r|\n)", wire)


@pytest.mark.parametrize(
    ("content", "wire"),
    [
        (b"", b""),
        (b"a", b"a\r\n"),
        (b"a\r\n", b"a\r\n"),
        (b".", b"..\r\n"),
        (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b"a\n.\r\nMAIL FROM:<x>\r\n", b"a\r\n..\r\nMAIL FROM:<x>\r\n"),
        (b"a\nb\r\n", b"a\nb\r\n"),
    ],
)
def test_content_is_stuffed_and_ended(content, wire):
    assert stuffed(content) == wire


def test_usual_content_is_not_copied():
    content = b"Subject: x\r\n\r\nHello.\r\n"
    assert stuffed(content) is content
