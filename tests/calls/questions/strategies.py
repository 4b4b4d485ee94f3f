"""Any valid list of questions, and what somebody might send in answer to it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from heliograph.calls.questions.types import types
from heliograph.network.countries import all_countries
from heliograph.texts.languages import CONTENT_LANGUAGES

KEYS = st.text("abcdefghij0123456789_-", min_size=1, max_size=6)
OPTION_KEYS = KEYS.filter(lambda key: not key.startswith("_"))
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TEXTS = st.dictionaries(st.sampled_from(CONTENT_LANGUAGES), WORDS, min_size=1, max_size=3)
DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2199).map(lambda day: day.isoformat())
#: Those of which nothing is to be found in a database, and no file is sent.
#: Those that a form can ask by itself; a type that belongs to something else is tested with it.
PLAIN = [each for each in types() if each.by_hand and each.key not in {"organization", "file"}]


@st.composite
def labelled(draw: Any, least: int, most: int) -> list[dict[str, Any]]:
    keys = draw(st.lists(OPTION_KEYS, min_size=least, max_size=most, unique=True))
    return [{"key": key, "label": draw(TEXTS)} for key in keys]


@st.composite
def settings_of(draw: Any, type_: Any, offered: int) -> dict[str, Any]:
    if type_.key in {"consent", "text"}:
        return {"text": draw(TEXTS)}
    if type_.key == "counts":
        return {"rows": draw(labelled(1, 3)), "columns": draw(labelled(1, 3))}
    if type_.key in {"short", "long"}:
        return draw(st.fixed_dictionaries({}, optional={"most": st.integers(1, 60)}))
    if type_.key == "number":
        return draw(st.fixed_dictionaries({}, optional={"decimals": st.integers(0, 6), "least": st.integers(-9, 0)}))
    if type_.key in {"multiple", "ranked"}:
        most = draw(st.integers(0, offered))
        return {"most": most, "least": draw(st.integers(0, most or offered))}
    return {"other": draw(st.booleans())} if type_.key == "single" else {}


@st.composite
def questions(draw: Any) -> list[dict[str, Any]]:
    """Up to six questions as data; some wait for an answer to an earlier one."""
    found: list[dict[str, Any]] = []
    deciding: list[tuple[str, list[str]]] = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=6, unique=True)):
        type_ = draw(st.sampled_from(PLAIN))
        options = draw(labelled(*(min(each, 5) for each in type_.options))) if type_.options[1] else []
        one = {"key": key, "type": type_.key, "label": draw(TEXTS), "options": options}
        one["settings"] = draw(settings_of(type_, len(options)))
        if type_.asks:
            one["required"] = draw(st.booleans())
        if deciding and draw(st.booleans()):
            other, values = draw(st.sampled_from(deciding))
            one["shown"] = {
                "question": other,
                "values": draw(st.lists(st.sampled_from(values), min_size=1, unique=True)),
            }
        if type_.decides:
            deciding.append((key, ["yes"] if type_.key == "consent" else [each["key"] for each in options]))
        found.append(one)
    return found


#: What stands in fields: from what is right to what nobody types.
TYPED = st.one_of(
    st.sampled_from(["", "1", "2", "12", "0,5", "-3", "1 234", "2026-03-04", "ama@example.org", "example.org", "fr"]),
    st.text(max_size=20),
    st.text(st.characters(categories=["Cf", "Cc", "Mn", "Nd"]), max_size=8),
    st.sampled_from([each.code for each in all_countries()]),
    st.integers(-(10**20), 10**20).map(str),
)


@st.composite
def posts(draw: Any, data: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Fields of a form for a list of questions, each right more often than not."""
    found: dict[str, list[str]] = {}
    for one in data:
        name, keys = f"q_{one['key']}", [each["key"] for each in one["options"]]
        if one["type"] in {"single", "multiple"}:
            found[name] = draw(st.lists(st.one_of(st.sampled_from([*keys, "_other"]), TYPED), max_size=3))
            found[f"{name}.other"] = [draw(TYPED)]
        elif one["type"] == "ranked":
            ranks = draw(st.permutations(range(1, len(keys) + 1)))
            found |= {
                f"{name}.{key}": [str(rank)] for key, rank in zip(keys, ranks, strict=True) if draw(st.booleans())
            }
        elif one["type"] == "counts":
            rows, columns = ([each["key"] for each in one["settings"][part]] for part in ("rows", "columns"))
            found |= {f"{name}.{row}.{column}": [draw(TYPED)] for row in rows for column in columns}
        else:
            found[name] = [draw(st.one_of(st.just("yes"), TYPED) if one["type"] == "consent" else TYPED)]
    return found
