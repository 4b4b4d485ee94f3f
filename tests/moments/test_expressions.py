"""Single expressions, and look-alikes that are none."""

from __future__ import annotations

import pytest

from heliograph.moments.recognise import DateFound, find

NOTHING = [
    "Students aged 10 to 14 and 15 to 18",
    "the 4th session",
    "a workshop (45min)",
    "see A/RES/74/135",
    "the 2023 Recommendation",
    "SDG 4 and COP 30",
    "call +33 1 45 68 10 00",
    "pages 12-14",
    "No. 22",
    "version 3.12.1",
    "you may 15 times",
    "a march of 30 people",
    "17.30 euros",
    "room 12, floor 3",
    "the ratio is 3:1",
    "within 24h",
    "a 2h workshop",
    "Agenda 2030",
    "office@s12.example.org",
    "https://example.org/2026/01/15/10:30",
    "7 out of 10",
    "une durée de 2h",
    "sept écoles",
    "once niños",
    "mar y sol",
    "de 10 a 14 años",
    "section 4.12",
    "33 C/Resolution 53",
    "15% of 300",
    "60 mars",
    "24h/24",
    "see report_2026-05-01.pdf",
    "7, rue du 11-Novembre",
    "place du 8 Mai 1945",
    "Avenida 9 de Julio 100",
    "la calle 5 de Mayo, 12",
    "Duration: 1h30",
    "Durée : 1h30",
    "Duración: 1h30",
    "a talk (2 h)",
]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("text", NOTHING)
def test_figures_that_are_no_time_are_left_alone(text: str, language: str) -> None:
    found = find(text, language)
    assert (found.dates, found.times) == ((), ())


def written(found: DateFound) -> tuple[object, ...]:
    first, last = found.first, found.last
    return (first.day, first.month, first.year, *((last.day, last.month, last.year) if last else ()))


