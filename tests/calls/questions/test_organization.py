"""Organizations of the network are found by name, as far as the one who answers may see them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.calls.questions.asking import ask, cleaned, fault, form, sent
from tests.calls.questions.posting import posted
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db
GONE = "What you chose is not on record any more. Search for it once more."
WHICH = "The network has these. Choose the one that you mean."


def offers(found):
    page = BeautifulSoup(str(found), "html.parser")
    return [each.get_text(" ", strip=True) for each in page.find_all("label")[0:] if each.find("input", type="radio")]


def test_the_one_school_of_a_name_is_taken():
    tokoin = school("Lycée de Tokoin")
    school("Lycée de Tsévié")
    assert cleaned(ask("organization"), "lycée de  TOKOIN") == {
        "organization": str(tokoin.public_id),
        "name": "Lycée de Tokoin",
    }


def test_several_are_offered_and_one_is_chosen():
    tokoin = school("Lycée de Tokoin")
    school("Lycée de Tsévié", city="Tsévié")
    question = ask("organization")
    assert fault(question, "lycée") == WHICH
    first = sent(question, post={"q_a": "lycée"})
    assert not first.is_valid()
    assert offers(first) == [
        "Lycée de Tokoin Lomé, Togo",
        "Lycée de Tsévié Tsévié, Togo",
        "None of these: keep “lycée” as I wrote it",
    ]
    again = posted(first)
    again["q_a.choice"] = str(tokoin.public_id)
    assert cleaned(question, {key[3:]: value for key, value in again.items()}) == {
        "organization": str(tokoin.public_id),
        "name": "Lycée de Tokoin",
    }


def test_words_for_a_school_that_is_not_on_record_are_kept():
    school("Lycée de Tokoin")
    question = ask("organization")
    assert cleaned(question, "École de la Mer") == {"name": "École de la Mer"}
    given = {"": "lycée", ".for": "lycée", ".choice": "_none"}
    assert cleaned(question, given) == {"name": "lycée"}
    strict = ask("organization", settings={"free": False})
    none = "The network has none of this name. Try fewer words, or one word of the name only."
    assert fault(strict, "École de la Mer") == none
    assert fault(strict, given) == WHICH


def test_a_choice_for_other_words_does_not_count():
    tokoin = school("Lycée de Tokoin")
    given = {"": "École de la Mer", ".for": "lycée", ".choice": str(tokoin.public_id)}
    assert cleaned(ask("organization"), given) == {"name": "École de la Mer"}


def test_only_organizations_that_one_may_see_are_found():
    hidden = school("Lycée caché", visibility="hidden")
    coordinator = with_role(person(), "coordinator", country="TG")
    abroad = with_role(person(), "coordinator", country="KE")
    question, whole = ask("organization"), {"organization": str(hidden.public_id), "name": "Lycée caché"}
    given = {"": "caché", ".for": "caché", ".choice": str(hidden.public_id)}
    assert cleaned(question, "lycée caché", person=coordinator) == whole
    assert cleaned(question, given, person=coordinator) == whole
    for reader in (None, person(), abroad):
        assert cleaned(question, "lycée caché", person=reader) == {"name": "lycée caché"}
        assert fault(question, given, person=reader) == GONE


@pytest.mark.parametrize("choice", ["x", "' OR 1", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_a_choice_that_was_never_offered_is_refused(choice):
    given = {"": "Lycée", ".for": "Lycée", ".choice": choice}
    assert fault(ask("organization"), given) == GONE


@pytest.mark.parametrize("known", [{}, {"organization": "0f7b7c9e-7d2b-4b5e-9c43-0d6f2b1f6a11"}])
def test_what_was_answered_before_stays_without_a_query(known, django_assert_num_queries):
    stored = {"name": "Mer", **known}
    with django_assert_num_queries(0):
        shown = form(ask("organization"), initial={"a": stored})
        again = form(ask("organization"), data=posted(shown), initial={"a": stored})
        assert again.is_valid()
        assert again.answers() == {"a": stored}
        str(again)


def test_an_answer_can_be_taken_back():
    stored = {"a": {"name": "Mer"}}
    assert cleaned(ask("organization"), {"": "", ".for": "Mer", ".choice": "_none"}, initial=stored) is None
