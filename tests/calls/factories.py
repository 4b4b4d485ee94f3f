"""Records for tests of calls: made with as little as each test must say. The clock stands at ``NOW``."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet, submit
from heliograph.calls.models import Call, Deadline, Programme, QuestionSet, Response
from heliograph.network.models import Organization, Person
from tests.network.factories import NOW, person

_numbers = count(1)
DAY = timedelta(days=1)


def programme(title: str = "Conference", **fields: Any) -> Programme:
    """A published programme of the secretariat, unless ``fields`` say otherwise."""
    first = {
        "slug": f"programme-{next(_numbers)}",
        "title": LazyI18nString({"en": title}),
        "contact": "desk@secretariat.example.org",
        "state": "published",
        "created_at": NOW,
        "saved_at": NOW,
        "published_at": NOW,
    }
    made: Programme = Programme.objects.create(**{**first, **fields})
    return made


def call(title: str = "Registration", **fields: Any) -> Call:
    """A published call that is open to everybody, closes in ten days and asks nothing.

    ``opens`` and ``closes`` are instants or None for no such date; ``questions`` is a list of data.
    """
    opens, closes = fields.pop("opens", NOW - DAY), fields.pop("closes", NOW + 10 * DAY)
    questions = fields.pop("questions", [])
    first = {
        "slug": f"call-{next(_numbers)}",
        "programme": fields.get("programme") or programme(),
        "kind": "registration",
        "title": LazyI18nString({"en": title}),
        "contact": "desk@secretariat.example.org",
        "status": "published",
        "created_at": NOW,
        "saved_at": NOW,
        "published_at": NOW,
    }
    made: Call = Call.objects.create(**{**first, **fields})
    QuestionSet.objects.create(call=made, questions=questions, made_at=NOW, saved_at=NOW)
    for kind, at in (("opens", opens), ("closes", closes)):
        if at is not None:
            deadline(made, kind, at)
    return made


def deadline(of: Call, kind: str, at: datetime | None, **fields: Any) -> Deadline:
    """A minute-precise date of a call; to be announced where ``at`` is None."""
    first = {"zone": of.zone, "precision": "minute", "until": at, "made_at": NOW}
    made: Deadline = Deadline.objects.create(call=of, kind=kind, at=at, **{**first, **fields})
    return made


def response(to: Call, by: Person | None = None, for_: Organization | None = None, **answers: Any) -> Response:
    """A response that was sent now, by the life cycle itself."""
    who = by or person()
    subject = Subject(who, organization=for_, country=for_.country if for_ else "")
    sheet = Sheet(to.question_sets.latest("version"), answers)
    return submit(to, subject, sheet, Act(NOW, who)).response