DATES = [
    ("en", "31 March – 2 April 2026", [(31, 3, 2026, 2, 4, 2026)]),
    ("en", "30 Nov.–4 Dec.", [(30, 11, None, 4, 12, None)]),
    ("en", "28 December to 3 January 2027", [(28, 12, 2026, 3, 1, 2027)]),
    ("en", "from November 12 to 14", [(12, 11, None, 14, 11, None)]),
    ("en", "Jan 15th", [(15, 1, None)]),
    ("en", "the 15th of January", [(15, 1, None)]),
    ("en", "first of March 2026", [(1, 3, 2026)]),
    ("en", "15, 16 and 17 January", [(15, 1, None), (16, 1, None), (17, 1, None)]),
    ("en", "Room 4, 15 March 2026", [(15, 3, 2026)]),
    ("en", "01/15/2026", [(15, 1, 2026)]),
    ("en", "May 5, 2026", [(5, 5, 2026)]),
    ("en", "22.01.27 at noon", [(22, 1, 2027)]),
    ("en", "w/c 16 March 2026", [(16, 3, 2026)]),
    ("es", "12/05/2026: fin de la encuesta", [(12, 5, 2026)]),
    ("fr", "rendez-vous place du Marché le 8 mai 2026", [(8, 5, 2026)]),
    ("en", "15-Jan-2026", [(15, 1, 2026)]),
    ("en", "12/05/2026 in New York", [(5, 12, 2026)]),
    ("en", "Monday 12 to Wednesday 14 October 2026", [(12, 10, 2026, 14, 10, 2026)]),
    ("fr", "du 1er au 3 août 2026", [(1, 8, 2026, 3, 8, 2026)]),
    ("fr", "le 12/05/2026", [(12, 5, 2026)]),
    ("fr", "1er févr. 2026", [(1, 2, 2026)]),
    ("fr", "12-14/05/2026", [(12, 5, 2026, 14, 5, 2026)]),
    ("fr", "du 31/03 au 02/04/2026", [(31, 3, 2026, 2, 4, 2026)]),
    ("es", "1.º de marzo de 2026", [(1, 3, 2026)]),
    ("es", "del 12 al 14 de noviembre de 2026", [(12, 11, 2026, 14, 11, 2026)]),
    ("es", "martes 3 de marzo del 2026", [(3, 3, 2026)]),
    ("es", "14 y 15 de mayo", [(14, 5, None), (15, 5, None)]),
    ("de", "12.–14.05.2026", [(12, 5, 2026, 14, 5, 2026)]),
    ("zh", "2026年1月15日至17日", [(15, 1, 2026, 17, 1, 2026)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), DATES)
def test_a_date_is_found(language: str, text: str, expected: list[tuple[object, ...]]) -> None:
    assert [written(each) for each in find(text, language).dates] == expected


TIMES = [
    ("3:00 to 4:00 pm", 900, 960),
    ("11 to 1 pm", 660, 780),
    ("9-11 am", 540, 660),
    ("10.30 a.m.", 630, None),
    ("13h", 780, None),
    ("13 h 30", 810, None),
    ("13h00-14h00", 780, 840),
    ("de 10h à 12h", 600, 720),
    ("a las 17.00 h", 1020, None),
    ("at 17.30", 1050, None),
    ("noon", 720, None),
    ("à midi", 720, None),
    ("entre 10 et 12 heures", 600, 720),
    ("a las 5 de la tarde", 1020, None),
    ("1400 GMT", 840, None),
    ("10-11.30 CET", 600, 690),
    ("1400-1530 hrs EAT", 840, 930),
    ("10.30-12.00", 630, 720),
    ("Day 1: 31 March 2026, 9:00", 540, None),
    ("hasta las 12 de la noche", 1439, None),
    ("a las 12 de la mañana", 720, None),
    ("10 o'clock", 600, None),
    ("um 17 Uhr", 1020, None),
    ("12 p.m.", 720, None),
    ("12 a.m.", 0, None),
    ("de las 10:00 a las 11:30", 600, 690),
    ("上午10点", 600, None),
    ("下午3:30", 930, None),
]


@pytest.mark.parametrize(("text", "first", "last"), TIMES)
def test_a_clock_time_is_found(text: str, first: int, last: int | None) -> None:
    found = find(text, "en").times
    assert [(each.first.minute, each.last.minute if each.last else None) for each in found] == [(first, last)]


ZONES = [
    ("10:00 Paris time", "Europe/Paris"),
    ("10h, heure de Paris", "Europe/Paris"),
    ("10h (heure d'Abidjan)", "Africa/Abidjan"),
    ("10:00 Brussels time", "Europe/Brussels"),
    ("a las 10, hora de París", "Europe/Paris"),
    ("10:00 local time of Bangkok", "Asia/Bangkok"),
    ("10:00 UTC+2", "UTC+02:00"),
    ("10:00 GMT+01:00", "UTC+01:00"),
    ("10:00 UTC−5", "UTC-05:00"),
    ("10:00+02:00", "UTC+02:00"),
    ("23:59 AoE", "UTC-12:00"),
    ("10h, heure du Caire", "Africa/Cairo"),
    ("10:00 New York time", "America/New_York"),
    ("10:00（北京时间）", "Asia/Shanghai"),
    ("14:00 hora de Ciudad de México", "America/Mexico_City"),
    ("10:00 UTC+5:30", "UTC+05:30"),
    ("2026-04-02T13:00Z", "UTC"),
    ("2026-04-02T13:00:00-05:00", "UTC-05:00"),
    ("16 h 30 (heure de l'Est)", "America/Toronto"),
    ("16 h 30, heure du Pacifique", "America/Vancouver"),
]


@pytest.mark.parametrize(("text", "zone"), ZONES)
def test_a_zone_is_found(text: str, zone: str) -> None:
    assert [each.zone for each in find(text, "en").zones if not each.bare] == [zone]


@pytest.mark.parametrize(
    ("text", "abbreviation"),
    [
        ("12:30 (HAE)", "HAE"),
        ("12 h 30, heure normale de l'Est", "HNE"),
        ("12:30 Eastern Time", "ET"),
        ("12:30 Pacific Standard Time", "PST"),
        ("12:30 Mountain time", "MT"),
        ("12:30 Central Time", "CT"),
        ("a las 12:30, hora del Este", "ET"),
        ("a las 12:30, hora del Pacífico", "PT"),
    ],
)
def test_a_zone_of_north_america_is_found(text: str, abbreviation: str) -> None:
    assert [each.abbreviation for each in find(text, "en").zones if not each.bare] == [abbreviation]
