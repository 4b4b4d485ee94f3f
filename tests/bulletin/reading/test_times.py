"""Clock times with their days and zones, and what is warned of."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bulletin.reading.reading_of import facts, kinds, read

CASES = [
    (
        "en",
        "The workshop takes place in Nairobi on 5 May 2026 at 9:00.",
        [("event", "2026-05-05T09:00", None, "Africa/Nairobi")],
        [],
    ),
    (
        "en",
        "Register by 1 March 2026 at 6 pm Nairobi time.",
        [("deadline", "2026-03-01T18:00", None, "Africa/Nairobi")],
        [],
    ),
    (
        "en",
        "5 March 2026 from 14:00 to 15:30 IST.",
        [("event", "2026-03-05T14:00", "2026-03-05T15:30", None)],
        ["zone-ambiguous"],
    ),
    ("en", "In New Delhi on 5 March 2026 at 14:00 IST.", [("event", "2026-03-05T14:00", None, "Asia/Kolkata")], []),
    ("en", "Monday 2 March 2026 at 10:00.", [("event", "2026-03-02T10:00", None, None)], ["zone-missing"]),
    ("en", "Open until 27 February 2026, 23:59 AoE.", [("deadline", "2026-02-27T23:59", None, "UTC-12:00")], []),
    ("en", "Meeting on 18 March 2026 at 14:00 GMT+3.", [("event", "2026-03-18T14:00", None, "UTC+03:00")], []),
    (
        "en",
        "15 January 2026, 9:30 to 10:30 (CEST, Paris time)",
        [("event", "2026-01-15T09:30", "2026-01-15T10:30", "Europe/Paris")],
        ["zone-abbreviation"],
    ),
    (
        "en",
        "15 January 2026, 3:00 to 4:00 pm CET",
        [("event", "2026-01-15T15:00", "2026-01-15T16:00", "Europe/Paris")],
        [],
    ),
    (
        "en",
        "15 July 2026, 10:00 GMT (London)",
        [("event", "2026-07-15T10:00", None, "Europe/London")],
        ["zone-abbreviation"],
    ),
    (
        "en",
        "15 January 2026, 10:00 CET / 9:00 London / 17:00 Beijing",
        [("event", "2026-01-15T10:00", None, "Europe/Paris")],
        [],
    ),
    (
        "en",
        "15 January 2026, 10:00 CET / 11:00 in London.",
        [("event", "2026-01-15T10:00", None, "Europe/Paris")],
        ["conversion-mismatch"],
    ),
    (
        "en",
        "Until midnight on 15 March 2026 (Dakar time).",
        [("deadline", "2026-03-15T23:59", None, "Africa/Dakar")],
        ["midnight"],
    ),
    (
        "en",
        "6 March 2026, 12 noon to 1 pm, Lagos time",
        [("event", "2026-03-06T12:00", "2026-03-06T13:00", "Africa/Lagos")],
        [],
    ),
    (
        "en",
        "31 December 2026, 23:00 to 00:30 (Lisbon time)",
        [("event", "2026-12-31T23:00", "2027-01-01T00:30", "Europe/Lisbon")],
        [],
    ),
    (
        "en",
        "Doors open on 27 March 2026 at 6 p.m. and close at midnight, Rome time.",
        [("event", "2026-03-27T18:00", "2026-03-27T23:59", "Europe/Rome")],
        ["midnight"],
    ),
    (
        "en",
        "From Saturday 27 March 2027, 22:00 to Sunday 28 March 2027, 08:00 (Paris time)",
        [("event", "2027-03-27T22:00", "2027-03-28T08:00", "Europe/Paris")],
        ["dst-change"],
    ),
    (
        "en",
        "Sunday 28 March 2027 at 2:30 a.m. (Paris time)",
        [("event", "2027-03-28T02:30", None, "Europe/Paris")],
        ["dst-gap"],
    ),
    (
        "en",
        "Sunday 31 October 2027 at 2:30 a.m. (Madrid time)",
        [("event", "2027-10-31T02:30", None, "Europe/Madrid")],
        ["dst-fold"],
    ),
    (
        "en",
        "5 to 7 May 2026, 9:00–17:00, Kampala",
        [("event", "2026-05-05T09:00", "2026-05-07T17:00", "Africa/Kampala")],
        [],
    ),
    ("en", "3 March 2026 at 25:00", [("event", "2026-03-03", None, None)], ["time-format"]),
    (
        "en",
        "9 March 2027 at 14:00 p.m. (Manila time)",
        [("event", "2027-03-09T14:00", None, "Asia/Manila")],
        ["time-format"],
    ),
    (
        "en",
        "Registration by 12 p.m. on 19 March 2027 (Kingston time).",
        [("deadline", "2027-03-19T12:00", None, "America/Jamaica")],
        [],
    ),
    (
        "en",
        "2027-03-18T16:00 to 17:15, UTC+05:30",
        [("event", "2027-03-18T16:00", "2027-03-18T17:15", "UTC+05:30")],
        [],
    ),
    ("fr", "Le mardi 3 mars 2026 à 13h (heure de Paris).", [("event", "2026-03-03T13:00", None, "Europe/Paris")], []),
    (
        "fr",
        "Le 12 novembre 2026 à midi, heure de Montréal (18h à Paris).",
        [("event", "2026-11-12T12:00", None, "America/Toronto")],
        [],
    ),
    (
        "fr",
        "Le 19 septembre 2026 à 15h00 GMT, en ligne (17h à Paris, 15h à Abidjan)",
        [("event", "2026-09-19T15:00", None, "UTC")],
        [],
    ),
    (
        "fr",
        "Jusqu'au 20 mars 2026, 18 h, heure de New York (EST).",
        [("deadline", "2026-03-20T18:00", None, "America/New_York")],
        ["zone-abbreviation"],
    ),
    (
        "fr",
        "L'échéance est fixée au 30 avril 2026, à 17 heures (TU).",
        [("deadline", "2026-04-30T17:00", None, "UTC")],
        [],
    ),
    (
        "fr",
        "Textes attendus le lundi 30 mars 2026 à 23h59 (heure de Dakar).",
        [("deadline", "2026-03-30T23:59", None, "Africa/Dakar")],
        [],
    ),
    (
        "es",
        "El martes 3 de marzo de 2026 a las 17.00 h (hora de París).",
        [("event", "2026-03-03T17:00", None, "Europe/Paris")],
        [],
    ),
    (
        "es",
        "El taller tendrá lugar en Lima el 5 de mayo de 2026 a las 9 de la mañana.",
        [("event", "2026-05-05T09:00", None, "America/Lima")],
        [],
    ),
    (
        "es",
        "Viernes 22 de mayo de 2026, 15.30 horas (CET, hora de París).",
        [("event", "2026-05-22T15:30", None, "Europe/Paris")],
        ["zone-abbreviation"],
    ),
    (
        "es",
        "Hasta el 31 de mayo de 2026 a medianoche (hora de Madrid).",
        [("deadline", "2026-05-31T23:59", None, "Europe/Madrid")],
        ["midnight"],
    ),
    ("zh", "2026年1月15日上午10点（北京时间）", [("event", "2026-01-15T10:00", None, "Asia/Shanghai")], []),
    (
        "ru",
        "Встреча состоится 15 января 2026 г. в 10:00 по московскому времени",
        [("event", "2026-01-15T10:00", None, "Europe/Moscow")],
        [],
    ),
    ("ar", "١٥ يناير ٢٠٢٦ الساعة 10:00 بتوقيت باريس", [("event", "2026-01-15T10:00", None, "Europe/Paris")], []),
    ("de", "Austausch am 12.06.2027 um 10:00 Uhr (UTC+02:00)", [("event", "2027-06-12T10:00", None, "UTC+02:00")], []),
    (
        "pt",
        "Reunião em 15 de janeiro de 2026 às 10h (hora de Lisboa)",
        [("event", "2026-01-15T10:00", None, "Europe/Lisbon")],
        [],
    ),
]


@pytest.mark.parametrize(("language", "text", "moments", "warned"), CASES, ids=[case[1][:55] for case in CASES])
def test_a_time_is_read_in_its_zone(
    language: str, text: str, moments: list[tuple[object, ...]], warned: list[str]
) -> None:
    reading = read(text, language)
    assert (facts(reading), kinds(reading)) == (moments, warned)


def test_a_time_under_its_day_takes_it_over() -> None:
    text = (
        "The feast is in **Ljubljana on 12 March 2027**.\n"
        "- **Morning | 9:30 - 12:00 (local time)**\n- Afternoon | 14:00 - 16:30 (local time)"
    )
    assert facts(read(text)) == [
        ("event", "2027-03-12", None, "Europe/Ljubljana"),
        ("event", "2027-03-12T09:30", "2027-03-12T12:00", "Europe/Ljubljana"),
        ("event", "2027-03-12T14:00", "2027-03-12T16:30", "Europe/Ljubljana"),
    ]


def test_date_time_and_venue_on_lines_of_their_own_are_one_event() -> None:
    reading = read("Date: 12 March 2026\nTime: 10:00-11:30 (Geneva time)\nVenue: Palais, Geneva")
    assert facts(reading) == [("event", "2026-03-12T10:00", "2026-03-12T11:30", "Europe/Zurich")]
    assert reading.moments[0].place == "Geneva"


def test_one_time_holds_for_every_day_of_an_enumeration() -> None:
    reading = read(
        "Thursday 17 December, Thursday 14 January and Thursday 4 February, each at 17:00 (Paris time).",
        issued=date(2026, 12, 14),
    )
    assert [each.start for each in reading.moments] == ["2026-12-17T17:00", "2027-01-14T17:00", "2027-02-04T17:00"]


def test_each_language_run_is_a_moment_of_its_own() -> None:
    lines = "- ENGLISH: 20 January 2026 at 10 a.m. (Paris time)\n- FRENCH: 21 January 2026 at 1 p.m. (Paris time)"
    assert [(each.lang, each.start) for each in read(lines).moments] == [
        ("en", "2026-01-20T10:00"),
        ("fr", "2026-01-21T13:00"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mardi 9 mars 2027 : 9h en espagnol, 11h en français et 16h en anglais (heure de Genève)."),
        ("en", "On 9 March 2027: 9:00 in Spanish, 11:00 in French and 16:00 in English (Geneva time)."),
        (
            "es",
            "9 de marzo de 2027: 9:00 en español, 11:00 en francés y 16:00 en inglés (hora de Ginebra).",
        ),
    ],
)
def test_runs_on_one_line_keep_their_language_and_share_the_zone(language: str, text: str) -> None:
    assert [(each.lang, each.start, each.zone) for each in read(text, language).moments] == [
        ("es", "2027-03-09T09:00", "Europe/Zurich"),
        ("fr", "2027-03-09T11:00", "Europe/Zurich"),
        ("en", "2027-03-09T16:00", "Europe/Zurich"),
    ]


def test_a_zone_said_once_holds_for_the_whole_item() -> None:
    reading = read("All times are Paris time.\n- 3 March 2026, 10:00\n- 4 March 2026, 11:00")
    assert (facts(reading), kinds(reading)) == (
        [("event", "2026-03-03T10:00", None, "Europe/Paris"), ("event", "2026-03-04T11:00", None, "Europe/Paris")],
        [],
    )


def test_a_table_is_read_by_its_columns() -> None:
    reading = read("| Region | Meeting | Deadline\n| Africa | 3 March 2026, 10:00 (Nairobi time) | 20 February 2026")
    assert facts(reading) == [
        ("event", "2026-03-03T10:00", None, "Africa/Nairobi"),
        ("deadline", "2026-02-20", None, None),
    ]


def test_office_hours_are_no_event() -> None:
    assert read("Every Tuesday at 10:00 (Paris time) we hold office hours.").moments == ()
