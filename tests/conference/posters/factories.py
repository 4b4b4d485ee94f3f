"""Posters for tests: sent by the life cycle itself, with files that are what they say."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from heliograph.calls.files.keeping import attach_all
from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.models import Call, Response, StoredContent
from heliograph.calls.states import Actor, Verb
from heliograph.conference.models import Conference
from heliograph.conference.posters import previews
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.questions import QUESTIONS
from heliograph.network.files.checking import Limits, check
from tests.calls.factories import call
from tests.calls.factories import response as answered
from tests.calls.files.making import picture
from tests.conference.factories import conference
from tests.network.factories import NOW, person, school, with_role

_numbers = count(1)
AGREED = {"agreed": True, "text": "Yes", "language": "en", "digest": "0", "at": "2026-01-01T00:00:00+00:00"}


def conference_with_posters(**fields: Any) -> Conference:
    """A conference that has a call for posters, which asks what such calls begin with."""
    one = conference(**fields)
    questions = [dict(each) for each in QUESTIONS]
    for each in questions:
        if each["type"] == "theme":
            each["settings"] = {"conference": str(one.programme.public_id)}
    of_school = {"respondent": "organization", "limit": "many", "questions": questions}
    one.posters = call("Posters", kind="poster", programme=one.programme, **of_school)
    one.save()
    return one


def sent(of: Conference, data: bytes | None = None, name: str = "poster.png", **answers: Any) -> Response:
    """A poster that was sent to a conference by a school: ``answers`` beside what every poster says."""
    assert of.posters is not None
    number = next(_numbers)
    at = answers.pop("school", None) or school(f"School {number}")
    by = with_role(person(), "focal-point", organization=at)
    return resent(_begun(of.posters, by, at), data, name, **{"title": f"Poster {number}", **answers})


def _begun(to: Call, by: Any, at: Any) -> Response:
    subject = Subject(by, organization=at, country=at.country)
    return verbs.start(to, subject, verbs.Sheet(to.question_sets.get()), Act(NOW, by))


def resent(response: Response, data: bytes | None = None, name: str = "poster.png", **answers: Any) -> Response:
    """What a response says sent, anew, with a file."""
    upload = SimpleUploadedFile(name, data if data is not None else picture("PNG", (900, next(_numbers) + 1200)))
    checked = check(upload, Limits(("pdf", "image")))
    (file,) = attach_all(response, [("file", checked)], response.person, NOW)
    named = [{"name": file.name, "size": file.content.size, "file": str(file.public_id)}]
    first = {
        "summary": "What we did", "alt": "A tree with paper leaves", "language": "en", "credit": "Class 8b",
        "publish": AGREED, **response.answers,
    }  # fmt: skip
    sheet = verbs.Sheet(response.question_set, {**first, "file": named, **answers})
    return verbs.resend(response, sheet, Act(NOW, response.person)).response


def decided(response: Response, verb: Verb = Verb.ACCEPT, note: str = "") -> Response:
    """A response on which the organizer has decided."""
    return verbs.decide(response, verb, Act(NOW, actor=Actor.ORGANIZER, note=note)).response


def hung(of: Conference, data: bytes | None = None, **answers: Any) -> Poster:
    """A poster that was accepted; its pictures are drawn where it is to be shown."""
    response = decided(sent(of, data, **answers))
    poster = Poster.objects.get(response=response)
    previews.draw(poster.pk, NOW)
    poster.refresh_from_db()
    return poster


def row(of: Conference, **answers: Any) -> Poster:
    """A poster that is shown, as a row alone, whose pictures nobody has drawn: for pages of many."""
    assert of.posters is not None
    at = answers.pop("school", None) or school()
    said = {"title": f"Poster {next(_numbers)}", "language": "en", "publish": AGREED, **answers}
    response = decided(answered(of.posters, person(), at, **said))
    found: Poster = Poster.objects.get(response=response)
    first = {"digest": "0" * 64, "size": 1, "content_type": "image/png", "file": "answers/x", "stored_at": NOW}
    found.file, _made = StoredContent.objects.get_or_create(digest=first["digest"], defaults=first)
    found.preview, found.thumbnail, found.width, found.height = "posters/x.jpg", "posters/x-small.jpg", 1131, 1600
    found.save()
    return found
