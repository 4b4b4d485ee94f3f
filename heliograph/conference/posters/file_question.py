"""The type of question by which a poster is handed in: one file, one page, upright, and sharp enough to be read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.file import MEGABYTE, Files
from heliograph.calls.questions.types.settings import Whole
from heliograph.calls.questions.types.type import Asked
from heliograph.conference.posters.measuring import fault
from heliograph.network.files.checking import Limits


class PosterFile(Files):
    """Stored as the files of any answer, of which there is one."""

    key = "poster-file"
    label = gettext_lazy("poster")
    about = gettext_lazy("One page, upright, as PDF or picture. It is looked at before it is kept.")
    order = 920
    settings = (Whole("largest", gettext_lazy("Size of the file at most, in MB"), default=20, least=1, most=100),)
    by_hand = False

    def limits(self, question: Question) -> Limits:
        return Limits(("pdf", "image"), self.setting(question, "largest") * MEGABYTE, number=1)

    def _look(self, asked: Asked, upload: Any, limits: Limits) -> str:
        if said := super()._look(asked, upload, limits):
            return said
        if said := fault(asked.uploads[-1]):
            asked.uploads.pop()
        return said
