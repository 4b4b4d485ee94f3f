"""Pages of the confirmation for schools."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.network.confirming import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("network/confirm/<str:signed>/", views.confirm, name="confirm"),
    path("network/confirm/<str:signed>/<uuid:public_id>/correct/", views.correct, name="correct"),
    path("network/confirm/<str:signed>/<uuid:public_id>/tell/", views.tell, name="tell"),
    path("network/own/<uuid:public_id>/", views.own_school, name="own_school"),
    path("network/own/<uuid:public_id>/correct/", views.own_correct, name="own_correct"),
    path("network/own/<uuid:public_id>/tell/", views.own_tell, name="own_tell"),
]
