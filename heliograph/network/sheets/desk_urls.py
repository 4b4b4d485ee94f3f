"""Addresses of the spreadsheets, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.network.sheets import desk, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("sheets/", desk.sheets, name="sheets"),
    path("sheets/template/<slug:kind>/<slug:form>/", desk.template, name="sheet_template"),
    path("sheets/export/<slug:kind>/<slug:form>/", desk.export, name="sheet_export"),
    path("sheets/<uuid:public_id>/", desk.sheet, name="sheet"),
    path("sheets/<uuid:public_id>/rows.csv", desk.report, name="sheet_report"),
    path("sheets/<uuid:public_id>/reading/", steps.read_otherwise, name="sheet_reading"),
    path("sheets/<uuid:public_id>/match/", steps.match, name="sheet_match"),
    path("sheets/<uuid:public_id>/apply/", steps.apply, name="sheet_apply"),
    path("sheets/<uuid:public_id>/again/", steps.again, name="sheet_again"),
    path("sheets/<uuid:public_id>/reopen/", steps.reopen, name="sheet_reopen"),
    path("sheets/<uuid:public_id>/discard/", steps.discard, name="sheet_discard"),
]
