"""Dead links on the desk: where each stands, and what was found when it was last asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from heliograph.frame.doors import guarded
from heliograph.library.outside.dead import dead_links_of
from heliograph.library.rules import may_keep


@guarded(may_keep)
def links(request: HttpRequest) -> HttpResponseBase:
    """The dead links in what the person runs."""
    return render(request, "library/desk/links.html", {"dead": dead_links_of(request.user)})
