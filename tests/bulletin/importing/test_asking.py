"""Calls that an item proposes: what is asked, with the dates that belong to it, in three languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heliograph.bulletin.importing import read_text

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def calls(body: str, label: str = "INVITATION", title: str = "A gathering of schools"):
    """The proposals of calls of one item among two."""
    other = "## Another thing\n\nNEWS\n\nNothing is asked here.\n"
    text = f"# News 7\n\n12 January 2026\n\n## {title}\n\n{label}\n\n{body}\n\n{other}"
    item = read_text(text, now=NOW).items[0]
    return [one for one in item.proposals if one.kind == "call"]


def dates(call):
    return [(one["of"], one["start"]) for one in call.prefill["deadlines"]]


@pytest.mark.parametrize(
    "body",
    [
        "Please register by 1 February 2026. You can withdraw your registration until 26 January 2026.",
        "Inscrivez-vous avant le 1er février 2026. Vous pouvez annuler votre inscription jusqu’au 26 janvier 2026.",
        "Inscripción hasta el 1 de febrero de 2026. Pueden cancelar su inscripción hasta el 26 de enero de 2026.",
    ],
    ids=["en", "fr", "es"],
)
def test_withdrawing_is_a_date_of_the_registration(body):
    (call,) = calls(body)
    assert (call.title, call.prefill["call"], dates(call)) == (
        "A gathering of schools", "registration", [("closes", "2026-02-01"), ("withdraw", "2026-01-26")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "Register by 1 February 2026. If you have registered, please reconfirm your attendance by e-mail.",
        "Inscription avant le 1er février 2026. Déjà inscrit ? Merci de confirmer encore une fois votre présence.",
        "Inscripción hasta el 1 de febrero de 2026. ¿Ya se inscribió? Confirme de nuevo su asistencia.",
    ],
    ids=["en", "fr", "es"],
)
def test_reconfirming_without_a_day_is_a_date_to_be_announced(body):
    (call,) = calls(body)
    assert dates(call) == [("closes", "2026-02-01"), ("reconfirm", None)]


@pytest.mark.parametrize(
    "body",
    [
        "Apply by 31 January 2026. All applicants will be contacted by 31 March 2026.",
        "Candidatures jusqu’au 31 janvier 2026. Les candidats seront contactés avant le 31 mars 2026.",
        "La fecha límite de las solicitudes es el 31 de enero de 2026. "
        "Las escuelas serán contactadas a más tardar el 31 de marzo de 2026.",
    ],
    ids=["en", "fr", "es"],
)
def test_being_contacted_is_a_date_of_the_application(body):
    (call,) = calls(body, "CALL FOR PARTNERS")
    assert (call.prefill["call"], dates(call)) == (
        "application", [("closes", "2026-01-31"), ("contact", "2026-03-31")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "We meet online on 20 January 2026. If you want to share good practices and take the floor, "
        "please contact a.b@example.org.",
        "Rencontre en ligne le 20 janvier 2026. Vos écoles souhaitent présenter une bonne pratique ? "
        "Écrivez à a.b@example.org.",
        "Nos vemos en línea el 20 de enero de 2026. ¿Les gustaría presentar una buena práctica? "
        "Escriban a a.b@example.org.",
    ],
    ids=["en", "fr", "es"],
)
def test_an_offer_without_a_day_is_a_call_with_its_contact(body):
    (call,) = calls(body)
    assert (call.prefill["call"], dates(call), call.prefill["contact"]) == ("proposal", [], ["a.b@example.org"])
    assert call.title.startswith("A gathering of schools")
    assert call.title != "A gathering of schools"


@pytest.mark.parametrize(
    "body",
    [
        "We would like to share good practices of three schools. Questions: a.b@example.org.",
        "Nous souhaitons partager les bonnes pratiques de trois écoles. Contact : a.b@example.org.",
        "The schools shared their experiences and took the floor. To know more, write to a.b@example.org.",
        "If you want to share good practices, watch this space.",
    ],
)
def test_a_report_or_an_ask_without_an_address_is_no_offer(body):
    assert calls(body, "NEWS") == []


def test_two_things_are_two_calls_under_the_lines_that_name_them():
    found = calls(
        "- **Registration**\n  - Please register by 1 February 2026.\n"
        "- Posters (open to all):\n  - Send us your poster by 5 February 2026 to posters@example.org.\n"
        "- How to join?\n  - Submit your proposal for a session by 15 January 2026.\n"
    )
    assert [(one.title, one.prefill["call"], dates(one)) for one in found] == [
        ("A gathering of schools: Registration", "registration", [("closes", "2026-02-01")]),
        ("A gathering of schools: Posters", "contribution", [("closes", "2026-02-05")]),
        ("A gathering of schools: proposals", "proposal", [("closes", "2026-01-15")]),
    ]
    assert found[1].prefill["audiences"] == ["everybody"]
    assert found[1].prefill["contact"] == ["posters@example.org"]


def test_interest_and_what_is_sent_afterwards_are_two_calls():
    found = calls("Express your interest by 15 February 2026. Submissions must be shared by 30 March 2026.", "CALL")
    assert [(one.prefill["call"], dates(one)) for one in found] == [
        ("interest", [("closes", "2026-02-15")]),
        ("contribution", [("closes", "2026-03-30")]),
    ]


def test_each_call_has_the_form_beside_its_own_date():
    found = calls(
        "Express your interest in the [form](https://a.example.org/interest) by 15 February 2026. "
        "Submissions go to [this form](https://a.example.org/send) by 30 March 2026."
    )
    assert [one.prefill["form"] for one in found] == ["https://a.example.org/interest", "https://a.example.org/send"]


def test_a_second_date_of_one_thing_is_for_a_person_to_decide():
    (call,) = calls("Register by 1 February 2026. Schools in Asia can register until 5 February 2026.")
    assert dates(call) == [("closes", "2026-02-01"), ("", "2026-02-05")]


def test_a_window_gives_the_opening_too():
    (call,) = calls("Registration is open from 15 January to 1 February 2026.")
    assert (call.prefill["opens"], dates(call)) == ("2026-01-15", [("closes", "2026-02-01")])


def test_a_label_alone_is_a_call_without_a_date():
    (call,) = calls("Schools are sought that want to plant trees together.", "CALL FOR PARTNERS")
    assert (call.title, call.prefill["call"], dates(call)) == ("A gathering of schools", "application", [])


def test_a_date_taken_back_is_no_date_of_a_call():
    (call,) = calls("Register by ~~1 February 2026~~ 8 February 2026.")
    assert dates(call) == [("closes", "2026-02-08")]


def test_only_a_date_of_being_contacted_asks_nothing():
    assert calls("All schools will be contacted by 31 March 2026.", "NEWS") == []
