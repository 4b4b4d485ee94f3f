"""A draft as the fields of a form: nothing is saved until "Save", so that each answer carries the whole draft.

A part at the place (0, 2) has fields that end in ``-0-2``: ``group`` and ``removed``, or ``line``, ``not``, ``values``,
``words``, ``more-KEY`` and ``removed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import QueryDict

from heliograph.network.audiences.clauses import clause
from heliograph.network.audiences.drafts import ALL, GROUPS, Group, Line, Part, Path, moved, with_part, without
from heliograph.network.audiences.parsing import DEEPEST, MOST_PARTS, MOST_VALUES

LONGEST_WORDS = 100
_NUMBER = re.compile(r"[0-9]{1,3}\Z")


def ending(path: Path) -> str:
    """The end of the names of fields of the part at a place."""
    return "".join(f"-{index}" for index in path)


def path_of(end: str) -> Path:
    """The place that an ending names. Raises LookupError where it names none."""
    numbers = end.split("-")[1:]
    if len(numbers) > DEEPEST or not all(map(_NUMBER.match, numbers)):
        raise LookupError(end)
    return tuple(map(int, numbers))


def one_line(written: str) -> str:
    """What was written, without what is no sign (a database takes no NUL) and no space at the ends."""
    return "".join(sign if sign.isprintable() else " " for sign in written).strip()


def read(post: QueryDict) -> Group:
    """The draft that a form carries; what makes no sense in it is left out."""
    return _Reader(post).root()


class _Reader:
    """Reads one form, and no more of it than a rule may have."""

    def __init__(self, post: QueryDict) -> None:
        self.post = post
        self.left = 2 * MOST_PARTS

    def root(self) -> Group:
        found = self.part(())
        return found if isinstance(found, Group) else Group()

    def part(self, path: Path) -> Part | None:
        end, self.left = ending(path), self.left - 1
        if self.left < 0 or len(path) > DEEPEST:
            return None
        removed = f"removed{end}" in self.post
        if f"group{end}" in self.post:
            kind = self.post[f"group{end}"]
            return Group(kind if kind in GROUPS else ALL, tuple(self.parts(path)), removed)
        return self.line(end, removed)

    def parts(self, path: Path) -> Iterator[Part]:
        for index in range(2 * MOST_PARTS):
            found = self.part((*path, index))
            if found is None:
                return
            yield found

    def line(self, end: str, removed: bool) -> Line | None:
        try:
            found = clause(self.post.get(f"line{end}", ""))
        except KeyError:
            return None
        given = [found.clean(value) for value in self.post.getlist(f"values{end}")[:MOST_VALUES]]
        values = tuple(dict.fromkeys(value for value in given if value is not None))
        more = tuple((key, found.clean_more(key, self.post.get(f"more-{key}{end}", "")) or "") for key in found.more)
        words = one_line(self.post.get(f"words{end}", ""))[:LONGEST_WORDS]
        negated = self.post.get(f"not{end}") == "not"
        return Line(found.slug, values, more, negated, words, removed)


def fields(part: Part, path: Path) -> Iterator[tuple[str, str]]:
    """A part and all in it as names and values of fields: what ``read`` makes the same of again."""
    end = ending(path)
    if part.removed:
        yield f"removed{end}", "yes"
    if isinstance(part, Line):
        yield from _fields_of_line(part, end)
        return
    yield f"group{end}", part.kind
    for index, inner in enumerate(part.parts):
        yield from fields(inner, (*path, index))


def _fields_of_line(line: Line, end: str) -> Iterator[tuple[str, str]]:
    yield f"line{end}", line.clause
    if line.negated:
        yield f"not{end}", "not"
    yield from ((f"values{end}", value) for value in line.values)
    yield from ((f"more-{key}{end}", value) for key, value in line.more)


def stepped(post: QueryDict) -> tuple[Group, Path | None]:
    """The draft of a form after the step whose button was pressed, and the place to look at next.

    That is None where the draft stays as it was.
    """
    draft, (step, _sep, end) = read(post), post.get("do", "").partition("-")
    try:
        path = path_of(f"-{end}" if end else "")
        return _step(draft, step, path, post)
    except LookupError:
        return draft, None


def _step(draft: Group, step: str, path: Path, post: QueryDict) -> tuple[Group, Path | None]:
    if step == "line":
        return with_part(draft, path, Line(clause(post.get(f"new{ending(path)}", "")).slug))
    if step == "group":
        return with_part(draft, path, Group())
    if step in {"remove", "restore"}:
        return without(draft, path, step == "remove")
    if step in {"up", "down"}:
        return moved(draft, path, -1 if step == "up" else 1)
    return draft, path if step == "find" else None
