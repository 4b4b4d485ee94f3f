"""Addresses of the audiences on the desk."""

from __future__ import annotations

from django.urls import path

from heliograph.network.audiences import desk, desk_editing

urlpatterns = [
    path("audiences/", desk.audiences, name="audiences"),
    path("audiences/new/", desk_editing.new_audience, name="new_audience"),
    path("audiences/count/", desk_editing.audience_count, name="audience_count"),
    path("audiences/<uuid:public_id>/", desk_editing.audience, name="audience"),
    path("audiences/<uuid:public_id>/recount/", desk.recount_audience, name="recount_audience"),
    path("audiences/<uuid:public_id>/delete/", desk.delete_audience, name="delete_audience"),
    path("audiences/<uuid:public_id>/people/", desk.audience_people, name="audience_people"),
]
