"""Lists within a question while one edits it, its options or the rows and columns of a table: lines that move, go and
come back before anything is saved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from heliograph.calls.questions.desk.keys import key_from
from heliograph.calls.questions.records import Option
from heliograph.network.forms import clean_line

#: A form carries no more lines than this; how many a question may have, its type says.
MOST = 300


@dataclass(frozen=True)
class Row:
    """One line. ``key`` is empty where it is new; ``removed`` ones can be put back until all is saved."""

    labels: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    removed: bool = False


Rows = list[Row]


def rows_of(options: Iterable[Option]) -> Rows:
    return [Row(dict(option.label), option.key) for option in options]


def name_of(of: str, number: int, part: str) -> str:
    """The name of a field of the line ``number`` of the list ``of``; ``part`` is a language, ``key`` or ``removed``."""
    return f"{of}_{number}_{part}"


def read_rows(post: Mapping[str, str], of: str, languages: Sequence[str], known: Collection[str]) -> Rows:
    """The lines that a form carries, in their order. A key that is not ``known`` is none."""
    return list(_read(post, of, languages, known))


def _read(post: Mapping[str, str], of: str, languages: Sequence[str], known: Collection[str]) -> Iterator[Row]:
    left = set(known)
    for number in range(MOST):
        key = post.get(name_of(of, number, "key"))
        if key is None:
            return
        labels = {code: clean_line(post.get(name_of(of, number, code), "")) for code in languages}
        yield Row(labels, key if key in left else "", name_of(of, number, "removed") in post)
        left.discard(key)


def with_lines(rows: Sequence[Row], written: str, source: str) -> Rows:
    """With one more for each line of ``written``, as far as there is room."""
    words = [line for line in map(clean_line, written.splitlines()) if line]
    return [*rows, *(Row({source: each}) for each in words)][:MOST]


def stepped(rows: Rows, step: str, number: int) -> Rows:
    """After one was moved ``up`` or ``down``, removed (``remove``) or put back (``restore``)."""
    if not 0 <= number < len(rows):
        return rows
    row = rows[number]
    if step in {"remove", "restore"}:
        return [*rows[:number], replace(row, removed=step == "remove"), *rows[number + 1 :]]
    rest, to = [*rows[:number], *rows[number + 1 :]], place_after(step, number, len(rows))
    return [*rest[:to], row, *rest[to:]]


def place_after(step: str, number: int, count: int) -> int:
    """Where a line stands after a step."""
    return max(0, min(number + {"up": -1, "down": 1}.get(step, 0), count - 1))


def as_options(rows: Iterable[Row], source: str, ever: Collection[str], otherwise: str) -> tuple[Option, ...]:
    """The lines that stay. Who has no key gets one, of its words in the language ``source``; none of those ``ever``
    used is given to another.
    """
    taken, made = set(ever), []
    for row in rows:
        if not row.removed:
            key = row.key or key_from(row.labels.get(source, ""), taken, otherwise)
            taken.add(key)
            made.append(Option(key, {code: words for code, words in row.labels.items() if words}))
    return tuple(made)
