"""What the page of one question shows: the fields by language, the lists line by line, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from heliograph.calls.questions.desk.around import set_name
from heliograph.calls.questions.desk.form import QuestionForm
from heliograph.calls.questions.desk.rows import Row, name_of
from heliograph.frame.translating import LanguageBlock
from heliograph.texts.languages import NATIVE_NAMES, direction

_STEPS: dict[str, Promise] = {
    "up": gettext_lazy("Move up"),
    "down": gettext_lazy("Move down"),
    "remove": gettext_lazy("Remove"),
    "restore": gettext_lazy("Put it back"),
}
#: Which button has the focus where the one that was pressed is there no more.
_OTHER = {"up": "down", "down": "up", "remove": "restore", "restore": "remove"}
_SIGNS = {"up": "↑", "down": "↓"}


@dataclass(frozen=True)
class Button:
    """``do`` is what it sends; ``focus``: it was pressed last, or stands in for that one."""

    do: str
    label: str | Promise
    sign: str
    focus: bool
    possible: bool = True


@dataclass(frozen=True)
class ShownRow:
    """A line of a list in the language of the original; ``key_name`` and ``removed_name`` are its hidden fields."""

    field: BoundField
    row: Row
    key_name: str
    removed_name: str
    buttons: list[Button]


@dataclass(frozen=True)
class ShownList:
    name: str
    label: str
    rows: list[ShownRow]


@dataclass(frozen=True)
class Focus:
    """Where the cursor goes after a step: which was taken, in which list, at which line."""

    step: str = ""
    of: str = ""
    number: int = -1


@dataclass(frozen=True)
class Tongues:
    """Languages as ``frame/languages.html`` shows them."""

    blocks: list[LanguageBlock]


@dataclass(frozen=True)
class Blocks:
    """The parts of the page."""

    original: Tongues
    others: Tongues
    lists: list[ShownList]
    settings: list[BoundField]
    flags: list[BoundField]
    looked: bool


def blocks(form: QuestionForm, focus: Focus) -> Blocks:
    """All parts of a form. ``focus``: what was done last."""
    first, *rest = [_block(form, code) for code in form.around.languages]
    return Blocks(
        Tongues([first]),
        Tongues(rest),
        [_list(form, of, focus) for of in form.around.lists],
        [form[set_name(one)] for one in form.around.plain_settings],
        [form[name] for name in ("required", "public", "personal") if name in form.fields],
        focus.step == "look",
    )


def _block(form: QuestionForm, code: str) -> LanguageBlock:
    source = form.around.source
    names = [f"{name}_{code}" for name, *_rest in form.own_texts()]
    if code != source:
        names += [name_of(of, number, code) for of, number in _staying(form)]
    fields = [form[name] for name in names]
    state, words = _state(form, code)
    opened = code == source or state == "draft" or any(field.errors for field in fields)
    return LanguageBlock(code, NATIVE_NAMES.get(code, code), direction(code), fields, None, state, words, opened)


def _staying(form: QuestionForm) -> list[tuple[str, int]]:
    lists = form.around.lists.items()
    return [(of, number) for of, rows in lists for number, row in enumerate(rows) if not row.removed]


def _state(form: QuestionForm, code: str) -> tuple[str, str]:
    """How far a language has got: as its class names it, and in words."""
    source = form.around.source
    if code == source:
        return "reviewed", _("original")
    parts = [f"{name}_" for name, *_rest in form.own_texts()] + [f"{of}_{number}_" for of, number in _staying(form)]
    wanted = [part for part in parts if form[f"{part}{source}"].value()]
    there = [part for part in parts if form[f"{part}{code}"].value()]
    if not there:
        return "missing", pgettext("language", "missing")
    if set(wanted) - set(there):
        return "draft", pgettext("language", "in part")
    return "reviewed", pgettext("language", "complete")


def _list(form: QuestionForm, of: str, focus: Focus) -> ShownList:
    rows: Sequence[Row] = form.around.lists[of]
    shown = [_row(form, of, number, row, len(rows), focus) for number, row in enumerate(rows)]
    return ShownList(of, form.list_label(of), shown)


def _row(form: QuestionForm, of: str, number: int, row: Row, count: int, focus: Focus) -> ShownRow:
    here = (focus.of, focus.number) == (of, number)
    steps = {"restore": True} if row.removed else {"up": number > 0, "down": number < count - 1, "remove": True}
    there = focus.step if steps.get(focus.step) else _OTHER.get(focus.step, "")
    buttons = [
        Button(f"{step}:{of}:{number}", _STEPS[step], _SIGNS.get(step, ""), here and step == there, possible)
        for step, possible in steps.items()
    ]
    field = form[name_of(of, number, form.around.source)]
    if here and focus.step == "add":
        field.field.widget.attrs["autofocus"] = True
    return ShownRow(field, row, name_of(of, number, "key"), name_of(of, number, "removed"), buttons)
