"""A question as the fields of its form, and the fields as a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from heliograph.calls.questions.desk.around import OPTIONS, Around, lists_of, set_name
from heliograph.calls.questions.desk.form import QuestionForm
from heliograph.calls.questions.desk.rows import Row, Rows, as_options, name_of, read_rows, rows_of, with_lines
from heliograph.calls.questions.desk.settings_fields import kept
from heliograph.calls.questions.desk.typed import LIST, TEXTS
from heliograph.calls.questions.records import Option, Question, Shown
from heliograph.calls.questions.types.settings import Setting
from heliograph.calls.questions.types.type import Type

_OWN = ("label", "help", "why")
_FLAGS = ("required", "public", "personal")
#: By the name of a list the keys that its lines ever had.
Ever = Mapping[str, Iterable[str]]


def lists_from(question: Question, type_: Type) -> dict[str, Rows]:
    """The lists of a question, by name."""
    return {of: rows_of(_options(question, setting)) for of, setting in lists_of(type_).items()}


def _options(question: Question, setting: Setting | None) -> list[Option]:
    if setting is None:
        return list(question.options)
    stored = question.settings.get(setting.key, setting.default) or []
    return [Option(each["key"], each["label"]) for each in stored]


def initial_of(question: Question, around: Around) -> dict[str, Any]:
    """What the form shows of a question."""
    fields: dict[str, Any] = {name: getattr(question, name) for name in _FLAGS}
    for name in _OWN:
        fields |= {f"{name}_{code}": words for code, words in getattr(question, name).items()}
    for setting in around.type.settings:
        fields |= _setting_fields(setting, question.settings.get(setting.key, setting.default))
    if question.shown is not None:
        fields |= {"after": question.shown.question, "answers": list(question.shown.values)}
    return {**fields, **row_fields(around.lists)}


def _setting_fields(setting: Setting, value: Any) -> dict[str, Any]:
    if setting.input in LIST:
        return {}
    if setting.input in TEXTS:
        return {f"{set_name(setting)}_{code}": words for code, words in (value or {}).items()}
    return {set_name(setting): date.fromisoformat(value) if setting.input == "day" and value else value}


def row_fields(lists: Mapping[str, Rows]) -> dict[str, str]:
    """The words of lines as fields."""
    return {
        name_of(of, number, code): words
        for of, rows in lists.items()
        for number, row in enumerate(rows)
        for code, words in row.labels.items()
    }


def posted_lists(post: QueryDict, type_: Type, languages: list[str], ever: Ever) -> dict[str, Rows]:
    """The lists that a form carries, with the lines that were written to be added (``more_LIST``)."""
    source = languages[0]
    return {
        of: with_lines(read_rows(post, of, languages, set(ever.get(of, ()))), post.get(f"more_{of}", ""), source)
        for of in lists_of(type_)
    }


def as_data(post: QueryDict, lists: Mapping[str, Rows]) -> QueryDict:
    """What was posted, with the lines of lists as they are now."""
    data = post.copy()
    for of in lists:
        for name in [name for name in data if re.fullmatch(rf"{of}_[0-9]+_[a-z]+|more_{of}", name)]:
            del data[name]
    for name, words in row_fields(lists).items():
        data[name] = words
    if data.get("answers_of", "") != data.get("after", ""):
        data.setlist("answers", [])
    return data


def built(form: QuestionForm, key: str, ever: Ever) -> Question:
    """The question that a valid form describes."""
    said, around = form.cleaned_data, form.around
    lists = {of: _written(form, of, ever) for of in around.lists}
    label, help_, why = (_texts(said, name, around) for name in _OWN)
    required, public, personal = (bool(said.get(name)) for name in _FLAGS)
    shown = Shown(said["after"], tuple(said["answers"])) if said.get("after") else None
    settings, options = dict(_settings({**said, **around.fixed}, around, lists)), lists.get(OPTIONS, ())
    return Question(key, around.type.key, label, help_, why, required, public, personal, options, shown, settings)


def _texts(said: Mapping[str, Any], name: str, around: Around) -> dict[str, str]:
    given = {code: said.get(f"{name}_{code}", "") for code in around.languages}
    return {code: words for code, words in given.items() if words}


def _written(form: QuestionForm, of: str, ever: Ever) -> tuple[Option, ...]:
    """A list as its fields have it."""
    around = form.around
    rows = [
        Row({code: form.cleaned_data[name_of(of, number, code)] for code in around.languages}, row.key, row.removed)
        for number, row in enumerate(around.lists[of])
    ]
    return as_options(rows, around.source, list(ever.get(of, ())), "choice" if of == OPTIONS else "line")


def _settings(
    said: Mapping[str, Any], around: Around, lists: Mapping[str, tuple[Option, ...]]
) -> Iterator[tuple[str, Any]]:
    """The settings that say something beyond the default, by key."""
    for setting in around.type.settings:
        value = _setting(setting, said, around, lists)
        if value is not None:
            yield setting.key, value


def _setting(setting: Setting, said: Mapping[str, Any], around: Around, lists: Mapping[str, tuple[Option, ...]]) -> Any:
    name = set_name(setting)
    if setting.input in LIST:
        return [{"key": each.key, "label": dict(each.label)} for each in lists[name]] or None
    if setting.input in TEXTS:
        return _texts(said, name, around) or None
    return kept(setting, said.get(name))


def field_of(place: tuple[int | str, ...], form: QuestionForm) -> str | None:
    """The field in which a fault of a question is mended, by its place within the question; None for the whole."""
    source, rest = form.around.source, list(place)
    code = str(rest.pop()) if rest and rest[-1] in form.around.languages else source
    rest = [part for part in rest if part != "label" or part is rest[0]]
    if rest[:1] == ["shown"]:
        return "after" if "after" in form.fields else None
    name = f"set_{rest[1]}" if rest[:1] == ["settings"] and len(rest) > 1 else str(rest[0]) if rest else ""
    number = next((part for part in rest if isinstance(part, int)), None)
    if number is not None and name in form.around.lists:
        staying = [index for index, row in enumerate(form.around.lists[name]) if not row.removed]
        name = name_of(name, staying[number], code) if number < len(staying) else name
    return next((each for each in (name, f"{name}_{code}") if each in form.fields), None)
