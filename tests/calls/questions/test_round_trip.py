"""Whatever is asked and whatever is sent: what was taken comes back unchanged, and nothing breaks."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heliograph.calls.questions.schema import as_data, kept, problems, read
from heliograph.calls.questions.telling import told
from heliograph.calls.questions.types import type_named, types
from tests.calls.questions.asking import asked, form, sent
from tests.calls.questions.posting import posted
from tests.calls.questions.strategies import posts, questions

filled = questions().flatmap(lambda data: st.tuples(st.just(data), posts(data)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
quick = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(questions())
@quick
def test_a_list_of_questions_comes_back_as_it_was_read(data):
    read_once = read(data)
    assert read(as_data(read_once)) == read_once == kept(as_data(read_once))
    assert json.loads(json.dumps(as_data(read_once))) == as_data(read_once)


@given(filled)
@quick
def test_answers_come_back_as_they_were_taken(case):
    data, post = case
    first = sent(*data, post=post)
    if not first.is_valid():
        assert all(each.sentence for each in first.faults)
    answers = {**first.answers()}
    assert json.loads(json.dumps(answers)) == answers
    again = form(*data, data=posted(form(*data, initial=answers)), initial=answers)
    again.is_valid()
    assert again.answers() == answers


@given(filled)
@quick
def test_a_draft_comes_back_as_it_was_left(case):
    data, post = case
    first = sent(*data, post=post)
    draft = first.unchecked()
    assert json.loads(json.dumps(draft)) == draft
    again = form(*data, data=posted(form(*data, initial=draft)), initial=draft)
    # Without signs that no database keeps, a text that was refused may be right.
    assert again.answers().items() >= first.answers().items()


@given(filled)
@quick
def test_answers_can_be_told_and_drawn_whatever_they_are(case):
    data, post = case
    found = sent(*data, post=post)
    str(found)
    for answers in (found.answers(), found.unchecked()):
        assert all(isinstance(line, str) for each in told(asked(*data), answers, ["fr"]) for line in each.lines)
    for question in kept(data):
        type_ = type_named(question.type)
        cells = type_.cells(question, found.answers().get(question.key), "fr")
        assert len(cells) == len(type_.headings(question, "fr"))


@given(questions(), st.lists(JSON, min_size=6, max_size=6))
@quick
def test_answers_of_any_other_version_never_break_a_page(data, values):
    answers = {each["key"]: value for each, value in zip(data, values, strict=False)}
    assert all(isinstance(line, str) for each in told(asked(*data), answers, ["ar"]) for line in each.lines)
    found = form(*data, initial=answers)
    assert not found.errors
    str(found)
    for type_ in types():
        for value in values:
            assert isinstance(type_.fits(value), bool)
            assert isinstance(type_.chosen(value), frozenset)


@given(JSON)
@quick
def test_what_is_no_list_of_questions_is_refused_and_never_breaks(data):
    broken = [
        {"key": "a", "type": "single", "label": data, "options": data, "settings": data, "shown": data, "why": data}
    ]
    for each in (data, [data], broken):
        assert all(found.sentence for found in problems(each))
