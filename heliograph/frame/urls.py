"""Addresses of the frame itself."""

from __future__ import annotations

from django.urls import path

from heliograph.frame import sheet

app_name = "frame"

urlpatterns = [
    path("sheet/<slug:name>.<slug:digest>.css", sheet.serve, name="sheet"),
]
