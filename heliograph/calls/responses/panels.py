"""What other rooms show on the page of one response: each registers a panel in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from heliograph.calls.models import Response


@dataclass(frozen=True)
class Panel:
    """A part of the page of one response.

    ``template`` is included with ``panel`` in its context, which is what ``context`` gives for the request and the
    response; None: the panel is left out. ``context`` asks the database for a number of queries that does not grow.
    """

    key: str
    template: str
    context: Callable[[HttpRequest, Response], Mapping[str, Any] | None]
    order: int = 500


@dataclass(frozen=True)
class Shown:
    """A panel as it is shown."""

    template: str
    panel: Mapping[str, Any]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel; registering the same key again replaces it."""
    _panels[panel.key] = panel


def unregister(key: str) -> None:
    """Take a panel away."""
    _panels.pop(key, None)


def panels_of(request: HttpRequest, response: Response) -> list[Shown]:
    """The panels of a response, in order."""
    found = [
        (each.template, each.context(request, response))
        for each in sorted(_panels.values(), key=lambda each: (each.order, each.key))
    ]
    return [Shown(template, panel) for template, panel in found if panel is not None]
