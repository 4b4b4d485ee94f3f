"""Questions and forms for tests, with as little as each must say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.http import QueryDict

from heliograph.calls.models import QuestionSet
from heliograph.calls.questions.filling import AnswerForm
from tests.network.factories import NOW

_numbers = count(1)


def ask(type_: str, key: str = "a", **fields: Any) -> dict[str, Any]:
    """The data of a question in English; ``label`` and ``options`` may be plain texts."""
    label = fields.pop("label", key.title())
    options = [{"key": each.lower(), "label": {"en": each}} for each in fields.pop("options", ())]
    rest = {"options": options} if options else {}
    return {"key": key, "type": type_, "label": {"en": label} if isinstance(label, str) else label, **rest, **fields}


def asked(*questions: Mapping[str, Any]) -> QuestionSet:
    """A set of questions that was never stored."""
    return QuestionSet(questions=list(questions), made_at=NOW, saved_at=NOW)


def form(*questions: Mapping[str, Any], **options: Any) -> AnswerForm:
    """The form of questions as it is first shown to somebody who reads English."""
    first: dict[str, Any] = {"language": "en", "languages": ["en"], "at": NOW}
    return AnswerForm(options.pop("question_set", None) or asked(*questions), **{**first, **options})


def sent(*questions: Mapping[str, Any], post: Mapping[str, Any], **options: Any) -> AnswerForm:
    """The form with what somebody sent; lists are several fields of one name."""
    data = QueryDict(mutable=True)
    for name, value in post.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form(*questions, data=data, **options)


def cleaned(question: Mapping[str, Any], post: Any, **options: Any) -> Any:
    """What is stored of one question (key ``a``); ``post`` is a value or a dict by the endings of its fields' names."""
    fields = {f"q_a{end}": value for end, value in (post if isinstance(post, dict) else {"": post}).items()}
    found = sent(question, post=fields, **options)
    assert found.is_valid(), found.errors
    return found.answers().get("a")


def fault(question: Mapping[str, Any], post: Any, **options: Any) -> str:
    """The one sentence with which what was sent is refused."""
    fields = {f"q_a{end}": value for end, value in (post if isinstance(post, dict) else {"": post}).items()}
    found = sent(question, post=fields, **options)
    assert not found.is_valid(), found.answers()
    (sentence,) = (each.sentence for each in found.faults)
    return sentence
