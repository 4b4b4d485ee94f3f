"""The order of organizations in lists: by name as people look for it, and no two the same."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

LONGEST = 300


def sort_key(name: str, identifier: str) -> str:
    """The name without marks and case, then the identifier, which makes it unlike every other."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{letters[: LONGEST - 41]} {identifier}"


class SortKeyField(models.CharField[str, str]):
    """Filled by itself from ``name`` and ``identifier`` by ``save`` and ``bulk_create``, but not by ``update``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=LONGEST, editable=False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(model_instance.name, model_instance.identifier)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key
