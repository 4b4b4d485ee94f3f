"""Missing years, days that do not exist, dates taken back, what is still open."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bulletin.reading.reading_of import facts, kinds, read


@pytest.mark.parametrize(
    ("text", "issued", "start"),
    [
        ("The report is due on 8 January.", date(2026, 12, 14), "2027-01-08"),
        ("Join us on 3 March.", date(2026, 1, 5), "2026-03-03"),
        ("Join us on 3 January.", date(2026, 1, 5), "2026-01-03"),
        ("The meeting was held on 12 November.", date(2026, 1, 5), "2025-11-12"),
        ("Tuesday, 20 January", date(2025, 12, 1), "2026-01-20"),
    ],
)
def test_the_likeliest_year_is_taken_and_said(text: str, issued: date, start: str) -> None:
    reading = read(text, issued=issued)
    assert [each.start for each in reading.moments] == [start]
    assert kinds(reading) == ["year-missing"]
    assert start[:4] in reading.warnings[0].message


def test_without_any_date_the_years_of_the_text_decide() -> None:
    text = "Plans for 2026.\nThe meeting held from November 12 to 14 set the goals for 2026."
    assert facts(read(text, issued=None)) == [("event", "2025-11-12", "2025-11-14", None)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "start"),
    [
        ("en", "We meet on 31 February 2026.", "impossible-date", None),
        ("fr", "Le 29 février 2026", "impossible-date", None),
        ("en", "We meet on Monday 3 March 2026.", "weekday-mismatch", "2026-03-03"),
        ("es", "El lunes 3 de marzo de 2026", "weekday-mismatch", "2026-03-03"),
        ("en", "Send it by 03/04/2026.", "ambiguous-date", "2026-04-03"),
        ("en", "We meet on the 15th at 10:00 (Paris time).", "date-incomplete", None),
        ("fr", "Rendez-vous le 5 à 10 h (heure de Paris).", "date-incomplete", None),
        ("en", "From 5 May 2026 to 3 May 2026", "end-before-start", "2026-05-05"),
    ],
)
def test_a_doubtful_date_is_warned_of(language: str, text: str, kind: str, start: str | None) -> None:
    reading = read(text, language)
    assert ([each.start for each in reading.moments], kinds(reading)) == ([start], [kind])


def test_a_day_first_date_is_plain_in_french() -> None:
    reading = read("Le 12/05/2026", "fr")
    assert (facts(reading), kinds(reading)) == ([("event", "2026-05-12", None, None)], [])


CHANGES = [
    (
        "en",
        "The deadline has been extended from 7 May 2026 to 28 May 2026.",
        [("deadline", "2026-05-07", "withdrawn"), ("deadline", "2026-05-28", None)],
    ),
    (
        "en",
        "The deadline has been extended from 7 to 28 May 2026.",
        [("deadline", "2026-05-07", "withdrawn"), ("deadline", "2026-05-28", None)],
    ),
    ("en", "The deadline has been extended to 31 January 2026.", [("deadline", "2026-01-31", None)]),
    (
        "en",
        "The visit planned for 17–21 May 2027 has been postponed to 14–18 June 2027.",
        [("event", "2027-05-17", "withdrawn"), ("event", "2027-06-14", None)],
    ),
    (
        "en",
        "The webinar, originally planned for 3 March 2026, will now be held on 10 March 2026.",
        [("event", "2026-03-03", "withdrawn"), ("event", "2026-03-10", None)],
    ),
    (
        "en",
        "Instead of 3 March 2026, we meet on 10 March 2026.",
        [("event", "2026-03-03", "withdrawn"), ("event", "2026-03-10", None)],
    ),
    (
        "fr",
        "La date limite est prolongée du 15 au 31 janvier 2026.",
        [("deadline", "2026-01-15", "withdrawn"), ("deadline", "2026-01-31", None)],
    ),
    (
        "fr",
        "Prévues du 22 au 24 mars 2027, les journées sont reportées du 10 au 12 mai 2027.",
        [("event", "2027-03-22", "withdrawn"), ("event", "2027-05-10", None)],
    ),
    (
        "fr",
        "La réunion prévue le 3 mars 2026 est reportée au 10 mars 2026.",
        [("event", "2026-03-03", "withdrawn"), ("event", "2026-03-10", None)],
    ),
    (
        "es",
        "Se amplía el plazo: del 27 de agosto de 2027 al 10 de septiembre de 2027.",
        [("deadline", "2027-08-27", "withdrawn"), ("deadline", "2027-09-10", None)],
    ),
    (
        "es",
        "La reunión prevista para el 3 de marzo de 2026 se aplaza al 10 de marzo de 2026.",
        [("event", "2026-03-03", "withdrawn"), ("event", "2026-03-10", None)],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CHANGES)
def test_a_date_taken_back_stays_beside_its_successor(
    language: str, text: str, expected: list[tuple[object, ...]]
) -> None:
    reading = read(text, language)
    assert [(str(each.kind), each.start, each.status) for each in reading.moments] == expected
    assert kinds(reading) == ["date-changed"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The webinar of Thursday 20 May 2027, 15:00 (Geneva time), is cancelled."),
        ("fr", "Le séminaire du 20 mai 2027 est annulé."),
        ("es", "La reunión del 20 de mayo de 2027 se cancela."),
    ],
)
def test_a_cancelled_date_is_withdrawn(language: str, text: str) -> None:
    assert [(each.start[:10] if each.start else None, each.status) for each in read(text, language).moments] == [
        ("2027-05-20", "withdrawn")
    ]


def test_asking_to_cancel_a_registration_takes_nothing_back() -> None:
    moments = read("Cancel your registration by 26 January 2026.").moments
    assert [(each.what, each.start, each.status) for each in moments] == [("withdraw", "2026-01-26", None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Date: TBC"),
        ("en", "The date will be confirmed shortly."),
        ("fr", "Date à confirmer."),
        ("fr", "La date sera communiquée prochainement."),
        ("es", "Fecha por confirmar."),
        ("es", "La fecha se anunciará próximamente."),
    ],
)
def test_a_date_to_be_confirmed_is_a_moment_without_one(language: str, text: str) -> None:
    reading = read(text, language)
    assert (facts(reading), kinds(reading)) == ([("tentative", None, None, None)], ["to-confirm"])


def test_a_day_whose_time_is_open_is_an_event() -> None:
    reading = read("**Arab States:** Monday 2 February 2026. Time and zoom link will be shared shortly.")
    assert (facts(reading), kinds(reading)) == ([("event", "2026-02-02", None, None)], ["to-confirm"])


def test_a_week_whose_day_is_open_is_one_tentative_moment() -> None:
    reading = read(
        "The meeting is held in the first week of February 2026. The exact date and time will be confirmed shortly."
    )
    assert (facts(reading), kinds(reading)) == ([("tentative", "2026-02-02", "2026-02-08", None)], ["to-confirm"])


def test_a_day_marked_as_open_is_tentative() -> None:
    assert facts(read("The forum is on 15 March 2026 (tbc).")) == [("tentative", "2026-03-15", None, None)]


def test_a_link_that_will_come_leaves_no_moment_open() -> None:
    reading = read("The registration link will be available in the coming days.")
    assert (reading.moments, kinds(reading)) == ((), ["to-confirm"])


def test_a_moment_said_twice_is_one() -> None:
    reading = read("Nominate a cook until 26 February 2026. Remember: nominations close on 26 February 2026!")
    assert [(each.what, each.start) for each in reading.moments] == [("nominate", "2026-02-26")]


def test_two_deadlines_on_a_day_for_two_purposes_are_two() -> None:
    reading = read("- Register by 1 February 2026.\n- The deadline for your poster is 1 February 2026.")
    assert [(each.what, each.start) for each in reading.moments] == [
        ("register", "2026-02-01"),
        ("submit-poster", "2026-02-01"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Teams register by 12 February 2027. No team can be added after the registration deadline of 15 February 2027.",
        "## Forum, 26 – 28 March 2027\nThe forum (26–29 March 2027) is in Malta.",
    ],
)
def test_two_dates_for_one_thing_are_warned_of(text: str) -> None:
    assert "date-inconsistent" in kinds(read(text))


def test_a_deadline_after_its_event_or_before_the_issue_is_warned_of() -> None:
    assert "deadline-after-event" in kinds(read("The forum is on 3 March 2026. Register by 5 March 2026."))
    assert "deadline-passed" in kinds(read("Register by 3 January 2026."))
