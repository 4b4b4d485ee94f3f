"""Going to an address as somebody, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from heliograph.network.models import Person
from heliograph.network.rules import forget_remit

IN, OUT, SIGN_IN = "yes", "no", "sign in"


class _Back(Exception):
    """Leaves a transaction so that it is rolled back."""


def client_of(person: Person | None) -> Client:
    """A browser in which this person is signed in; a signed-out one for None."""
    client = Client(raise_request_exception=True)
    if person is not None:
        forget_remit(person)
        client.force_login(person)
    return client


def go(client: Client, name: str, arguments: Mapping[str, Any]) -> str:
    """What somebody finds there; whatever the visit changed in the database is taken back.

    ``arguments`` are the parts of the address, under ``?`` its query, under ``POST`` what is posted to one that only
    takes a POST.
    """
    parts = dict(arguments)
    query, posted = parts.pop("?", ""), parts.pop("POST", {})
    address = reverse(name, kwargs=parts) + query
    kept = dict(client.cookies.items())
    answer = _visit(lambda: client.get(address))
    if answer.status_code in {405, 303}:
        answer = _visit(lambda: client.post(address, posted))
    client.cookies.clear()
    for key, morsel in kept.items():
        client.cookies[key] = morsel.value
    return judged(answer)


def _visit(visit: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    found: list[HttpResponseBase] = []
    try:
        with transaction.atomic():
            answer = visit()
            if answer.streaming:
                b"".join(answer.streaming_content)
            found.append(answer)
            raise _Back
    except _Back:
        return found[0]


def judged(answer: HttpResponseBase) -> str:
    """Whether an answer lets somebody in."""
    if answer.status_code in {403, 404, 410}:
        return OUT
    if answer.status_code in {301, 302} and answer.headers["Location"].startswith("/account/login/"):
        return SIGN_IN
    return IN
