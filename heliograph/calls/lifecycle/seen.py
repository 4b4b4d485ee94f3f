"""Nobody overwrites unseen what was kept or sent from elsewhere since his form was opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from heliograph.calls.lifecycle.subjects import Subject, whom
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.network.states import Refused


class Stale(Refused):
    """``response`` is as it is now, and not what the form was opened over: it was ``kept`` since, or else changed."""

    def __init__(self, response: Response, *, kept: bool = False) -> None:
        super().__init__("stale", _kept() if kept else _changed())
        self.response, self.kept = response, kept


def mark(response: Response | None) -> str:
    """What tells what a form shows, when it is opened, from what stands there later: hexadecimal digits.

    That is what was kept last and for whom, else what was sent. What the clock and the organizer do with the answer is
    none of it.
    """
    return _mark(_shown(response) if response is not None else {})


def check_seen(response: Response, seen: str, answers: Mapping[str, Any], subject: Subject | None = None) -> None:
    """Raise Stale where other answers than these were kept or sent since a form with the mark ``seen`` was opened, or
    the draft is for another ``subject`` since.

    Without a mark nothing is known of a form, and nothing refused. Call it with the row held.
    """
    now, mine = _shown(response), _named(answers, response, subject or response)
    if seen and seen != _mark(now) and _mark(now) != _mark(mine):
        raise Stale(response, kept=bool(response.draft))


def _shown(response: Response) -> Mapping[str, Any]:
    return _named(response.draft or response.answers, response, response)


def _named(answers: Mapping[str, Any], response: Response, of: Subject | Response) -> Mapping[str, Any]:
    """Answers with whom they are for, as long as that can be changed; no question has an empty key."""
    named = response.state == ResponseState.DRAFT and any(whom(of))
    return {**answers, "": whom(of)} if named else answers


def _mark(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:20]


def _kept() -> str:
    return _(
        "This was kept from elsewhere since you opened the form: in another window, or by somebody who answers with "
        "you. What you wrote is still here: look at what was kept, then press once more to put yours in its place."
    )


def _changed() -> str:
    return _(
        "This answer has been changed since you opened the form. What you wrote is still here: "
        "look at the answer as it is now, then send yours again to put it in its place."
    )
