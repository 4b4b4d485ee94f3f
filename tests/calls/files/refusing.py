"""What a file is refused for."""

from __future__ import annotations

import pytest

from heliograph.network.files.checking import Limits
from heliograph.network.states import Refused
from tests.calls.files.making import checked


def refusal(name: str, data: bytes, limits: Limits | None = None) -> str:
    """The code with which a file is refused; the sentence names the file."""
    with pytest.raises(Refused) as refused:
        checked(name, data, limits)
    assert name.rsplit("/", 1)[-1] in refused.value.sentence
    return refused.value.code
