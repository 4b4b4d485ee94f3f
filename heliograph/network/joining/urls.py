"""Addresses of joining for everybody; a ``token`` is the signed link of a school's letters."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.joining import certificate_views, own, views

urlpatterns: list[URLPattern] = [
    path("network/join/", views.join, name="join"),
    path("network/join/link/", views.application_link, name="application_link"),
    path("network/applications/<str:token>/", own.application, name="application"),
    path("network/applications/<str:token>/edit/", own.application_edit, name="application_edit"),
    path("network/applications/<str:token>/name/", own.application_name, name="application_name"),
    path("network/applications/<str:token>/name.png", own.application_picture, name="application_picture"),
    path("network/applications/<str:token>/<slug:verb>/", own.application_step, name="application_step"),
    path("network/certificates/", certificate_views.certificates, name="certificates"),
    path("network/certificates/<str:code>/", certificate_views.certificate, name="certificate"),
    path("network/schools/<uuid:public_id>/certificate.pdf", certificate_views.certificate_pdf, name="certificate_pdf"),
]
