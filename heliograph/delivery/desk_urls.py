"""Addresses of delivery's desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from heliograph.delivery.desk import addresses, changes, letters, mailings, recipients

app_name = "delivery_desk"

_of_mailing: list[URLPattern] = [
    path("", mailings.mailing_page, name="mailing"),
    path("progress/", mailings.mailing_progress, name="progress"),
    path("steps/<slug:step>/", changes.take_step, name="step"),
    path("schedule/", changes.schedule, name="schedule"),
    path("cancel/", changes.cancel, name="cancel"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients.csv", recipients.recipients_csv, name="recipients_csv"),
    path("letters/", letters.choose, name="choose_letter"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/html/", letters.letter_html, name="letter_html"),
    path("letters/<int:pk>/files/<int:number>/", letters.attachment, name="attachment"),
    path("letters/<int:pk>/proof/", letters.prove, name="prove"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("mailings/", mailings.mailing_list, name="mailings"),
    path("mailings/<uuid:public_id>/", include(_of_mailing)),
    path("addresses/", addresses.addresses, name="addresses"),
    path("addresses/suppressed.csv", addresses.suppressed_csv, name="suppressed_csv"),
    path("addresses/history/", addresses.history, name="history"),
    path("addresses/suppress/", addresses.suppress, name="suppress"),
    path("addresses/lift/", addresses.lift, name="lift"),
]
