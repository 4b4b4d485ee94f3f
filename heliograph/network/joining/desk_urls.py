"""Addresses of joining on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.joining import desk, desk_membership

urlpatterns: list[URLPattern] = [
    path("applications/", desk.applications, name="applications"),
    path("applications/admit/", desk.admit_many, name="admit_many"),
    path("applications/<uuid:public_id>/", desk.application, name="application"),
    path("applications/<uuid:public_id>/<slug:verb>/", desk.application_step, name="application_step"),
    path("certificates.pdf", desk_membership.certificates_pdf, name="certificates_pdf"),
    path("schools/<uuid:public_id>/membership/", desk_membership.membership_page, name="membership"),
    path("schools/<uuid:public_id>/certificate/", desk_membership.certify, name="certify"),
]
