"""The questions of a call as data: what a list in ``QuestionSet.questions`` may hold, read into frozen records.

``docs/questions.md`` describes the data. Reading is strict: what is no question is refused with its place and
the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from heliograph.calls.questions.faults import Faults, Place
from heliograph.calls.questions.records import (
    OTHER,
    YES,
    BadQuestions,
    Option,
    Problem,
    Question,
    Shown,
    Texts,
)
from heliograph.calls.questions.types import Type, type_named

__all__ = [
    "MOST", "OTHER", "YES", "BadQuestions", "Option", "Problem", "Question", "Shown", "Texts", "as_data", "kept",
    "problems", "read",
]  # fmt: skip

#: So many questions may a list have, texts between them included.
MOST = 100
LONGEST_HELP, LONGEST_WHY = 1000, 500
_FIELDS = frozenset(Question.__dataclass_fields__)
_NEEDED = frozenset({"key", "type"})


def read(data: Any) -> tuple[Question, ...]:
    """The questions that a list of data holds. Raises BadQuestions with all that is wrong."""
    questions, found = _read(data)
    if found:
        raise BadQuestions(found)
    return questions


def problems(data: Any) -> tuple[Problem, ...]:
    """All that is wrong with a list of data; empty where ``read`` would take it."""
    return tuple(_read(data)[1])


def _read(data: Any) -> tuple[tuple[Question, ...], list[Problem]]:
    faults = Faults()
    if not isinstance(data, list | tuple):
        faults.add((), _("Give a list of questions."))
        return (), faults.found
    if len(data) > MOST:
        faults.add((), _("Ask %(most)s questions at most; here are %(given)s.") % {"most": MOST, "given": len(data)})
    earlier: dict[str, Question] = {}
    taken: set[str] = set()
    read = []
    for number, each in enumerate(data[:MOST]):
        question = _question(each, number, taken, faults)
        if question is not None:
            _check_shown(question, earlier, (number, "shown"), faults)
            earlier[question.key] = question
            read.append(question)
    return tuple(read), faults.found


def _question(value: Any, number: int, taken: set[str], faults: Faults) -> Question | None:
    if not isinstance(value, Mapping) or not value.keys() >= _NEEDED:
        faults.add((number,), _("Give a question with a name (key) and a type."))
        return None
    for unknown in sorted(str(name)[:40] for name in value.keys() - _FIELDS):
        faults.add((number,), _("A question has no “%(name)s”.") % {"name": unknown})
    type_ = type_named(value["type"]) if isinstance(value["type"], str) else None
    if type_ is None:
        faults.add((number, "type"), _("There is no such type of question. Choose one of those that are offered."))
        return None
    question = _fields(value, number, type_, taken, faults)
    _check_whole(question, type_, number, faults)
    for place, sentence in type_.faults(question):
        faults.add((number, *place), sentence)
    return question


def _fields(value: Mapping[str, Any], number: int, type_: Type, taken: set[str], faults: Faults) -> Question:
    def given(name: str, default: Any) -> tuple[Any, Place]:
        return value.get(name, default), (number, name)

    return Question(
        key=faults.key(value["key"], (number, "key"), taken),
        type=type_.key,
        label=faults.texts(*given("label", {}), needed=type_.asks),
        help=faults.texts(*given("help", {}), LONGEST_HELP),
        why=faults.texts(*given("why", {}), LONGEST_WHY),
        required=faults.flag(*given("required", False)),
        public=faults.flag(*given("public", False)),
        personal=faults.flag(*given("personal", False)),
        options=faults.options(*given("options", []), *type_.options),
        shown=_shown(*given("shown", None), faults),
        settings=_settings(*given("settings", {}), type_, faults),
    )


def _check_whole(question: Question, type_: Type, number: int, faults: Faults) -> None:
    if not type_.asks and (question.required or question.public or question.personal):
        faults.add((number,), _("A text between questions asks nothing: it is not required, public or personal."))
    if question.personal and not question.why:
        faults.add((number, "why"), _("Say why you ask this: it is personal data."))


def _settings(value: Any, place: Place, type_: Type, faults: Faults) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        faults.add(place, _("Give the settings by name."))
        return {}
    known = {each.key: each for each in type_.settings}
    for unknown in sorted(str(name)[:40] for name in value.keys() - known.keys()):
        faults.add(place, _("This type of question has no setting “%(name)s”.") % {"name": unknown})
    for missing in [each for each in type_.settings if each.needed and each.key not in value]:
        faults.add((*place, missing.key), _("This is needed: %(setting)s.") % {"setting": missing.label})
    said = {key: each.read(value[key], (*place, key), faults) for key, each in known.items() if key in value}
    return {key: one for key, one in said.items() if known[key].needed or one != known[key].default}


def _shown(value: Any, place: Place, faults: Faults) -> Shown | None:
    if value is None:
        return None
    values = value.get("values") if isinstance(value, Mapping) and set(value) == {"question", "values"} else None
    if not isinstance(values, list | tuple) or not values or not all(isinstance(each, str) for each in values):
        faults.add(place, _("Say which question decides, and which of its answers."))
        return None
    return Shown(str(value["question"])[:40], tuple(dict.fromkeys(values)))


def _check_shown(question: Question, earlier: Mapping[str, Question], place: Place, faults: Faults) -> None:
    shown = question.shown
    if shown is None:
        return
    other = earlier.get(shown.question)
    type_ = type_named(other.type) if other is not None else None
    if other is None or type_ is None or not type_.decides:
        faults.add(place, _("Only a choice or a consent that comes earlier can decide whether this is asked."))
    elif unknown := [each for each in shown.values if each not in type_.outcomes(other)]:
        faults.add(place, _("“%(key)s” is none of the answers to that question.") % {"key": unknown[0][:40]})


def as_data(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The list of data from which ``read`` makes these questions; what is empty is left out."""
    return [_as_data(each) for each in questions]


def _as_data(question: Question) -> dict[str, Any]:
    texts = {name: dict(getattr(question, name)) for name in ("label", "help", "why")}
    flags = {name: getattr(question, name) for name in ("required", "public", "personal")}
    shown = question.shown
    rest = {
        "options": [{"key": each.key, "label": dict(each.label)} for each in question.options],
        "shown": {"question": shown.question, "values": list(shown.values)} if shown else None,
        "settings": dict(question.settings),
    }
    kept = {name: value for name, value in {**texts, **flags, **rest}.items() if value}
    return {"key": question.key, "type": question.type, **kept}


def kept(data: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a list that ``read`` took when it was stored: not judged anew by rules that came later."""
    return tuple(_kept(each) for each in data)


def _kept(value: Mapping[str, Any]) -> Question:
    fields = {name: value[name] for name in value.keys() & _FIELDS}
    fields["options"] = tuple(Option(each["key"], each["label"]) for each in value.get("options", ()))
    if shown := value.get("shown"):
        fields["shown"] = Shown(shown["question"], tuple(shown["values"]))
    return Question(**{"label": {}, **fields})
