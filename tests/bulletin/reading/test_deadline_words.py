"""Words that make a date a deadline, windows that end at a clock time, and words that only look like it."""

from __future__ import annotations

import pytest

from tests.bulletin.reading.reading_of import facts, kinds, read

WINDOWS = [
    ("fr", "Dépôt : du 9 novembre au 4 décembre 2026, 17h (heure de Lomé)", "2026-11-09", "2026-12-04T17:00"),
    ("es", "Inscripción del 9 de marzo al 4 de abril de 2026, 17:00 h", "2026-03-09", "2026-04-04T17:00"),
    ("en", "Applications: from 9 November to 4 December 2026, 5 p.m.", "2026-11-09", "2026-12-04T17:00"),
    ("fr", "Candidatures : du 3 au 20 mars 2026, minuit", "2026-03-03", "2026-03-20T23:59"),
    ("es", "Las fotos se recibirán del 1.º al 30 de abril de 2026.", "2026-04-01", "2026-04-30"),
    ("fr", "Les photos seront reçues du 1er au 30 avril 2026.", "2026-04-01", "2026-04-30"),
    ("fr", "Le concours est ouvert du 3 au 20 mars 2026, 18 h.", "2026-03-03", "2026-03-20T18:00"),
    ("es", "El concurso está abierto del 3 al 20 de marzo de 2026.", "2026-03-03", "2026-03-20"),
    ("en", "Photos will be accepted from 1 to 30 April 2026.", "2026-04-01", "2026-04-30"),
]


@pytest.mark.parametrize(("language", "text", "opens", "closes"), WINDOWS)
def test_a_window_closes_at_the_time_that_ends_it(language: str, text: str, opens: str, closes: str) -> None:
    moments = read(text, language).moments
    assert [(str(each.kind), each.opens, each.start, each.end) for each in moments] == [
        ("deadline", opens, closes, None)
    ]


def test_an_event_of_several_days_with_one_time_lasts_to_its_last_day() -> None:
    text = "Conference, 9 to 12 November 2026, 9:00 (Nairobi time)"
    assert facts(read(text)) == [("event", "2026-11-09T09:00", "2026-11-12T23:59", "Africa/Nairobi")]


MIDNIGHTS = [
    ("fr", "Répondez jusqu'à demain, 31 mars 2026, minuit (heure de Paris)."),
    ("fr", "Le vote s'achève le 31 mars 2026 à minuit, heure de Paris."),
    ("es", "Se aceptan hasta las 12 de la noche del 31 de marzo de 2026 (hora de París)."),
    ("en", "Entries close at 12 midnight on 31 March 2026 (Paris time)."),
]


@pytest.mark.parametrize(("language", "text"), MIDNIGHTS)
def test_midnight_of_a_deadline_is_the_end_of_its_day(language: str, text: str) -> None:
    reading = read(text, language)
    assert facts(reading) == [("deadline", "2026-03-31T23:59", None, "Europe/Paris")]
    assert kinds(reading) == ["midnight"]


DEADLINES = [
    ("en", "Apply until and including 20 March 2026."),
    ("en", "Questions up to and including 20 March 2026."),
    ("en", "Send the form by EOD 20 March 2026."),
    ("en", "Send it by COB Friday 20 March 2026."),
    ("en", "You have until this Friday, 20 March 2026, to answer."),
    ("en", "No report will be accepted after 20 March 2026."),
    ("en", "20 March 2026: end of the survey"),
    ("en", "The survey ends on 20 March 2026."),
    ("fr", "Merci de nous envoyer vos listes pour le 20 mars 2026."),
    ("fr", "Inscription obligatoire pour le 20 mars 2026."),
    ("fr", "Les rapports sont attendus pour le 20 mars 2026 au soir."),
    ("fr", "Aucun rapport ne sera accepté après le 20 mars 2026."),
    ("fr", "Envoyez vos fiches le 20 mars 2026 dernier délai."),
    ("fr", "20/03/2026 : fin du sondage"),
    ("fr", "Fin du sondage : 20/03/2026"),
    ("fr", "L'enquête se termine le 20 mars 2026."),
    ("fr", "Vous avez jusqu'à ce vendredi, 20 mars 2026, pour répondre."),
    ("es", "Tienen hasta este viernes, 20 de marzo de 2026, para responder."),
    ("es", "Las fichas deben enviarse para el 20 de marzo de 2026."),
    ("es", "No se aceptará ningún informe después del 20 de marzo de 2026."),
    ("es", "20/03/2026: fin de la encuesta"),
    ("es", "La votación termina el 20 de marzo de 2026."),
]


@pytest.mark.parametrize(("language", "text"), DEADLINES)
def test_words_of_an_end_make_a_deadline(language: str, text: str) -> None:
    assert facts(read(text, language)) == [("deadline", "2026-03-20", None, None)]


EVENTS = [
    ("en", "The trip ends on 20 March 2026."),
    ("fr", "Le stage se termine le 20 mars 2026."),
    ("es", "El curso termina el 20 de marzo de 2026."),
    ("fr", "La réunion est prévue pour le 20 mars 2026."),
    ("fr", "Rendez-vous pour le 20 mars 2026."),
    ("es", "La reunión está prevista para el 20 de marzo de 2026."),
    ("en", "World Book and Copyright Day, 20 March 2026"),
]


@pytest.mark.parametrize(("language", "text"), EVENTS)
def test_what_ends_or_is_planned_is_an_event(language: str, text: str) -> None:
    assert facts(read(text, language)) == [("event", "2026-03-20", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The registration desk is closed from 24 December 2026 to 3 January 2027."),
        ("fr", "Le secrétariat des inscriptions est fermé du 24 décembre 2026 au 3 janvier 2027."),
        ("es", "La secretaría de inscripciones permanecerá cerrada del 24 de diciembre de 2026 al 3 de enero de 2027."),
    ],
)
def test_a_closed_office_is_no_window(language: str, text: str) -> None:
    assert facts(read(text, language)) == [("event", "2026-12-24", "2027-01-03", None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Applicants will hear from us by 31 March 2026."),
        ("fr", "Les candidats recevront une réponse avant le 31 mars 2026."),
        ("es", "Los candidatos recibirán una respuesta antes del 31 de marzo de 2026."),
    ],
)
def test_the_secretariats_own_answer_is_a_contact(language: str, text: str) -> None:
    assert [(str(each.kind), each.what) for each in read(text, language).moments] == [("deadline", "contact")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Korean schools will contact all applicants by 31 March 2026."),
        ("fr", "Les écoles contacteront tous les candidats au plus tard le 31 mars 2026."),
        ("es", "Las escuelas contactarán a todas las escuelas candidatas a más tardar el 31 de marzo de 2026."),
    ],
)
def test_a_day_by_which_applicants_are_answered_asks_nothing_of_them(language: str, line: str) -> None:
    (found,) = read(line, language).moments
    assert (found.what, found.start) == ("contact", "2026-03-31")
