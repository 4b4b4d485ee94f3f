"""Adding and editing one question, over HTTP, and what a save makes of what was written."""

from __future__ import annotations

import pytest

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.desk.saving import mark_of, questions_of
from heliograph.calls.questions.records import Option, Question, Shown
from heliograph.calls.questions.types import types
from tests.calls.factories import call, programme, response
from tests.network.factories import person

URL = "/desk/calls/registration/questions/"
LONG = f"up:options:{'9' * 5000}"


def one(of, key):
    return next(each for each in questions_of(of) if each.key == key)


def posted(of, key, **fields):
    """The form of the question about the subject, as a browser sends it back."""
    first = {
        "seen": mark_of([one(of, key)]), "do": "save", "type": "short",
        "label_en": "Which subject do you teach?", "help_en": "The main one is enough.",
        "after": "role", "answers_of": "role", "answers": ["teacher"], "set_most": "200", "set_fills": "",
    }  # fmt: skip
    return {**first, **fields}


def role_posted(of, **fields):
    """The form of the choice."""
    first = {
        "seen": mark_of([one(of, "role")]), "do": "save", "type": "single",
        "label_en": "What do you do at your school?", "required": "on",
        "options_0_key": "teacher", "options_0_en": "Teacher", "options_0_fr": "Enseignant",
        "options_1_key": "head", "options_1_en": "Head of the school", "more_options": "",
    }  # fmt: skip
    return {**first, **fields}


@pytest.fixture
def empty(organizer, commission):
    return call(programme=programme(organizer=commission), slug="registration")


def test_every_type_is_offered_with_what_it_is_for(desk, empty):
    page = desk.get(f"{URL}add/").content.decode()
    for each in [each for each in types() if each.by_hand]:
        assert f'href="{URL}add/{each.key}/"' in page
        assert str(each.about).replace("’", "’") in page


def test_every_type_has_a_form(desk, empty):
    for each in types():
        assert (each.key, desk.get(f"{URL}add/{each.key}/").status_code) == (each.key, 200)
    assert desk.get(f"{URL}add/nothing/").status_code == 404


def test_new_question_gets_its_key_from_its_words(desk, empty):
    there = desk.post(f"{URL}add/short/", {"do": "save", "label_en": "Your name?", "set_most": "80", "required": "on"})
    assert there["Location"] == f"{URL}#q-your_name"
    assert questions_of(empty) == (
        Question("your_name", "short", {"en": "Your name?"}, required=True, settings={"most": 80}),
    )


def test_question_in_another_script_gets_a_key_too(desk, commission):
    asked = call(programme=programme(organizer=commission), slug="registration", source_language="ar")
    desk.post(f"{URL}add/short/", {"label_ar": "ما اسمك؟"})
    desk.post(f"{URL}add/short/", {"label_ar": "أين تسكن؟"})
    assert [each.key for each in questions_of(asked)] == ["question", "question_2"]


def test_double_click_adds_one(desk, empty):
    for _twice in range(2):
        desk.post(f"{URL}add/short/", {"label_en": "Your name?"})
    assert [each.key for each in questions_of(empty)] == ["your_name"]


def test_choices_are_written_one_a_line(desk, empty):
    desk.post(f"{URL}add/single/", {"label_en": "Which day?", "more_options": "Monday\r\n\r\n Tuesday \r\n2 days"})
    assert questions_of(empty)[0].options == (
        Option("monday", {"en": "Monday"}),
        Option("tuesday", {"en": "Tuesday"}),
        Option("choice_2_days", {"en": "2 days"}),
    )


def test_table_gets_its_rows_and_columns(desk, empty):
    said = {"label_en": "How many?", "more_set_rows": "Aged 6 to 11\nAged 12 to 14", "more_set_columns": "Girls\nBoys"}
    desk.post(f"{URL}add/counts/", said)
    (made,) = questions_of(empty)
    assert [each["key"] for each in made.settings["rows"]] == ["aged_6_to_11", "aged_12_to_14"]
    assert made.settings["columns"] == [
        {"key": "girls", "label": {"en": "Girls"}}, {"key": "boys", "label": {"en": "Boys"}},
    ]  # fmt: skip


def test_consent_keeps_its_text_in_each_language(desk, empty):
    said = {"label_en": "Pictures", "set_text_en": "I agree.", "set_text_fr": "J’accepte."}
    desk.post(f"{URL}add/consent/", said)
    assert questions_of(empty)[0].settings == {"text": {"en": "I agree.", "fr": "J’accepte."}}


