"""A call whose answers are decided, its organizer, and a clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.batches import Wish, steps_for
from heliograph.calls.models import Response
from heliograph.calls.states import Verb
from tests.calls.factories import call, programme
from tests.calls.factories import response as sent_answer
from tests.network.factories import NOW, person, school, with_role

LATER = NOW + timedelta(days=20)


@pytest.fixture(autouse=True)
def clock():
    """It is twenty days after everything was sent."""
    with time_machine.travel(LATER, tick=False) as travel:
        yield travel


@pytest.fixture
def organizer(db):
    """Somebody who runs programmes of one organization."""
    at = school("Commission of Togo")
    who = with_role(person("organizer@example.org", languages=["en"]), "organizer", organization=at)
    who.seat = at
    return who


@pytest.fixture
def applications(organizer):
    """A call to which people apply, run by that organizer."""
    return call("Exchange", kind="application", programme=programme(organizer=organizer.seat), slug="exchange")


@pytest.fixture
def answers(applications):
    """Five answers, of people who read English, French, Arabic and English again."""
    languages = ("en", "fr", "ar", "en", "en")
    people = [person(f"a{n}@example.org", languages=[code]) for n, code in enumerate(languages)]
    return [sent_answer(applications, who) for who in people]


@pytest.fixture
def picked(applications):
    """The answers to the call, as a table would give them."""
    return lambda: Response.objects.filter(call=applications)


@pytest.fixture
def decided(applications, organizer, picked):
    """Make and confirm a batch over all answers, and go through it."""

    def did(verb, note=None, responses=None, token="t", at=LATER):
        steps = steps_for(picked() if responses is None else responses, Verb(verb))
        wish = Wish(steps, verb, LazyI18nString(note or {}))
        batch = batches.make(applications, wish, token, organizer, at)
        batches.confirm(batch, organizer, at, batches.mark_of_letters(batch, organizer))
        running.run(batch.pk, at)
        batch.refresh_from_db()
        return batch

    return did


@pytest.fixture
def office(client, organizer):
    """The organizer's own program for the web."""
    client.force_login(organizer)
    return client
