"""A poster follows the response by which it was sent: hung with acceptance, taken down with whatever ends that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from heliograph.calls.concerning import holder_of, is_anonymous
from heliograph.calls.files.named import named_in
from heliograph.calls.models import AnswerFile, Response, StoredContent
from heliograph.calls.states import ResponseState, Verb
from heliograph.conference.models import Conference, Theme
from heliograph.conference.posters import questions, search
from heliograph.conference.posters.models import Poster
from heliograph.conference.posters.previews import drop, owe
from heliograph.frame.finished import touch
from heliograph.network.countries import region_slug

#: States in which a poster hangs.
HANGING = frozenset({ResponseState.ACCEPTED, ResponseState.COMPLETED})


def keep_poster(response: Response, verb: Verb, at: datetime) -> None:
    """Hang the poster of a response, anew, or take it down; in the transaction of a step, with its rows held.

    The row of the call is held too (``PosterCall.is_scarce``), so that no two get the same number.
    """
    found = Poster.objects.select_for_update(of=("self",)).filter(response=response).first()
    if found is not None and not is_anonymous(response):
        _keep_whose(found, response)
    if verb == Verb.ACCEPT and (poster := found or _new(response, at)) is not None:
        _hang(poster, response, at)
    elif found is not None and found.shown and response.state not in HANGING:
        take_down(found, at)


def _new(response: Response, at: datetime) -> Poster | None:
    """A poster with the next number; None where the call is that of no conference."""
    conference = Conference.objects.filter(posters=response.call).first()
    if conference is None:
        return None
    whose, number = holder_of(response), _next(conference)
    return Poster(response=response, conference=conference, person=whose, number=number, accepted_at=at)


def _keep_whose(poster: Poster, response: Response) -> None:
    """The link to whose a poster is goes with its response to whoever leads that now."""
    whose = holder_of(response)
    if poster.person != whose:
        poster.person = whose
        poster.save(update_fields=["person"])


def _next(conference: Conference) -> int:
    last = Poster.objects.filter(conference=conference).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _hang(poster: Poster, response: Response, at: datetime) -> None:
    """Write what was accepted. Without consent there is a number and nothing to be shown."""
    for name, value in _said(poster.conference, response).items():
        setattr(poster, name, value)
    if not poster.consented:
        take_down(poster, at)
        return
    content = _content(response)
    if poster.file != content or not poster.preview:
        drop(poster)
        poster.file = content
        owe(poster)
    poster.shown, poster.changed_at = True, at
    poster.save()
    search.index([poster])
    touch()


def take_down(poster: Poster, at: datetime) -> None:
    """Show a poster no more: its pictures go, and it holds on to no file."""
    drop(poster)
    poster.file, poster.shown, poster.changed_at = None, False, at
    poster.save()
    search.forget([poster.pk])
    touch()


def _said(conference: Conference, response: Response) -> dict[str, Any]:
    """What the gallery says, out of the answers."""
    answers, school = response.answers, response.organization
    code = response.country or (school.country if school is not None else "")
    return {
        "title": _text(answers, questions.TITLE)[:250],
        "summary": _text(answers, questions.SUMMARY),
        "alt": _text(answers, questions.ALT),
        "credit": _text(answers, questions.CREDIT)[:300],
        "language": _text(answers, questions.LANGUAGE)[:20] or response.language,
        "theme": Theme.objects.filter(conference=conference, key=_text(answers, questions.THEME)).first(),
        "organization": school,
        "organization_name": school.name if school is not None else response.organization_name,
        "country": code,
        "region": region_slug(code),
        "consented": agreed(answers),
    }


def _text(answers: Mapping[str, Any], key: str) -> str:
    value = answers.get(key)
    return value if isinstance(value, str) else ""


def agreed(answers: Mapping[str, Any]) -> bool:
    """Whether who sent a poster has agreed that it is shown."""
    given = answers.get(questions.PUBLISH)
    return isinstance(given, dict) and given.get("agreed") is True


def _content(response: Response) -> StoredContent | None:
    """The bytes of the poster that the answers name."""
    files = AnswerFile.objects.filter(response=response, question=questions.FILE).select_related("content")
    named = named_in(response.answers)
    return next((each.content for each in files if str(each.public_id) in named), None)
