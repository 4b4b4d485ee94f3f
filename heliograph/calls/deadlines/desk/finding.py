"""Which call or programme an address of the desk means, for who runs it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from heliograph.calls.models import Call, Programme
from heliograph.calls.rules import calls_run_by, programmes_run_by
from heliograph.calls.states import DeadlineKind


def run_call(request: HttpRequest, slug: str) -> Call:
    """A call with its dates, for who runs it. Raises Http404."""
    found: Call = get_object_or_404(calls_run_by(request.user).select_related("programme").dated(), slug=slug)
    return found


def run_programme(request: HttpRequest, slug: str) -> Programme:
    """A programme, for who runs it. Raises Http404."""
    found: Programme = get_object_or_404(programmes_run_by(request.user), slug=slug)
    return found


def kind_or_404(kind: str) -> DeadlineKind:
    """The kind of date that an address names."""
    if kind not in DeadlineKind:
        raise Http404
    return DeadlineKind(kind)
