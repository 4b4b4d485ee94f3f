"""What the page shows of a draft: groups and lines with their choices, buttons and faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.network.audiences import naming
from heliograph.network.audiences.checking import Faults, checked
from heliograph.network.audiences.clauses import Clause, clause, clauses
from heliograph.network.audiences.drafts import ALL, ANY, NONE, NOT_ALL, Group, Line, Part, Path
from heliograph.network.audiences.form import ending, fields
from heliograph.network.audiences.parsing import DEEPEST
from heliograph.network.audiences.wording import whom
from heliograph.network.queries import PersonQuerySet

#: With more choices than this the list scrolls, those chosen first.
LONG_LIST = 14
KINDS: dict[str, Promise] = {
    ALL: _("All of these are so"),
    ANY: _("At least one of these is so"),
    NONE: _("None of these is so"),
    NOT_ALL: _("Not all of these are so"),
}
_STEPS: dict[str, Promise] = {
    "up": _("Move up"),
    "down": _("Move down"),
    "remove": _("Remove"),
    "restore": _("Put it back"),
}
#: Which button has the focus where the one that was pressed is there no more.
_OTHER = {"up": "down", "down": "up", "remove": "restore"}


@dataclass(frozen=True)
class Choice:
    value: str
    name: str | Promise
    chosen: bool


@dataclass(frozen=True)
class Button:
    """``do`` is what it sends; ``focus``: it was pressed last, or stands in for that one."""

    do: str
    label: str | Promise
    focus: bool


@dataclass(frozen=True)
class Shown:
    """A part on the page. ``end`` ends the names of its fields; ``focus``: the cursor goes there."""

    end: str
    number: str
    fault: str
    focus: bool
    buttons: list[Button]


@dataclass(frozen=True)
class ShownGroup(Shown):
    kinds: list[Choice]
    parts: list[Shown]
    outermost: bool
    may_nest: bool
    is_group: bool = True


@dataclass(frozen=True)
class ShownLine(Shown):
    """``asks``: the two ways in which a clause may be meant. ``extra``: choices besides the values, by key."""

    clause: Clause
    label: str | Promise
    asks: list[Choice]
    choices: list[Choice]
    extra: list[tuple[str, str | Promise, list[Choice]]]
    words: str
    looked: bool

    @property
    def long(self) -> bool:
        return len(self.choices) > LONG_LIST


@dataclass(frozen=True)
class ShownStub(Shown):
    """Something that was removed, with all its fields, so that it can be put back."""

    what: str
    fields: list[tuple[str, str]]
    is_stub: bool = True


@dataclass
class Editor:
    """Shows a draft. ``step`` was taken last, ``at`` is where."""

    visible: PersonQuerySet
    faults: Faults = field(default_factory=dict)
    step: str = ""
    at: Path | None = None
    named: Mapping[str, str] = field(default_factory=dict)

    def show(self, draft: Group) -> ShownGroup:
        """The whole draft, people by name: one query for them, and one for each line in which people are looked for."""
        self.named = naming.chosen_people(draft, self.visible)
        return self._group(draft, (), 0)

    def _part(self, part: Part, path: Path, last: int) -> Shown:
        if part.removed:
            return self._stub(part, path)
        return self._group(part, path, last) if isinstance(part, Group) else self._line(part, path, last)

    def _shown(self, path: Path, steps: list[str]) -> tuple[str, str, str, bool, list[Button]]:
        here = path == self.at
        pressed = self.step if self.step in steps else _OTHER.get(self.step, "")
        buttons = [Button(f"{step}{ending(path)}", _STEPS[step], here and step == pressed) for step in steps]
        number = ".".join(str(index + 1) for index in path)
        focus = here and not any(button.focus for button in buttons)
        return ending(path), number, self.faults.get(path, ""), focus, buttons

    def _steps(self, path: Path, last: int) -> list[str]:
        if not path:
            return []
        return [*(["up"] if path[-1] > 0 else []), *(["down"] if path[-1] < last else []), "remove"]

    def _stub(self, part: Part, path: Path) -> ShownStub:
        rule, _faults = checked(Group(ALL, (replace(part, removed=False),)))
        name = _("a group") if isinstance(part, Group) else clause(part.clause).label
        what = whom(rule) if rule is not None else str(name)
        return ShownStub(*self._shown(path, ["restore"]), what, list(fields(part, path)))

    def _group(self, group: Group, path: Path, last: int) -> ShownGroup:
        parts = [self._part(part, (*path, index), len(group.parts) - 1) for index, part in enumerate(group.parts)]
        kinds = [Choice(kind, label, kind == group.kind) for kind, label in KINDS.items()]
        may_nest = len(path) < DEEPEST - 3
        return ShownGroup(*self._shown(path, self._steps(path, last)), kinds, parts, not path, may_nest)

    def _line(self, line: Line, path: Path, last: int) -> ShownLine:
        found = clause(line.clause)
        extra = [(key, label, _extra(found, line, key)) for key, label in found.more.items()]
        choices, looked = self._choices(found, line), bool(line.words)
        shown = self._shown(path, self._steps(path, last))
        return ShownLine(*shown, found, found.label, _asks(found, line), choices, extra, line.words, looked)

    def _choices(self, found: Clause, line: Line) -> list[Choice]:
        if found.picker == "people":
            options = naming.found_people(line.words, self.visible) if line.words else []
        else:
            options = [(value, str(name)) for value, name in found.options()]
        names = {**{value: self._name(found, value) for value in line.values}, **dict(options)}
        long = len(names) > LONG_LIST or found.picker == "people"
        order = [*line.values, *names] if long else list(dict(options) | names)
        return [Choice(value, names[value], value in line.values) for value in dict.fromkeys(order)]

    def _name(self, found: Clause, value: str) -> str:
        unknown = str(_("somebody who is no longer known")) if found.picker == "people" else value
        return self.named.get(value, unknown)


def _extra(found: Clause, line: Line, key: str) -> list[Choice]:
    chosen = dict(line.more).get(key)
    return [Choice(value, name, value == chosen) for value, name in found.options_of(key)]


def _asks(found: Clause, line: Line) -> list[Choice]:
    if found.picker == "none":
        yes, no = _("is meant"), _("is not meant")
    else:
        yes, no = pgettext_lazy("a clause", "is one of these"), pgettext_lazy("a clause", "is none of these")
    return [Choice("", yes, not line.negated), Choice("not", no, line.negated)]


def new_lines() -> list[tuple[str, str | Promise]]:
    """The clauses of which a line can be added."""
    return [(each.slug, each.label) for each in clauses()]
