"""The form of a set of questions: what is asked of whom, what a draft keeps, how it stands on the page."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions import drawing
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.types import unregister
from heliograph.calls.questions.types.registry import register
from heliograph.calls.questions.types.text import Short
from tests.calls.questions.asking import ask, asked, form, sent
from tests.calls.questions.posting import posted
from tests.network.factories import NOW

HOW = ask("single", "how", label="How do you come?", options=["Train", "Plane"], required=True)
WHEN = ask("date", "when", required=True, shown={"question": "how", "values": ["train"]})
MORE = ask("multiple", "more", options=["Bike", "Food"], shown={"question": "how", "values": ["train", "plane"]})
BIKE = ask("number", "bike", required=True, shown={"question": "more", "values": ["bike"]})


def soup(of):
    return BeautifulSoup(str(of), "html.parser")


def test_fields_stand_in_the_order_of_the_questions():
    text = ask("text", "intro", settings={"text": {"en": "Read **this** first."}})
    found = form(HOW, text, WHEN)
    assert list(found.fields) == ["q_how", "q_when"]
    places = [str(found).index(words) for words in ("How do you come?", "<strong>this</strong>", 'id="id_q_when"')]
    assert places == sorted(places)


def test_answers_have_no_empty_ones():
    found = sent(ask("short"), ask("long", "b"), post={"q_a": "Ama", "q_b": " "})
    assert found.is_valid()
    assert found.answers() == {"a": "Ama"}


def test_a_question_that_is_not_shown_is_not_needed_and_has_no_answer():
    found = sent(HOW, WHEN, post={"q_how": "plane", "q_when": "never"})
    assert found.is_valid()
    assert found.answers() == {"how": "plane"}


def test_a_question_that_is_shown_is_needed():
    found = sent(HOW, WHEN, post={"q_how": "train"})
    assert [(each.target, each.sentence) for each in found.faults] == [("id_q_when", "Answer this question.")]


def test_what_depends_on_something_hidden_is_hidden_too():
    given = {"q_how": "", "q_more": ["bike"], "q_bike": "x"}
    found = sent({**HOW, "required": False}, MORE, BIKE, post=given)
    assert found.is_valid()
    assert found.answers() == {}
    shown = sent(HOW, MORE, BIKE, post={**given, "q_how": "plane"})
    assert list(shown.errors) == ["q_bike"]


def test_a_consent_decides():
    consent = ask("consent", "ok", label="Pictures", settings={"text": {"en": "You may show them."}})
    name = ask("short", "name", required=True, shown={"question": "ok", "values": ["yes"]})
    assert sent(consent, name, post={}).is_valid()
    assert not sent(consent, name, post={"q_ok": "yes"}).is_valid()
    assert "Only if you agree above: Pictures." in str(form(consent, name))


def test_without_a_script_it_is_said_when_a_question_is_asked():
    part = soup(form(HOW, WHEN)).find(attrs={"data-shown-by": "q_how"})
    assert part["data-shown-as"] == "train"
    line = part.find(class_="condition")
    assert line.get_text() == "Only if you answered “Train” above: How do you come?"
    assert line["id"] in part.find("input")["aria-describedby"].split()
    assert not part.find("input").has_attr("required")


def test_a_draft_keeps_what_is_right_and_what_is_wrong_as_it_was_typed():
    questions = (ask("number"), ask("short", "b"), HOW, WHEN)
    found = sent(*questions, post={"q_a": "many", "q_b": "Ama", "q_how": "plane", "q_when": "soon"})
    draft = found.unchecked()
    assert draft == {
        "a": {"as typed": {"": ["many"]}},
        "b": "Ama",
        "how": "plane",
        "when": {"as typed": {"": ["soon"]}},
    }
    again = form(*questions, initial=draft)
    assert posted(again).dict() == {"q_a": "many", "q_b": "Ama", "q_how": "plane", "q_when": "soon"}
    assert not again.errors


def test_a_draft_keeps_what_was_chosen_with_it():
    question = ask("single", options=["Post"], settings={"other": True}), ask("ranked", "r", options=["A", "B"])
    found = sent(*question, post={"q_a": "_other", "q_a.other": "", "q_r.a": "1", "q_r.b": "1"})
    again = form(*question, initial=found.unchecked())
    assert posted(again).dict() == {"q_a": "_other", "q_a.other": "", "q_r.a": "1", "q_r.b": "1"}


def test_a_draft_keeps_no_signs_that_a_database_refuses():
    found = sent(ask("short"), post={"q_a": "a\x00b\ud800c"})
    assert found.unchecked() == {"a": {"as typed": {"": ["abc"]}}}


def test_a_draft_of_a_form_that_nobody_touched_is_empty():
    assert sent(HOW, WHEN, BIKE, post={"q_when": ""}).unchecked() == {}
    assert form(HOW).unchecked() == {}
    assert form(HOW).uploads == form(HOW).removed == []


def test_answers_of_another_type_are_not_shown():
    stored = {"a": ["x"], "b": "x", "c": {"y": 1}, "d": 7, "e": {"as typed": "x"}, "f": {"name": 3}}
    types = dict(zip("abcdef", ["short", "multiple", "ranked", "single", "long", "organization"], strict=True))
    options = {"multiple": ["A", "B"], "ranked": ["A", "B"], "single": ["A", "B"]}
    questions = [ask(type_, key, options=options.get(type_, ())) for key, type_ in types.items()]
    assert posted(form(*questions, initial=stored)) == posted(form(*questions))


def test_a_field_is_described_by_all_that_stands_around_it():
    question = ask(
        "long", personal=True, public=True, required=True, why={"en": "For the badge."}, help={"en": "Be short."}
    )
    page = soup(sent(question, post={"q_a": ""}))
    field = page.find("textarea")
    described = [page.find(id=each).get_text(strip=True) for each in field["aria-describedby"].split()]
    assert described == [
        "Be short.", "Answer this question.", "3000 characters at most.",
        "Why we ask:For the badge.Your answer to this may be published.",
    ]  # fmt: skip
    assert field["aria-invalid"] == "true"
    assert page.find("label")["for"] == field["id"] == "id_q_a"


@pytest.mark.parametrize("type_", ["single", "multiple", "ranked", "counts", "consent", "organization"])
def test_fields_that_belong_together_stand_in_a_group_with_a_name(type_):
    table = {name: [{"key": "k", "label": {"en": "K"}}] for name in ("rows", "columns")}
    settings = {"counts": table, "consent": {"text": {"en": "I agree."}}}.get(type_, {})
    options = ["A", "B"] if type_ in {"single", "multiple", "ranked"} else ()
    found = sent(ask(type_, options=options, settings=settings, required=True, label="Name"), post={})
    group = soup(found).find("fieldset")
    assert group.find("legend").get_text(strip=True) == "Name"
    (fault,) = found.faults
    assert group["id"] == fault.target == "id_q_a.set"
    ids = {each["id"] for each in soup(found).find_all(id=True)}
    assert set(group["aria-describedby"].split()) <= ids
    named = {each["for"] for each in group.find_all("label")} | {
        each["id"] for each in group.find_all(True) if each.has_attr("aria-label") or each.has_attr("aria-labelledby")
    }
    fields = group.find_all(["input", "select"])
    assert fields
    assert {each["id"] for each in fields} <= named


def test_browsers_are_told_what_may_be_filled_in_and_which_keys_are_needed():
    mail = soup(form(ask("email"))).find("input")
    assert (mail["type"], mail["autocomplete"], mail["inputmode"], mail["dir"]) == ("email", "email", "email", "ltr")
    assert soup(form(ask("email", settings={"own": False}))).find("input")["autocomplete"] == "off"
    assert soup(form(ask("short", settings={"fills": "name"}))).find("input")["autocomplete"] == "name"
    assert soup(form(ask("number"))).find("input")["inputmode"] == "numeric"
    assert soup(form(ask("number", settings={"decimals": 2}))).find("input")["inputmode"] == "decimal"
    day = soup(form(ask("date", settings={"least": "2026-01-01"}))).find("input")
    assert (day["type"], day["min"]) == ("date", "2026-01-01")


def test_labels_are_in_the_first_of_the_readers_languages_and_marked():
    question = ask("short", label={"fr": "Nom", "ar": "الاسم"})
    with translation.override("ar"):
        label = soup(form(question, language="ar", languages=["ar"])).find("label")
        assert label.find("span", lang=True) is None
    with translation.override("es"):
        marked = soup(form(question, language="es", languages=["es", "ar"])).find("label").find("span", lang=True)
    assert (marked["lang"], marked["dir"], marked.get_text()) == ("ar", "rtl", "الاسم")


def test_nothing_of_what_people_write_is_markup():
    bad = "<script>alert(1)</script>"
    questions = [
        ask("short", label=bad, help={"en": bad}), ask("single", "b", options=["A", "B"], settings={"other": True}),
        ask("long", "c"), ask("text", "t", settings={"text": {"en": bad}}), ask("organization", "o"),
        ask("consent", "k", settings={"text": {"en": f"{bad} https://example.org/"}}),
    ]  # fmt: skip
    initial = {"a": bad, "b": {"_other": f'"{bad}'}, "c": f"</textarea>{bad}", "o": {"name": bad}}
    assert "<script>alert" not in str(form(*questions, initial=initial))


def test_countries_are_named_and_sorted_in_the_readers_language():
    with translation.override("fr"):
        page = soup(form(ask("country"), language="fr", languages=["fr"], initial={"a": "CI"}))
    names = [each.get_text() for each in page.find_all("option")]
    assert names[1:3] == ["Afghanistan", "Afrique du Sud"]
    assert [each["value"] for each in page.find_all("option", selected=True)] == ["CI"]


def test_a_question_whose_type_was_taken_away_is_not_asked():
    class Gone(Short):
        key = "gone"

    register(Gone())
    unregister("gone")
    found = sent(ask("gone"), ask("short", "b"), post={"q_a": "x", "q_b": "y"})
    assert found.is_valid()
    assert found.answers() == {"b": "y"}
    assert "q_a" not in str(found)


def test_a_form_that_is_not_filled_in_is_drawn_once_for_all():
    found = QuestionSet(pk=987_654, questions=[HOW, WHEN, ask("country", "c")], saved_at=NOW)
    first = str(form(question_set=found))
    with mock.patch.object(drawing, "_drawn", side_effect=AssertionError):
        assert str(form(question_set=found)) == first
    assert questions_of(found) is questions_of(found)


def test_what_is_kept_of_a_form_is_for_one_saved_list_and_one_language():
    found = QuestionSet(pk=987_655, questions=[ask("short", label={"en": "Name", "fr": "Nom"})], saved_at=NOW)
    assert "Name" in str(form(question_set=found))
    assert "Nom" in str(form(question_set=found, language="fr", languages=["fr"]))
    later = QuestionSet(pk=987_655, questions=[ask("short", label="Age")], saved_at=NOW + timedelta(seconds=1))
    assert "Age" in str(form(question_set=later))
    otherwise = QuestionSet(pk=987_655, questions=[ask("short", label="Town")], saved_at=NOW)
    assert "Town" in str(form(question_set=otherwise))
    assert "Ama" not in str(form(question_set=otherwise))
    assert "Ama" in str(form(question_set=otherwise, initial={"a": "Ama"}))
    assert "Ama" not in str(form(question_set=otherwise))


def test_fields_of_another_form_on_the_page_do_not_matter():
    found = sent(ask("short"), post={"q_a": "x", "q_ab": "y", "csrfmiddlewaretoken": "z", "q_a.more": "w"})
    assert found.is_valid()
    assert found.answers() == {"a": "x"}


def test_the_summary_leads_to_what_is_to_be_mended():
    page = soup(form(question_set=asked(HOW)).renderer.render(
        "calls/questions/errors.html", {"form": sent(HOW, ask("short", "b", required=True), post={})}
    ))  # fmt: skip
    assert [(each["href"], each.get_text()) for each in page.find_all("a")] == [
        ("#id_q_how.set", "How do you come?"),
        ("#id_q_b", "B"),
    ]
    assert page.find(attrs={"role": "alert"}) is not None
