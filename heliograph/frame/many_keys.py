"""Primary keys by the hundred thousand, as a statement finds them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection


def keys_found(statement: str, values: Sequence[Any]) -> list[int]:
    """The keys that a statement of one column selects, in no order.

    SQLite hands them over as one text: that takes half as long as a row for each.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"WITH found(key) AS ({statement}) SELECT json_group_array(key) FROM found", values)
            found: list[int] = json.loads(cursor.fetchone()[0])
            return found
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]
