"""Addresses of the library on the desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from heliograph.library.desk import collection_views, document_views, link_views, version_views

app_name = "library_desk"

_DOCUMENT, _COLLECTION = "library/<slug:slug>/", "library/collections/<slug:slug>/"
_VERSION = f"{_DOCUMENT}versions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("library/", document_views.documents, name="documents"),
    path("library/new/", document_views.new_document, name="new_document"),
    path("library/links/", link_views.links, name="links"),
    path("library/collections/", collection_views.collections, name="collections"),
    path("library/collections/new/", collection_views.new_collection, name="new_collection"),
    path(_COLLECTION, collection_views.collection, name="collection"),
    path(f"{_COLLECTION}delete/", collection_views.delete_collection, name="delete_collection"),
    path(f"{_COLLECTION}documents/<slug:document>/", collection_views.move, name="move"),
    path(_DOCUMENT, document_views.document, name="document"),
    path(f"{_DOCUMENT}edit/", document_views.edit_document, name="edit_document"),
    path(f"{_DOCUMENT}delete/", document_views.delete_document, name="delete_document"),
    path(f"{_DOCUMENT}do/<slug:name>/", document_views.step, name="step"),
    path(f"{_DOCUMENT}versions/new/", version_views.new_version, name="new_version"),
    path(_VERSION, version_views.edit_version, name="edit_version"),
    path(f"{_VERSION}release/", version_views.release, name="release"),
    path(f"{_VERSION}files/", version_views.add_file, name="add_file"),
    path(f"{_VERSION}files/<uuid:public_id>/", version_views.change_file, name="change_file"),
]
