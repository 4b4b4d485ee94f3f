"""Replies, whole and in pieces, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.smtp.replies import Garbled, Replies, Reply

TALK = b"250-first\r\n250-\r\n250 last\r\n354 go on\n421\r\n"
SAID = [Reply(250, b"first  last"), Reply(354, b"go on"), Reply(421, b"")]


def test_replies_of_one_and_several_lines_are_read():
    assert Replies().feed(TALK) == SAID


@given(st.lists(st.integers(0, len(TALK)), max_size=6))
def test_replies_in_any_portions_are_the_same(cuts):
    replies, ends = Replies(), sorted({0, *cuts, len(TALK)})
    portions = [TALK[start:end] for start, end in pairwise(ends)]
    assert [reply for portion in portions for reply in replies.feed(portion)] == SAID


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n",
        b"\r\n",
        b"199 too low\r\n",
        b"600 too high\r\n",
        b"250_ok\r\n",
        b"2500\r\n",
        b"HTTP/1.1 400 Bad\r\n",
    ],
)
def test_what_is_no_reply_is_garbled(data):
    with pytest.raises(Garbled):
        Replies().feed(data)


def test_lines_of_two_codes_are_garbled():
    with pytest.raises(Garbled, match="a reply of two codes: 250 and 550"):
        Replies().feed(b"250-yes\r\n550 no\r\n")


def test_line_without_end_is_given_up():
    replies = Replies()
    assert replies.feed(b"250 " + b"x" * 8000) == []
    with pytest.raises(Garbled, match="no end"):
        replies.feed(b"x" * 1000)


def test_line_too_long_is_given_up_although_it_ends():
    with pytest.raises(Garbled):
        Replies().feed(b"250 " + b"x" * 9000 + b"\r\n")


def test_reply_without_end_is_given_up():
    with pytest.raises(Garbled, match="no end"):
        Replies().feed(b"250-more\r\n" * 20_000)


def test_answer_is_one_printable_line_of_500_characters():
    assert Reply(550, b"5.1.1 no\xff such\ttext").answer == "550 5.1.1 no\N{REPLACEMENT CHARACTER} such text"
    answer = Reply(550, b"x" * 900).answer
    assert (len(answer), answer[-1]) == (500, "…")
