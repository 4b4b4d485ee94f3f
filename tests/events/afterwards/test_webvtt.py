"""WebVTT is read strictly: what a browser would leave out is named with its line."""

from __future__ import annotations

import pytest

from heliograph.events.afterwards.webvtt import Faulty, Line, clock, parse, write

FILE = """\ufeffWEBVTT - Session 4
Kind: captions

STYLE
::cue { color: white }

NOTE Made by hand

intro
00:01.000 --> 00:04.250 line:90% align:start
<v.first Ms Diop>Welcome &amp; good <i>morning</i>.
<c.yellow.bg_blue>Everybody</c> is here.

01:00:04.250 --> 01:00:06.000
أهلاً وسهلاً بكم

01:00:05.000 --> 01:00:07.500
<00:00:05.500>Two <lang fr>mots</lang>
"""


def test_a_file_is_read_as_it_is_meant():
    assert parse(FILE.encode()) == [
        Line(1000, 4250, "Ms Diop", "Welcome & good morning.\nEverybody is here."),
        Line(3604250, 3606000, "", "أهلاً وسهلاً بكم"),
        Line(3605000, 3607500, "", "Two mots"),
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_lines_may_end_as_every_system_ends_them(ends):
    assert len(parse(FILE.replace("\n", ends).encode())) == 3


def test_what_is_written_is_read_as_the_same():
    lines = [Line(0, 900, "", "1 < 2 & 3 > 2\nsecond"), Line(360_000_000, 360_000_001, "A <b>", "ÿ &amp;")]
    assert parse(write(lines).encode()) == lines


def wrong(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as caught:
        parse(text.encode() if isinstance(text, str) else text)
    return [(each.line, each.sentence) for each in caught.value.faults]


HEAD = "WEBVTT\n\n"
ONE = "00:01.000 --> 00:02.000\nHello\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "does not begin"),
        ("WEBVTTX\n\n" + ONE, 1, "does not begin"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", 1, "SubRip"),
        ("WEBVTT\n" + ONE, 2, "empty line is missing"),
        (HEAD, 0, "no captions"),
        (HEAD + "NOTE only\n", 0, "no captions"),
        (HEAD + "Hello\n", 3, "text without a time"),
        (HEAD + "1\nHello\n", 3, "text without a time"),
        (HEAD + "00:01,000 --> 00:02,000\nHello\n", 3, "no time"),
        (HEAD + "00:01.000 -->00:02.000\nHello\n", 3, "no time"),
        (HEAD + "00:61.000 --> 00:62.000\nHello\n", 3, "no time"),
        (HEAD + "00:02.000 --> 00:02.000\nHello\n", 3, "ends before"),
        (HEAD + "9999:00:00.000 --> 9999:00:01.000\nHello\n", 3, "too far"),
        (HEAD + "00:01.000 --> 00:02.000 colour:red\nHello\n", 3, "no setting"),
        (HEAD + "00:01.000 --> 00:02.000\n", 3, "without text"),
        (HEAD + "00:01.000 --> 00:02.000\n<i></i>\n", 3, "without text"),
        (HEAD + "00:01.000 --> 00:02.000\nA\n<script>B\n", 5, "no tag"),
        (HEAD + "00:01.000 --> 00:02.000\n1 < 2\n", 4, "stands alone"),
        (HEAD + ONE + "00:03.000 --> 00:04.000\nB\n", 3, "stand together"),
        (HEAD + "NOTE a\nb --> c\n\n" + ONE, 3, "A note"),
        (HEAD + "00:05.000 --> 00:06.000\nA\n\n" + ONE, 6, "before the one above"),
        (HEAD + "00:01.000 --> 00:02.000\n" + "a" * 2001, 3, "too long"),
        (HEAD + "00:01.000 --> 00:02.000\n\x00", 0, "no text"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, line, said):
    found = wrong(text)
    assert [each[0] for each in found] == [line]
    assert said in found[0][1]


def test_a_file_in_another_encoding_is_told_so():
    assert wrong(("WEBVTT\n\n" + ONE.replace("Hello", "été")).encode("latin-1"))[0][0] == 4


def test_several_faults_are_named_at_once_but_not_all():
    many = HEAD + "".join(f"00:{number:02}.000 --> nowhere\nA\n\n" for number in range(20))
    assert [line for line, _ in wrong(many)] == list(range(3, 33, 3))


def test_a_place_is_written_as_players_write_it():
    assert [clock(each) for each in (0, 65_999, 3_725_000)] == ["0:00", "1:05", "1:02:05"]
