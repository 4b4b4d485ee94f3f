"""Sound and film are followed to their end."""

from __future__ import annotations

import pytest

from tests.calls.files.making import box, checked, film, mp3, ogg, wave, webm
from tests.calls.files.refusing import refusal

LABEL = b"ID3\x04\0\0\0\0\x01\0" + bytes(128)


@pytest.mark.parametrize(
    ("name", "data", "kept_name", "content_type"),
    [
        ("a.mp4", film(), "a.mp4", "video/mp4"),
        ("a.mp4", film(b"mp42"), "a.mp4", "video/mp4"),
        ("a.mov", film(b"qt  "), "a.mov", "video/quicktime"),
        ("a.m4a", film(b"M4A ", b"soun"), "a.m4a", "audio/mp4"),
        ("a.m4a", film(b"mp42", b"soun"), "a.m4a", "audio/mp4"),
        ("a.m4a", film(b"M4A ", b"vide"), "a.mp4", "video/mp4"),
        ("a.mp3", mp3(), "a.mp3", "audio/mpeg"),
        ("a.mp3", mp3(LABEL), "a.mp3", "audio/mpeg"),
        ("a.opus", ogg(), "a.opus", "audio/ogg"),
        ("a.ogg", ogg(b"\x01vorbis"), "a.ogg", "audio/ogg"),
        ("a.flac", b"fLaC\0\0\0\x22" + bytes(34), "a.flac", "audio/flac"),
        ("a.wav", wave(), "a.wav", "audio/wav"),
        ("a.webm", webm(), "a.webm", "video/webm"),
    ],
)
def test_sound_and_film_are_told_by_their_structure(name, data, kept_name, content_type):
    found = checked(name, data)
    assert (found.name, found.content_type, found.content.read()) == (kept_name, content_type, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mp4", film()[:-1]),
        ("a.mp4", film() + b"\0"),
        ("a.mp4", box(b"ftyp", b"isom" + bytes(8)) + box(b"moov")),
        ("a.mp4", box(b"ftyp", b"isom" + bytes(8)) + box(b"free") * 10_001),
        ("a.wav", wave()[:-2]),
        ("a.ogg", ogg()[:-1]),
        ("a.webm", webm()[:-1]),
    ],
)
def test_what_is_cut_off_is_refused(name, data):
    assert refusal(name, data) == "damaged"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mkv", webm(b"matroska")),
        ("a.ogv", ogg(b"\x80theora")),
        ("a.mp3", mp3()[:500]),
        ("a.mp3", b"\xff\xfb\xf0\0" + bytes(500)),
        ("a.mp3", LABEL + bytes(500)),
    ],
)
def test_what_is_none_of_these_is_not_guessed(name, data):
    assert refusal(name, data) == "unknown"
