"""The type of question by which speakers are named who do not organize the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import YES, Question
from heliograph.calls.questions.types.text import line
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import Drawn, one
from heliograph.delivery.addresses import Malformed, normal
from heliograph.texts.commas import with_commas

#: So many speakers can be named; so many empty lines are shown beside those who are.
MOST, EMPTY = 8, 2
PARTS = {"name": 200, "organization": 250, "email": 254}
Row = dict[str, Any]


class Lines(Drawn):
    """A name, an organization, an address and a tick for each speaker; it gives a list of them."""

    def __init__(self) -> None:
        super().__init__("conference/sessions/speakers_widget.html")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        rows = range(MOST)
        return [
            {
                **{part: one(data, f"{name}.{row}.{part}") for part in PARTS},
                "agreed": one(data, f"{name}.{row}.agreed") == YES,
            }
            for row in rows
        ]

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        given = [row for row in value or [] if _is_written(row)]
        rows = [*given, *({} for _n in range(EMPTY))][:MOST]
        return {"rows": [(f"{name}.{number}", f"{base}.{number}", row) for number, row in enumerate(rows)]}


def _is_written(row: Mapping[str, Any]) -> bool:
    return any(str(row.get(part) or "").strip() for part in PARTS)


class Speakers(Type):
    """Stored: a list of ``{"name", "organization", "email", "agreed"}``."""

    key = "speakers"
    label = gettext_lazy("speakers")
    about = gettext_lazy("People who speak, each with a name, an address, and whether the name may be shown.")
    order = 970
    by_hand = False
    missing = gettext_lazy("Name at least one speaker.")

    def widget(self, asked: Asked) -> Lines:
        return Lines()

    def clean(self, asked: Asked, raw: Any) -> Any:
        rows = [_cleaned(row) for row in raw if _is_written(row)]
        addresses = [row["email"] for row in rows]
        if len(set(addresses)) < len(addresses):
            raise refuse(_("Two speakers have the same address. Write each speaker once."))
        return rows or None

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, list) and all(
            isinstance(row, Mapping) and all(isinstance(row.get(part), str) for part in PARTS) for row in stored
        )

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        return [_told(row) for row in stored]


def _cleaned(row: Mapping[str, Any]) -> Row:
    said = {part: line(row[part], most) for part, most in PARTS.items()}
    if not said["name"]:
        raise refuse(_("Write the name of every speaker of whom you write anything."))
    try:
        said["email"] = normal(said["email"])
    except Malformed as malformed:
        words = _("Write the e-mail address of %(name)s: by it people of the same name are told apart.")
        raise refuse(words % said) from malformed
    return {**said, "agreed": bool(row["agreed"])}


def _told(row: Mapping[str, Any]) -> str:
    who = with_commas((row["name"], row["organization"], row["email"]))
    return who if row.get("agreed") else _("%(who)s (the name is not shown)") % {"who": who}
