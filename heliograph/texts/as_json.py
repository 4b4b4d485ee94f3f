"""A text's tree as plain dictionaries and lists, for templates that are not Python."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from heliograph.texts import tree


def _name(node: tree.Node) -> str:
    """``line_break`` of ``LineBreak``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(node).__name__).lower()


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return value if isinstance(value, str | int | bool) else to_json(value)


def to_json(node: tree.Node) -> dict[str, Any]:
    """The node as ``{"type": "paragraph", "children": [...]}``: the class's name in lower case, and its
    fields by name.
    """
    return {"type": _name(node), **{each.name: _value(getattr(node, each.name)) for each in fields(node)}}
