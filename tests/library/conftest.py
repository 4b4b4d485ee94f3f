"""Files of these tests lie in a directory of their own; the clock stands."""

from __future__ import annotations

import pytest
import time_machine

from heliograph.network.keeping import private
from tests.network.factories import NOW


@pytest.fixture(autouse=True)
def storage(tmp_path, monkeypatch):
    kept_in = private()
    for name in ("base_location", "location"):
        monkeypatch.setitem(kept_in.__dict__, name, str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel
