"""What a date is for: deadline, event or tentative; windows; days and ranges; in English, French and Spanish."""

from __future__ import annotations

import pytest

from tests.bulletin.reading.reading_of import read

D, E, T = "deadline", "event", "tentative"

CASES = [
    ("en", "Applications are open from 1 March to 15 April 2026.", [(D, "apply", "2026-04-15", None, "2026-03-01")]),
    (
        "en",
        "Registration opens on 1 March 2026 and closes on 15 April 2026.",
        [(D, "register", "2026-04-15", None, "2026-03-01")],
    ),
    (
        "en",
        "Submit abstracts by 1 March 2026 and full papers by 1 May 2026.",
        [(D, "propose", "2026-03-01", None, None), (D, "propose", "2026-05-01", None, None)],
    ),
    ("en", "The closing date for applications is Friday, 27 February 2026.", [(D, "apply", "2026-02-27", None, None)]),
    (
        "en",
        "The project will run from 1 September 2026 until 30 June 2027.",
        [(E, "attend", "2026-09-01", "2027-06-30", None)],
    ),
    ("en", "On 15 and 16 January 2026, experts will meet in Bangkok.", [(E, "meet", "2026-01-15", "2026-01-16", None)]),
    ("en", "International Mother Language Day, 21 February 2026", [(E, "celebrate", "2026-02-21", None, None)]),
    ("en", "The conference will take place in March 2026.", [(T, "attend", "2026-03-01", "2026-03-31", None)]),
    ("en", "Results by the end of March 2026.", [(D, "announce", "2026-03-31", None, None)]),
    (
        "en",
        "Reports are due 1 March 2026 and 1 September 2026.",
        [(D, "submit", "2026-03-01", None, None), (D, "submit", "2026-09-01", None, None)],
    ),
    (
        "en",
        "Deadline for registration: 10 March 2026. Event: 12 March 2026.",
        [(D, "register", "2026-03-10", None, None), (E, "attend", "2026-03-12", None, None)],
    ),
    ("en", "It took place from 28 to 30 October 2025 in Samarkand.", [(E, "attend", "2025-10-28", "2025-10-30", None)]),
    (
        "en",
        "The office is closed from 24 December 2026 to 3 January 2027.",
        [(E, "attend", "2026-12-24", "2027-01-03", None)],
    ),
    ("en", "Schools that applied will be contacted by 31 March 2026.", [(D, "contact", "2026-03-31", None, None)]),
    ("en", "The 2023 text was adopted on 20 November 2023 (A/RES/74/135).", []),
    ("en", "Students aged 10 to 14 and 15 to 18; the 4th session (45min), 80 minutes, page 12-14, SDG 4, COP 30.", []),
    ("fr", "Inscriptions ouvertes du 1er au 15 mars 2026.", [(D, "register", "2026-03-15", None, "2026-03-01")]),
    (
        "fr",
        "Les inscriptions ouvrent le 1er mars 2026 et se terminent le 15 avril 2026.",
        [(D, "register", "2026-04-15", None, "2026-03-01")],
    ),
    ("fr", "Candidatures jusqu'au 28 février 2026 inclus.", [(D, "apply", "2026-02-28", None, None)]),
    ("fr", "Les 14 et 15 mars 2026, à Genève.", [(E, "attend", "2026-03-14", "2026-03-15", None)]),
    (
        "fr",
        "Jusqu'à fin mars 2026, les écoles peuvent proposer une session.",
        [(D, "propose", "2026-03-31", None, None)],
    ),
    ("fr", "Le projet se déroulera d'avril à décembre 2026.", [(E, "attend", "2026-04-01", "2026-12-31", None)]),
    (
        "fr",
        "Retrait possible jusqu'au 26 janvier 2026, inscription jusqu'au 1er février 2026.",
        [(D, "withdraw", "2026-01-26", None, None), (D, "register", "2026-02-01", None, None)],
    ),
    (
        "fr",
        "Le dossier est à déposer du 11 octobre au 12 novembre 2027.",
        [(D, "submit", "2027-11-12", None, "2027-10-11")],
    ),
    ("fr", "Délai : 12/05/2026", [(D, "respond", "2026-05-12", None, None)]),
    ("es", "Inscripciones abiertas del 1 al 15 de marzo de 2026.", [(D, "register", "2026-03-15", None, "2026-03-01")]),
    (
        "es",
        "El plazo de inscripción se abre el 1 de marzo de 2026 y se cierra el 15 de abril de 2026.",
        [(D, "register", "2026-04-15", None, "2026-03-01")],
    ),
    ("es", "Envíe su cartel antes del 1 de febrero de 2026.", [(D, "submit-poster", "2026-02-01", None, None)]),
    ("es", "Los días 14 y 15 de marzo de 2026, en Quito.", [(E, "attend", "2026-03-14", "2026-03-15", None)]),
    ("es", "Del 28 de diciembre de 2026 al 3 de enero de 2027", [(E, "attend", "2026-12-28", "2027-01-03", None)]),
    (
        "es",
        "La convocatoria permanecerá abierta entre el 1 de marzo y el 30 de abril de 2026.",
        [(D, "apply", "2026-04-30", None, "2026-03-01")],
    ),
    (
        "es",
        "A mediados de junio de 2026 se publicarán los resultados.",
        [(T, "announce", "2026-06-11", "2026-06-20", None)],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[case[1][:50] for case in CASES])
def test_a_date_is_read_for_what_it_is(language: str, text: str, expected: list[tuple[object, ...]]) -> None:
    moments = read(text, language).moments
    assert [(str(each.kind), each.what, each.start, each.end, each.opens) for each in moments] == expected


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[case[1][:50] for case in CASES])
def test_the_passage_stands_where_it_is_said_to(language: str, text: str, expected: list[tuple[object, ...]]) -> None:
    for each in read(text, language).moments:
        assert text[each.offset : each.offset + len(each.text)] == each.text


VAGUE = [
    ("en", "The meeting is in the first week of February 2026.", "week", "2026-02-02", "2026-02-08"),
    ("en", "It will be held in early March 2026.", "ten-days", "2026-03-01", "2026-03-10"),
    ("en", "It will be held in late February 2028.", "ten-days", "2028-02-21", "2028-02-29"),
    ("en", "A visit in the first half of May 2026.", "half-month", "2026-05-01", "2026-05-15"),
    ("en", "A report in the second half of 2026.", "half-year", "2026-07-01", "2026-12-31"),
    ("en", "It will open in the week of 9 March 2026.", "week", "2026-03-09", "2026-03-15"),
    ("fr", "Réunion dans la dernière semaine de mars 2026.", "week", "2026-03-30", "2026-04-05"),
    ("fr", "La visite aura lieu à la mi-février 2026.", "ten-days", "2026-02-11", "2026-02-20"),
    ("fr", "Dans la seconde quinzaine de mai 2026.", "half-month", "2026-05-16", "2026-05-31"),
    ("fr", "Au premier semestre 2026.", "half-year", "2026-01-01", "2026-06-30"),
    ("es", "En la primera quincena de octubre de 2026.", "half-month", "2026-10-01", "2026-10-15"),
    ("es", "A finales de marzo de 2026.", "ten-days", "2026-03-21", "2026-03-31"),
]


@pytest.mark.parametrize(("language", "text", "precision", "start", "end"), VAGUE)
def test_what_is_coarser_than_a_day_is_tentative(
    language: str, text: str, precision: str, start: str, end: str
) -> None:
    assert [(str(each.kind), each.precision, each.start, each.end) for each in read(text, language).moments] == [
        ("tentative", precision, start, end)
    ]
