"""The clock of the process stands at NOW; what a page shows in its main part."""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine

from tests.network.factories import NOW


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def words(answer):
    """The words of the main part of a page, each run of space one blank."""
    main = answer.content.decode().split("<main", 1)[1].partition(">")[2].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def token_of(answer):
    """The token of the first form of a page."""
    return re.findall(r'name="token" value="([0-9a-f]{32})"', answer.content.decode())[0]


def verbs(response):
    """What has happened to an answer, in order."""
    return [entry.verb for entry in response.entries.all()]


def state(response):
    return type(response).objects.get(pk=response.pk).state
