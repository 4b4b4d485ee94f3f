"""The types of question by key. An app above registers its own in ``ready()`` (``docs/questions.md``)."""

from __future__ import annotations

from heliograph.calls.questions.types.type import Type

_types: dict[str, Type] = {}


def register(kind: Type) -> None:
    """Add a type; registering the same key again replaces it."""
    _types[kind.key] = kind


def unregister(key: str) -> None:
    """Take a type away: its questions are not asked any more, and what was answered is told in plain words."""
    _types.pop(key, None)


def types() -> list[Type]:
    """All types, in the order in which the desk offers them."""
    return sorted(_types.values(), key=lambda each: (each.order, each.key))


def type_named(key: str) -> Type | None:
    """The type with a key, None where nobody has registered it."""
    return _types.get(key)
