"""Addresses of posters: the gallery, one poster, its pictures and file, the show for screens, the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.conference.posters import desk, giving, show, views

_ALL = "conferences/<slug:slug>/posters/"
_ONE = f"{_ALL}<int:number>/"
_DESK = "desk/conferences/<slug:slug>/posters/"

urlpatterns: list[URLPattern] = [
    path(_ALL, views.posters, name="posters"),
    path(f"{_ALL}show/", show.poster_show, name="poster_show"),
    path(f"{_ALL}show/worker.js", show.poster_show_worker, name="poster_show_worker"),
    path(_ONE, views.poster, name="poster"),
    path(f"{_ONE}appreciate/", views.appreciate, name="appreciate"),
    path(f"{_ONE}preview.jpg", giving.poster_preview, name="poster_preview"),
    path(f"{_ONE}thumbnail.jpg", giving.poster_thumbnail, name="poster_thumbnail"),
    path(f"{_ONE}file/", giving.poster_file, name="poster_file"),
    path(f"{_ONE}qr.svg", giving.poster_qr, name="poster_qr"),
    path(_DESK, desk.posters, name="desk_posters"),
    path(f"{_DESK}draw/", desk.draw, name="desk_draw_posters"),
    path(f"{_DESK}labels.pdf", desk.labels, name="desk_poster_labels"),
]
