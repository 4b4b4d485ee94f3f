"""What the tests of real processes run: its words are commands of ``tests.forked``."""

from __future__ import annotations

import django

django.setup()

from heliograph.calls.lifecycle import verbs  # noqa: E402
from heliograph.calls.lifecycle.acting import Act  # noqa: E402
from heliograph.calls.models import Response  # noqa: E402
from heliograph.calls.states import Actor, Verb  # noqa: E402
from heliograph.conference.models import Conference  # noqa: E402
from heliograph.conference.posters.appreciating import appreciate  # noqa: E402
from heliograph.conference.posters.models import Poster  # noqa: E402
from heliograph.network.models import Person  # noqa: E402
from tests.calls.factories import call, response  # noqa: E402
from tests.conference.posters.factories import AGREED, conference_with_posters  # noqa: E402
from tests.network.factories import NOW, person, school  # noqa: E402


def prepare(posters: int) -> None:
    """A conference with so many posters that were sent, and one participant."""
    one = conference_with_posters()
    one.registration = call(kind="conference", programme=one.programme)
    one.save()
    response(one.registration, person("ama@example.org"))
    assert one.posters is not None
    for number in range(posters):
        response(one.posters, person(), school(), title=f"Poster {number}", publish=AGREED)


def accept(turn: int, turns: int) -> None:
    """Accept every so manieth of them."""
    conference = Conference.objects.select_related("posters__programme").get()
    assert conference.posters is not None
    sent = Response.objects.filter(call=conference.posters).order_by("pk")[turn::turns]
    for each in sent:
        each.call = conference.posters
        verbs.decide(each, Verb.ACCEPT, Act(NOW, actor=Actor.ORGANIZER))


def praise() -> None:
    """Let the participant appreciate every poster."""
    for poster in Poster.objects.select_related("conference").order_by("pk"):
        appreciate(poster, Person.objects.get(email="ama@example.org"), NOW)


COMMANDS = {"prepare": prepare, "accept": accept, "praise": praise}
