"""What is written of the sample's calls, in ``data/calls``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heliograph.frame.translating import Reviewed

_FOLDER = Path(__file__).parent / "data" / "calls"
#: The translations of the sample have been compared with their originals.
REVIEWED = Reviewed(frozenset({"fr", "es", "ar", "ru", "zh"}))


def words_in(name: str) -> Mapping[str, Any]:
    """What a file of ``data/calls`` says."""
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
