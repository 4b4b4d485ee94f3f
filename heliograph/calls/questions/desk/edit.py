"""A question in the editor, and its form with what was posted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from heliograph.calls.models import Call
from heliograph.calls.questions.desk.around import Around, fixed_of
from heliograph.calls.questions.desk.blocks import Focus
from heliograph.calls.questions.desk.building import Ever, as_data, lists_from, posted_lists
from heliograph.calls.questions.desk.changing import Questions
from heliograph.calls.questions.desk.finding import Past
from heliograph.calls.questions.desk.form import QuestionForm
from heliograph.calls.questions.desk.rows import Rows, place_after, stepped
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.types.type import Type

#: No line has a number of so many digits.
LONGEST_NUMBER = 5


@dataclass(frozen=True)
class Edit:
    """A question in the editor. ``question`` has an empty key where it is new."""

    call: Call
    question: Question
    type: Type
    earlier: Questions
    past: Past

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def ever(self) -> Ever:
        return self.past.ever(self.key) if self.key else {}

    @property
    def has_markdown(self) -> bool:
        return any(getattr(one, "markdown", False) for one in self.type.settings)

    @property
    def becomes_new(self) -> bool:
        """Whether saving makes another question of it: it was answered as one of another type."""
        return self.type.key != self.question.type and self.key in self.past.answered

    @property
    def base(self) -> Question:
        """What the form begins with: settings of another type mean something else."""
        return self.question if self.type.key == self.question.type else replace(self.question, settings={})

    def around(self, lists: Any = None) -> Around:
        found = lists_from(self.base, self.type) if lists is None else lists
        fixed = fixed_of(self.base, self.type)
        return Around(self.type, self.call.source_language, self.earlier, found, fixed)

    def posted_lists(self, post: QueryDict) -> dict[str, Rows]:
        """The lists that the form carries."""
        return posted_lists(post, self.type, self.around({}).languages, self.ever)


def posted_form(edit: Edit, post: QueryDict) -> QuestionForm:
    """The form bound to what was posted."""
    lists = edit.posted_lists(post)
    return QuestionForm(as_data(post, lists), around=edit.around(lists), initial={})


def stepped_form(edit: Edit, post: QueryDict, do: str) -> tuple[QuestionForm, Focus]:
    """The form after a step, with all that was written and without a judgement; and where the cursor goes.

    ``do`` is ``up:LIST:NUMBER``, likewise ``down``, ``remove`` and ``restore``; ``add:LIST``; or ``look``, which offers
    the answers of the question that decides.
    """
    step, of, number = _read_step(do)
    lists = edit.posted_lists(post)
    if step == "add" and of in lists:
        number = sum(name.startswith(f"{of}_") and name.endswith("_key") for name in post)
    elif of in lists:
        lists[of] = stepped(lists[of], step, number)
        number = place_after(step, number, len(lists[of]))
    form = QuestionForm(as_data(post, lists), around=edit.around(lists), initial={})
    written = {name: form[name].value() for name in form.fields}
    return QuestionForm(around=form.around, initial=written), Focus(step, of, number)


def _read_step(do: str) -> tuple[str, str, int]:
    step, of, written = [*do.split(":", 2), "", ""][:3]
    return step, of, int(written) if written.isdecimal() and len(written) < LONGEST_NUMBER else -1