def test_text_between_questions_needs_no_heading(desk, empty):
    desk.post(f"{URL}add/text/", {"set_text_en": "Now about your school."})
    assert questions_of(empty) == (
        Question("question", "text", {}, settings={"text": {"en": "Now about your school."}}),
    )


@pytest.mark.parametrize(
    ("type_key", "fields", "sentence"),
    [
        ("short", {}, "Write the question in the language of the original."),
        ("short", {"label_en": "A?", "personal": "on"}, "Say why you ask this: it is personal data."),
        ("short", {"label_en": "A?", "set_most": "5000"}, "less than or equal to 1000"),
        ("single", {"label_en": "A?"}, "Choices: write at least 2, one in each line."),
        ("single", {"label_en": "A?", "more_options": "Red\nred"}, "Another line says the same."),
        ("consent", {"label_en": "A?"}, "Text to be agreed to"),
        ("text", {}, "This is needed: Text."),
        ("multiple", {"label_en": "A?", "more_options": "Red\nBlue", "set_least": "2", "set_most": "1"}, "at least"),
        ("single", {"label_en": "A?", "more_options": f"Red\n{'x' * 301}"}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(desk, empty, type_key, fields, sentence):
    page = desk.post(f"{URL}add/{type_key}/", fields)
    assert page.status_code == 422
    assert sentence in page.content.decode().replace("\xa0", " ")
    assert questions_of(empty) == ()


def test_form_shows_the_question(desk, asked):
    page = desk.get(f"{URL}one/subject/").content.decode()
    assert 'value="Which subject do you teach?"' in page
    assert '<option value="role" selected>' in page
    assert 'value="teacher" id="id_answers_0" checked' in page.replace("aria-", "")


def test_question_is_changed_and_keeps_its_key(desk, asked):
    there = desk.post(f"{URL}one/subject/", posted(asked, "subject", label_en="Your subject?", public="on"))
    assert there["Location"] == f"{URL}#q-subject"
    assert one(asked, "subject") == Question(
        "subject", "short", {"en": "Your subject?"}, {"en": "The main one is enough."}, public=True,
        shown=Shown("role", ("teacher",)),
    )  # fmt: skip


def test_saving_without_a_change_is_none(desk, asked):
    before = questions_of(asked)
    desk.post(f"{URL}one/subject/", posted(asked, "subject"))
    desk.post(f"{URL}one/role/", role_posted(asked, label_fr="Que faites-vous à l’école ?"))
    assert questions_of(asked) == before


def test_condition_asks_for_an_answer(desk, asked):
    page = desk.post(f"{URL}one/subject/", posted(asked, "subject", answers=[]))
    assert "Tick at least one answer, or ask it always." in page.content.decode()
    desk.post(f"{URL}one/subject/", posted(asked, "subject", after="", answers=["teacher"]))
    assert one(asked, "subject").shown is None


def test_option_moves_goes_and_comes_back_before_anything_is_saved(desk, asked):
    before = questions_of(asked)
    page = desk.post(f"{URL}one/role/", role_posted(asked, do="up:options:1", label_en="Typed")).content.decode()
    assert page.index('name="options_0_key" value="head"') < page.index('name="options_1_key" value="teacher"')
    assert 'value="Typed"' in page
    assert 'value="down:options:0" autofocus' in page
    page = desk.post(f"{URL}one/role/", role_posted(asked, do="remove:options:1")).content.decode()
    assert 'value="restore:options:1" autofocus' in page
    assert questions_of(asked) == before


def test_options_keep_their_keys_whatever_they_are_called(desk, asked):
    said = role_posted(asked, options_1_en="Principal", more_options="Parent")
    desk.post(f"{URL}one/role/", said)
    assert [each.key for each in one(asked, "role").options] == ["teacher", "head", "parent"]
    assert one(asked, "role").options[1].label == {"en": "Principal"}


def test_key_that_was_answered_is_never_given_to_another_option(desk, asked):
    response(asked, person(), role="head")
    said = {"options_1_removed": "1", "more_options": "Parent\nHead", "options_0_key": "teacher"}
    desk.post(f"{URL}one/role/", role_posted(asked, **said))
    assert [each.key for each in one(asked, "role").options] == ["teacher", "parent", "head_2"]


def test_made_up_keys_are_not_believed(desk, asked):
    desk.post(f"{URL}one/role/", role_posted(asked, options_1_key="teacher"))
    assert [each.key for each in one(asked, "role").options] == ["teacher", "head_of_the_school"]


def test_option_that_another_question_waits_for_stays(desk, asked):
    said = role_posted(asked, options_0_removed="1", more_options="Parent")
    page = desk.post(f"{URL}one/role/", said)
    assert page.status_code == 422
    assert "waits for an answer that you took away" in page.content.decode()


def test_second_editor_loses_nothing(desk, asked):
    mine = posted(asked, "subject", label_en="Mine")
    desk.post(f"{URL}one/subject/", posted(asked, "subject", label_en="Theirs"))
    page = desk.post(f"{URL}one/subject/", mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Somebody else saved in the meantime" in text
    assert '<pre class="words" lang="en" dir="ltr">Theirs</pre>' in text
    assert 'value="Mine"' in text
    assert one(asked, "subject").label == {"en": "Theirs"}
    desk.post(f"{URL}one/subject/", posted(asked, "subject", label_en="Mine"))
    assert one(asked, "subject").label == {"en": "Mine"}


def test_two_edit_two_questions_at_once(desk, asked):
    mine = posted(asked, "subject", label_en="Mine")
    desk.post(f"{URL}one/phone/move/", {"place": "1", "seen": mark_of(questions_of(asked))})
    desk.post(f"{URL}one/subject/", mine)
    assert [each.key for each in questions_of(asked)] == ["phone", "role", "subject"]
    assert one(asked, "subject").label == {"en": "Mine"}


def test_what_was_written_to_a_removed_question_is_not_lost(desk, asked):
    mine = posted(asked, "subject", label_en="Mine")
    desk.post(f"{URL}one/subject/remove/", {"seen": mine["seen"]})
    page = desk.post(f"{URL}one/subject/", mine)
    assert page.status_code == 409
    assert f'action="{URL}add/short/"' in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    desk.post(f"{URL}add/short/", mine)
    assert questions_of(asked)[-1].label == {"en": "Mine"}


def test_other_type_of_an_unanswered_question_keeps_its_key(desk, asked):
    desk.post(f"{URL}one/subject/?as=long", posted(asked, "subject", type="long", set_most="500", set_rows="5"))
    assert one(asked, "subject").type == "long"
    assert [each.key for each in questions_of(asked)] == ["role", "subject", "phone"]


def test_other_type_of_an_answered_question_is_a_new_question(desk, asked):
    response(asked, person(), subject="Music")
    page = desk.get(f"{URL}one/subject/?as=long").content.decode()
    assert "Saving asks a new question in its place" in page
    desk.post(f"{URL}one/subject/?as=long", posted(asked, "subject", type="long", set_most="500", set_rows="5"))
    assert [each.key for each in questions_of(asked)] == ["role", "which_subject_do_you_teach", "phone"]
    assert QuestionSet.objects.get(call=asked, version=1).questions[1]["key"] == "subject"


def test_key_of_a_removed_question_is_not_used_again(desk, asked):
    response(asked, person(), phone="1")
    desk.post(f"{URL}one/phone/remove/", {"seen": mark_of(questions_of(asked)[2:])})
    desk.post(f"{URL}add/short/", {"label_en": "Phone"})
    assert questions_of(asked)[-1].key == "phone_2"


def test_answers_of_the_chosen_question_are_offered(desk, asked):
    desk.post(f"{URL}one/subject/", posted(asked, "subject", after=""))
    fields = {"do": "look", "label_en": "Telephone", "after": "role", "set_most": "200"}
    page = desk.post(f"{URL}one/phone/", fields).content.decode()
    assert 'name="answers" value="teacher"' in page
    assert 'name="answers_of" value="role"' in page
    assert "This was not saved yet" not in page


def test_page_of_no_question_is_none(desk, asked):
    assert desk.get(f"{URL}one/nothing/").status_code == 404
    assert desk.post(f"{URL}one/nothing/", {"type": "nothing"}).status_code == 404
    assert desk.get(f"{URL}one/role/?as=nothing").status_code == 404


@pytest.mark.parametrize(
    "do", ["up", "up:options", "up:options:x", "up:gone:0", "up:options:99", f"up:options:{'9' * 5000}"]
)
def test_step_that_makes_no_sense_does_no_harm(desk, asked, do):
    page = desk.post(f"{URL}one/role/", role_posted(asked, do=do, label_en="Typed"))
    assert page.status_code == 200
    assert 'value="Typed"' in page.content.decode()


def test_question_of_a_type_that_is_gone_can_only_be_removed(desk, asked):
    asked.question_sets.update(questions=[{"key": "old", "type": "gone", "label": {"en": "Old"}}])
    assert "It can only be removed." in desk.get(f"{URL}one/old/").content.decode()
    desk.post(f"{URL}one/old/remove/", {"seen": mark_of(questions_of(asked))})
    assert questions_of(asked) == ()
