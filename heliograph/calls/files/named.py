"""Which files answers name: what was sent is what the acknowledged answers name, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def named_in(answers: Mapping[str, Any]) -> frozenset[str]:
    """The public ids of the files that stored answers name (``questions/types/file.py`` has the shape)."""
    lists = [value for value in answers.values() if isinstance(value, list)]
    found = [each.get("file") for value in lists for each in value if isinstance(each, Mapping)]
    return frozenset(each for each in found if isinstance(each, str))
