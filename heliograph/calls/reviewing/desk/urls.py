"""Addresses of this room on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.calls.reviewing.desk import assigning, overview, people, scores

_CALL = "calls/<slug:slug>/"
_REVIEWS = f"{_CALL}reviews/"

urlpatterns: list[URLPattern] = [
    path(_REVIEWS, overview.reviews, name="desk_reviews"),
    path(f"{_REVIEWS}plan/", overview.plan, name="desk_review_plan"),
    path(f"{_REVIEWS}do/<slug:name>/", overview.step, name="desk_reviews_step"),
    path(f"{_REVIEWS}reviewers/", people.add, name="desk_add_reviewer"),
    path(f"{_REVIEWS}reviewers/<uuid:public_id>/", people.one, name="desk_reviewer"),
    path(f"{_REVIEWS}assign/", assigning.by_rule, name="desk_assign_by_rule"),
    path(f"{_REVIEWS}scores/", scores.scores, name="desk_scores"),
    path(f"{_CALL}assign/", assigning.by_hand, name="desk_assign"),
]
