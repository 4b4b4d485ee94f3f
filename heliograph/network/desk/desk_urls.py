"""Addresses of people and schools on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.network.desk import accounts, country, many, organization, organizations, people, person, record

urlpatterns: list[URLPattern] = [
    path("country/", country.my_country, name="country"),
    path("schools/", organizations.organizations, name="organizations"),
    path("schools/change/", many.change_many, name="change_many"),
    path("schools/new/", record.add, name="new_organization"),
    path("schools/<uuid:public_id>/", organization.organization, name="organization"),
    path("schools/<uuid:public_id>/edit/", record.edit, name="edit_organization"),
    path("schools/<uuid:public_id>/back/", organization.take_back, name="take_back"),
    path("people/", people.people, name="people"),
    path("people/<uuid:public_id>/", person.person, name="person"),
    path("people/<uuid:public_id>/edit/", person.edit_person, name="edit_person"),
    path("people/<uuid:public_id>/roles/", person.give_role, name="give_role"),
    path("people/<uuid:public_id>/roles/<uuid:role_id>/", person.end_role, name="end_role"),
    path("people/<uuid:public_id>/roles/<uuid:role_id>/on/", person.reopen_role, name="reopen_role"),
    path("people/<uuid:public_id>/account/", person.close_account, name="close_account"),
    path("people/<uuid:public_id>/address/", accounts.change_address, name="change_address"),
    path("people/<uuid:public_id>/factor/", accounts.reset_factor, name="reset_factor"),
    path("people/<uuid:public_id>/erase/", accounts.erase_person, name="erase_person"),
]
