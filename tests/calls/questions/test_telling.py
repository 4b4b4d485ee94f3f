"""Answers in words, with the labels of the questions that were answered."""

from __future__ import annotations

import pytest
from django.utils import translation

from heliograph.calls.questions.telling import in_one_line, told
from heliograph.calls.questions.types import types
from tests.calls.questions.asking import ask, asked
from tests.calls.questions.test_choices import AGREED, TABLE

LABEL = {"en": "Name", "fr": "Nom"}


def lines(question, stored, languages=("en",)):
    (found,) = told(asked(question), {"a": stored}, languages)
    return found.lines


def test_labels_are_in_the_readers_language():
    questions = asked(ask("short", label=LABEL, public=True), ask("text", "t", settings={"text": {"en": "x"}}))
    (found,) = told(questions, {"a": "Ama"}, ["es", "fr"])
    assert (found.key, found.label.words, found.label.language, found.lines) == ("a", "Nom", "fr", ["Ama"])
    assert (found.public, found.personal, found.answered) == (True, False, True)


def test_what_was_not_asked_is_not_told_and_what_was_not_answered_has_no_lines():
    how = ask("single", "how", options=["Train", "Plane"])
    when = ask("date", "when", shown={"question": "how", "values": ["train"]})
    assert [(each.key, each.lines) for each in told(asked(how, when), {"how": "plane"}, ["en"])] == [("how", ["Plane"])]
    shown = told(asked(how, when), {"how": "train"}, ["en"])
    assert [(each.key, each.answered) for each in shown] == [("how", True), ("when", False)]


@pytest.mark.parametrize(
    ("question", "stored", "said"),
    [
        (ask("long"), "One\n\ntwo", ["One", "two"]),
        (ask("single", options=["Train"]), "train", ["Train"]),
        (ask("single", options=["Train"]), {"_other": "on foot"}, ["Other: on foot"]),
        (ask("single", options=["Train"]), "boat", ["boat"]),
        (ask("multiple", options=["Train", "Boat"]), ["train", "boat"], ["Train", "Boat"]),
        (ask("ranked", options=["Train", "Boat"]), ["boat", "train"], ["1. Boat", "2. Train"]),
        (ask("number"), 0, ["0"]),
        (ask("number"), 0.5, ["0.5"]),
        (ask("number"), 1e-6, ["0.000001"]),
        (ask("date"), "2026-03-04", ["Wednesday, 4 March 2026"]),
        (ask("country"), "TG", ["Togo"]),
        (ask("language"), "ar", ["Arabic"]),
        (ask("organization"), {"name": "Lycée de Lomé", "organization": "x"}, ["Lycée de Lomé"]),
        (ask("file"), [{"name": "poster.pdf", "size": 2048, "file": "x"}], ["poster.pdf (2 kB)"]),
        (ask("counts", settings=TABLE), {"r2": {"girls": 1}, "r1": {"boys": 2, "girls": 3}},
         ["6–9 years: Girls 3, Boys 2", "10–13 years: Girls 1", "In total: 6"]),
        (ask("consent", settings={"text": {"en": "Another text."}}), AGREED,
         ["Agreed on Monday, 12 January 2026 to this text:", "I agree."]),
    ],
)  # fmt: skip
def test_each_type_has_its_words(question, stored, said):
    assert lines(question, stored) == said


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Seoul", "Tuesday, 13 January 2026"), ("America/Bogota", "Monday, 12 January 2026"),
     (None, "Monday, 12 January 2026")],
)  # fmt: skip
def test_the_day_on_which_one_agreed_is_that_of_the_reader(zone, day):
    question = ask("consent", settings={"text": {"en": "Another text."}})
    stored = {**AGREED, "at": "2026-01-12T16:30:00+00:00"}
    (found,) = told(asked(question), {"a": stored}, ["en"], zone)
    assert found.lines[0] == f"Agreed on {day} to this text:"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([], ""),
        (["Train"], "Train"),
        (["Train", "Boat", "On foot"], "Train; Boat; On foot"),
        (["Agreed on Monday to this text:", "You may\n\nshow 100% of them.", "x"],
         "Agreed on Monday to this text: You may show 100% of them.; x"),
    ],
)  # fmt: skip
def test_an_answer_in_several_lines_is_told_on_one(lines, line):
    assert in_one_line(lines) == line


def test_words_of_codes_and_days_are_in_the_readers_language():
    with translation.override("fr"):
        assert lines(ask("country"), "DE", ["fr"]) == ["Allemagne"]
        assert lines(ask("date"), "2026-03-04", ["fr"]) == ["mercredi 4 mars 2026"]


def test_a_draft_is_told_as_it_was_typed():
    assert lines(ask("number"), {"as typed": {"": ["many"]}}) == ["many"]


@pytest.mark.parametrize(
    "stored", [True, 7, 1.5, "x", ["x", 3, {"y": [None]}], {"x": {"y": [1]}}, {"agreed": True}, [[]]]
)
def test_what_does_not_fit_any_more_is_told_as_it_stands(stored):
    for type_ in types():
        if not type_.asks:
            continue
        options = ["A", "B"] if type_.options[1] else ()
        settings = {"counts": TABLE, "consent": {"text": {"en": "I agree."}}}.get(type_.key, {})
        found = lines(ask(type_.key, options=options, settings=settings), stored)
        assert all(isinstance(line, str) for line in found)


def test_an_answer_of_an_older_version_keeps_its_labels():
    assert lines(ask("single", options=["Train"], label="Then"), "train") == ["Train"]
    assert lines(ask("gone"), ["x", True]) == ["x", "yes"]


def test_headings_and_cells_go_together():
    samples = {
        "multiple": (["a"], [1, 0, ""]), "ranked": (["b", "a"], [2, 1]), "number": (2.5, [2.5]),
        "counts": ({"r1": {"girls": 3}}, [3, "", "", ""]), "consent": (AGREED, [1, "2026-01-12"]),
        "organization": ({"name": "L"}, ["L", ""]), "single": ({"_other": "x"}, ["Other: x"]),
        "long": ("a\nb", ["a; b"]),
    }  # fmt: skip
    for type_ in types():
        options = ["A", "B"] if type_.options[1] else ()
        extra = {"other": True} if type_.key in {"single", "multiple"} else {}
        settings = {"counts": TABLE, "consent": {"text": {"en": "I agree."}}}.get(type_.key, extra)
        (question,) = _read(ask(type_.key, options=options, settings=settings))
        stored, cells = samples.get(type_.key, (None, None))
        headings = type_.headings(question, "en")
        assert len(headings) == len(type_.cells(question, stored)) == len(type_.cells(question, None))
        if cells is not None:
            assert type_.cells(question, stored) == cells


def _read(question):
    from heliograph.calls.questions.schema import kept

    return kept([question])


def test_a_table_of_counts_has_a_column_for_each_field():
    from heliograph.calls.questions.types import type_named

    (question,) = _read(ask("counts", settings=TABLE, label="Learners"))
    assert type_named("counts").headings(question, "en") == [
        "Learners: 6–9 years, Girls", "Learners: 6–9 years, Boys",
        "Learners: 10–13 years, Girls", "Learners: 10–13 years, Boys",
    ]  # fmt: skip
