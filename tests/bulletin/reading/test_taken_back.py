"""Dates struck out, put off without another, moved, or printed wrongly the last time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.bulletin.importing.reading import ReadingContext, read_item
from tests.bulletin.reading.reading_of import blocks_of, kinds, read

MOVES = [
    ("en", "The deadline moves from 13 to 27 March 2026."),
    ("fr", "La date limite passe du 13 au 27 mars 2026."),
    ("es", "La fecha límite pasa del 13 al 27 de marzo de 2026."),
    ("en", "Deadline: ~~13 March 2026~~ 27 March 2026"),
    ("fr", "Date limite : ~~13 mars 2026~~ 27 mars 2026"),
    ("es", "Plazo: ~~13 de marzo de 2026~~ 27 de marzo de 2026"),
]


@pytest.mark.parametrize(("language", "text"), MOVES)
def test_a_moved_deadline_is_two_dates(language: str, text: str) -> None:
    reading = read(text, language)
    assert [(str(each.kind), each.start, each.status) for each in reading.moments] == [
        ("deadline", "2026-03-13", "withdrawn"),
        ("deadline", "2026-03-27", None),
    ]
    assert kinds(reading) == ["date-changed"]


def test_strokes_that_only_the_source_shows_are_seen() -> None:
    source = "Apply by ~~9 October 2026~~ 23 October 2026."
    (block,) = blocks_of(source)
    shown = [at for at, character in enumerate(source) if character != "~"]
    block = replace(block, text="".join(source[at] for at in shown), origins=tuple(shown))
    reading = read_item("", (block,), ReadingContext("en", None, "Europe/Paris", (2026,), source))
    assert [(str(each.kind), each.start, each.status) for each in reading.moments] == [
        ("deadline", "2026-10-09", "withdrawn"),
        ("deadline", "2026-10-23", None),
    ]


PUT_OFF = [
    ("en", "The visit on 11 March 2026 is off."),
    ("en", "The visit on 11 March 2026 will not go ahead."),
    ("en", "The visit of 11 March 2026 is postponed until further notice."),
    ("fr", "L'assemblée, qui devait se tenir le 11 mars 2026, est reportée à une date ultérieure."),
    ("fr", "La visite du 11 mars 2026 est reportée sine die."),
    ("es", "Se pospone hasta nuevo aviso la visita del 11 de marzo de 2026."),
    ("es", "La visita del 11 de marzo de 2026 se aplaza sine die."),
]


@pytest.mark.parametrize(("language", "text"), PUT_OFF)
def test_what_is_put_off_without_a_date_is_withdrawn(language: str, text: str) -> None:
    assert [(each.start, each.status) for each in read(text, language).moments] == [("2026-03-11", "withdrawn")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "New date: 12/02/2027 (before: 05/02/2027)"),
        ("fr", "Nouvelle date : 12/02/2027 (avant : 05/02/2027)"),
        ("es", "Nueva fecha: 12/02/2027 (antes: 05/02/2027)"),
    ],
)
def test_the_date_from_before_is_withdrawn_and_no_deadline(language: str, text: str) -> None:
    assert [(str(each.kind), each.start, each.status) for each in read(text, language).moments] == [
        ("event", "2027-02-12", None),
        ("event", "2027-02-05", "withdrawn"),
    ]


MISPRINTS = [
    ("en", "The webinar is on 30 April 2026. In our last issue we wrote 3 p.m. The correct time is 2 p.m."),
    ("fr", "Le webinaire a lieu le 30 avril 2026. Nous avions écrit 15 h. L'heure correcte est 14 h."),
    ("es", "El seminario es el 30 de abril de 2026. Escribimos 15:00. La hora correcta es 14:00."),
]


@pytest.mark.parametrize(("language", "text"), MISPRINTS)
def test_a_time_printed_wrongly_is_withdrawn(language: str, text: str) -> None:
    assert [(each.start, each.status) for each in read(text, language).moments] == [
        ("2026-04-30T15:00", "withdrawn"),
        ("2026-04-30T14:00", None),
    ]
