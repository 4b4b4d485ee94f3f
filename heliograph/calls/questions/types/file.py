"""Files that come with an answer. What is looked at in them is ``files.checking``'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heliograph.calls.models import AnswerFile
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.finding import Way, key_of_number
from heliograph.calls.questions.types.settings import Setting, Several, Whole
from heliograph.calls.questions.types.type import Asked, Type, refuse
from heliograph.calls.questions.widgets import Drawn, several
from heliograph.network.files.checking import Limits, check, check_number
from heliograph.network.files.kinds import KINDS, accept, labels
from heliograph.network.files.refusals import sized
from heliograph.network.states import Refused

MEGABYTE = 1024 * 1024


class Uploads(Drawn):
    """A field for files, and those that are there, each with a box that takes it away."""

    needs_multipart_form = True

    def __init__(self, asked: Asked, limits: Limits) -> None:
        about = {"kinds": labels(limits.kinds), "largest": sized(limits.largest), "number": limits.number}
        super().__init__("calls/questions/widgets/files.html", accept=accept(limits.kinds), **about)
        self.asked, self.limits = asked, limits

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[Any]]:
        return {"uploads": several(files or {}, name), "removed": several(data, f"{name}.remove")}

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        removed = value["removed"] if isinstance(value, Mapping) else []
        lines = [
            (str(each.public_id), each.name, sized(each.content.size), str(each.public_id) in removed)
            for each in self.asked.files
        ]
        return {"lines": lines, "multiple": self.limits.number > 1}


def _stored(file: AnswerFile) -> dict[str, Any]:
    return {"name": file.name, "size": file.content.size, "file": str(file.public_id)}


class Files(Type):
    """Stored: a list of ``{"name", "size", "file"}``: size in bytes, the public id; no id before the file is kept."""

    key = "file"
    label = gettext_lazy("file")
    about = gettext_lazy("Files that are sent with the answer. Each is looked at before it is kept.")
    order = 125
    settings: ClassVar[tuple[Setting, ...]] = (
        Several("kinds", gettext_lazy("Kinds of file"), default=list(KINDS), choices=tuple(KINDS.items())),
        Whole("largest", gettext_lazy("Size of a file at most, in MB"), default=10, least=1, most=100),
        Whole("number", gettext_lazy("Files at most"), default=1, least=1, most=20),
    )
    missing = gettext_lazy("Choose a file.")
    takes_files = True

    def limits(self, question: Question) -> Limits:
        kinds, largest, number = (self.setting(question, key) for key in ("kinds", "largest", "number"))
        return Limits(tuple(kinds), largest * MEGABYTE, number)

    def widget(self, asked: Asked) -> Uploads:
        return Uploads(asked, self.limits(asked.question))

    def clean(self, asked: Asked, raw: Any) -> Any:
        limits = self.limits(asked.question)
        asked.removed.extend(each for each in asked.files if str(each.public_id) in raw["removed"])
        stay = [each for each in asked.files if each not in asked.removed]
        try:
            check_number(len(stay) + len(raw["uploads"]), limits)
        except Refused as refused:
            raise refuse(refused.sentence) from refused
        if sentences := [said for upload in raw["uploads"] if (said := self._look(asked, upload, limits))]:
            raise forms.ValidationError(sentences)
        new = [{"name": each.name, "size": each.size} for each in asked.uploads]
        return [*map(_stored, stay), *new] or None

    def _look(self, asked: Asked, upload: Any, limits: Limits) -> str:
        """What is wrong with a file; where nothing is, it is put to the uploads."""
        try:
            asked.uploads.append(check(upload, limits))
        except Refused as refused:
            return refused.sentence
        return ""

    def initial(self, asked: Asked, stored: Any) -> Any:
        return None

    def fits(self, stored: Any) -> bool:
        return isinstance(stored, list) and all(
            isinstance(each, Mapping) and isinstance(each.get("name"), str) and type(each.get("size")) is int
            for each in stored
        )

    def way(self, question: Question) -> Way:
        return Way.ANY

    def keys(self, question: Question, stored: Any) -> list[str]:
        return [key_of_number(len(stored))]

    def words(self, question: Question, stored: Any, languages: Sequence[str]) -> list[str]:
        said = [{"name": each["name"], "size": sized(each["size"])} for each in stored]
        return [_("%(name)s (%(size)s)") % each for each in said]


def keep(stored: list[dict[str, Any]] | None, file: AnswerFile) -> list[dict[str, Any]]:
    """The stored value with a file that was kept in the place of the upload that it was; each file is there once."""
    found = [each for each in stored or [] if each.get("file") != str(file.public_id)]
    place = next((number for number, each in enumerate(found) if "file" not in each), len(found))
    found[place : place + 1] = [_stored(file)]
    return found
