"""The addresses of this room; ``events/urls.py`` gathers them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
