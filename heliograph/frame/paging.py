"""Pages of a list, by ``?page=``: what is no number is the first page, what is too large the last."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, paginator: Paginator[Any]) -> Page[Any]:
    """The page that a request asks for."""
    return paginator.get_page(request.GET.get("page"))
