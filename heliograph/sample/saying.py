"""What the people of the sample answer: right for each type of question, drawn from the place where it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from heliograph.calls.questions.types.consent import digest
from heliograph.sample.draws import draw, pick
from heliograph.sample.words import words_in

_FILE = Path(__file__).parent / "data" / "calls" / "said.json"
Asked = Mapping[str, Any]
Make = Callable[[Asked, float, str, datetime], Any]


@cache
def _said() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def answers(
    questions: Sequence[Asked], who: str, language: str, at: datetime, own: Mapping[str, str]
) -> dict[str, Any]:
    """Answers to questions, as they are stored, but files; ``who`` names the one who answers, ``at`` is aware.

    ``own`` is what he says of himself, by the key of the question; empty: nothing.
    """
    found: dict[str, Any] = {}
    for question in questions:
        if _is_asked(question, found) and (
            question.get("required") or draw(who, question["key"] + "?") < _share(question)
        ):
            value = own[question["key"]] if question["key"] in own else _answer(question, who, language, at)
            if value not in (None, ""):
                found[question["key"]] = value
    return found


def _share(question: Asked) -> float:
    """How many answer a question that may be left out."""
    return 0.93 if question["type"] == "consent" else 0.5


def _is_asked(question: Asked, found: Mapping[str, Any]) -> bool:
    shown = question.get("shown")
    return not shown or found.get(shown["question"]) in shown["values"]


def _answer(question: Asked, who: str, language: str, at: datetime) -> Any:
    chance = draw(who, question["key"])
    make = _BY_TYPE.get(question["type"])
    return make(question, chance, language, at) if make else None


def _short(question: Asked, chance: float, language: str, at: datetime) -> str:
    """A line: what is written for the key of the question, else a title."""
    return pick(_of(language, question["key"] if question["key"] in _said() else "titles"), chance)


def _lines(question: Asked, chance: float, language: str, at: datetime) -> str:
    lines = _of(language, "lines")
    first = int(chance * len(lines))
    text = " ".join([lines[first], lines[(first + 1) % len(lines)]])
    return text[: question.get("settings", {}).get("most", 3000)]


def _of(language: str, name: str) -> Sequence[str]:
    said = _said()[name]
    return said.get(language) or said["en"]


def _one(question: Asked, chance: float, language: str, at: datetime) -> str:
    keys = [option["key"] for option in question["options"]]
    return language if language in keys else keys[int(chance**1.5 * len(keys))]


def _several(question: Asked, chance: float, language: str, at: datetime) -> list[str]:
    keys = [option["key"] for option in question["options"]]
    first = int(chance * len(keys))
    chosen = {keys[first], keys[(first + 1) % len(keys)]} if chance > 0.4 else {keys[first]}
    return [key for key in keys if key in chosen]


def _ranked(question: Asked, chance: float, language: str, at: datetime) -> list[str]:
    keys = [option["key"] for option in question["options"]]
    first = int(chance * len(keys))
    return (keys[first:] + keys[:first])[:3]


def _number(question: Asked, chance: float, language: str, at: datetime) -> int:
    settings = question.get("settings", {})
    return int(settings.get("least", 0)) + 5 + int(chance * 55)


def _day(question: Asked, chance: float, language: str, at: datetime) -> str:
    return (at.date() + timedelta(days=70 + int(chance * 3))).isoformat()


def _counts(question: Asked, chance: float, language: str, at: datetime) -> dict[str, dict[str, int]]:
    rows, columns = (question["settings"][name] for name in ("rows", "columns"))
    taken = rows[int(chance * len(rows)) :]
    return {
        row["key"]: {column["key"]: 3 + int(draw(f"{chance}{row['key']}", column["key"]) * 40) for column in columns}
        for row in taken
    }


def _consent(question: Asked, chance: float, language: str, at: datetime) -> dict[str, Any]:
    texts = question["settings"]["text"]
    spoken = language if language in texts else "en"
    when = at.astimezone(UTC).isoformat(timespec="seconds")
    return {
        "agreed": True, "text": texts[spoken], "language": spoken, "digest": digest(texts[spoken]), "at": when,
    }  # fmt: skip


def _theme(question: Asked, chance: float, language: str, at: datetime) -> str:
    themes = words_in("conference")["themes"]
    return str(themes[int(chance * len(themes))]["key"])


def _format(question: Asked, chance: float, language: str, at: datetime) -> str:
    return "workshop" if chance < 0.6 else "co-working"


def _equipment(question: Asked, chance: float, language: str, at: datetime) -> list[str]:
    return ["projector"] if chance < 0.6 else ["projector", "boards"] if chance < 0.8 else ["tables"]


_BY_TYPE: dict[str, Make] = {
    "short": _short, "long": _lines, "single": _one, "multiple": _several, "ranked": _ranked, "number": _number,
    "date": _day, "counts": _counts, "consent": _consent, "language": lambda _q, _c, language, _at: language,
    "theme": _theme, "session-format": _format, "equipment": _equipment,
}  # fmt: skip
