"""Addresses of this room, for reviewers."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.reviewing import views

urlpatterns: list[URLPattern] = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<uuid:public_id>/", views.review, name="review"),
]
