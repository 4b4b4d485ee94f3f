"""Whether a draft can be saved, and what is missing, by place."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from heliograph.network.audiences.clauses import clause
from heliograph.network.audiences.drafts import Group, Part, Path, rule_of_draft, walk
from heliograph.network.audiences.parsing import DEEPEST, MOST_PARTS, Unreadable, as_data, parse, too_deep, too_long
from heliograph.network.audiences.trees import Rule

Faults = Mapping[Path, str]


def checked(draft: Group) -> tuple[Rule | None, Faults]:
    """The rule of a draft, or None with a sentence for each place at which something is missing."""
    parts = list(walk(draft))
    faults = {path: fault for path, part in parts if (fault := _fault(part, path))}
    if len(parts) > MOST_PARTS:
        faults = {(): too_long(), **faults}
    if faults:
        return None, faults
    try:
        return parse(as_data(rule_of_draft(draft))), {}
    except Unreadable as refused:
        return None, {(): refused.reason}


def _fault(part: Part, path: Path) -> str:
    if isinstance(part, Group):
        if len(path) == DEEPEST:
            return too_deep()
        return "" if any(not inner.removed for inner in part.parts) else _empty(path)
    found = clause(part.clause)
    if found.picker == "people" and not part.values:
        return _("Nobody is chosen yet: look for people and tick them, or remove the line.")
    if found.picker == "options" and not part.values:
        return _("Nothing is chosen yet: tick what you mean, or remove the line.")
    if any(not value for _key, value in part.more):
        return _("Something is not chosen yet.")
    return ""


def _empty(path: Path) -> str:
    if path:
        return _("This group is empty. Add a line to it, or remove it.")
    return _("There is no line yet. Add one; to address everybody, add the line “Everybody”.")
