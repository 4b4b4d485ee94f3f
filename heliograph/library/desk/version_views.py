"""Versions of a document on the desk, and their files and links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heliograph.frame.posting import posted_from
from heliograph.library import publishing, shown
from heliograph.library.desk.doors import document_or_404, file_or_404, keepers_only, posted, reader_of, version_or_404
from heliograph.library.desk.forms import FileForm, VersionForm
from heliograph.library.desk.pages import document_page
from heliograph.library.models import DocumentVersion
from heliograph.network.doors import actor
from heliograph.network.states import Refused

_READ = ["GET", "HEAD", "POST"]


def _page(slug: str, *_more: Any, **_named: Any) -> str:
    return f"{reverse('library_desk:document', args=[slug])}#versions"


def _back(version: DocumentVersion) -> HttpResponse:
    return redirect(f"{reverse('library_desk:document', args=[version.document.slug])}#version-{version.number}")


@keepers_only
@posted_from(_page)
def new_version(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A version in preparation."""
    now = timezone.now()
    made = publishing.new_version(document_or_404(request, slug), now.date(), {}, actor(request), now)
    messages.success(request, _("A new version is in preparation. Readers get the present one until you release it."))
    return redirect("library_desk:edit_version", slug, made.number)


@keepers_only
@require_http_methods(_READ)
def edit_version(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The day and the note of a version."""
    found = version_or_404(request, slug, number)
    form = VersionForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid():
        dated, note = form.cleaned_data["dated"], form.texts()["note"]
        publishing.save_version(found, dated, note, form.reviewed(), actor(request), timezone.now())
        messages.success(request, _("Saved."))
        return _back(found)
    title = shown.text_for(found.document.title, reader_of(request), found.document.source_language)
    context = {"form": form, "version": found, "document": found.document, "title": title}
    return render(request, "library/desk/version_form.html", context, status=422 if form.errors else 200)


@keepers_only
@posted_from(_page)
def release(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Let readers get a version in place of the one before."""
    found = version_or_404(request, slug, number)
    try:
        publishing.release(found, actor(request), timezone.now())
    except Refused as refused:
        return document_page(request, found.document, refused.sentence)
    messages.success(request, _("Readers get this version now. The one before stays below it."))
    return _back(found)


@keepers_only
@posted_from(_page)
def add_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file or a link in a language; what was there takes its leave."""
    found, form = version_or_404(request, slug, number), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return document_page(request, found.document, words)
    said, person, now = form.cleaned_data, actor(request), timezone.now()
    try:
        if said["file"]:
            publishing.add_upload(found, said["file"], said["language"], person, now)
        else:
            publishing.add_link(found, said["url"], said["language"], person, now)
    except Refused as refused:
        return document_page(request, found.document, refused.sentence)
    return _back(found)


@keepers_only
@posted_from(_page)
def change_file(request: HttpRequest, slug: str, number: int, public_id: UUID) -> HttpResponseBase:
    """Take a file away, hold it back where it is harmful, or give it out again."""
    version, person, now = version_or_404(request, slug, number), actor(request), timezone.now()
    file = file_or_404(version, public_id)
    try:
        if "hold" in request.POST:
            publishing.hold_back(file, person, now)
        elif "give" in request.POST:
            publishing.hold_back(file, person, now, back=False)
        elif "remove" in request.POST:
            publishing.remove_file(file, person, now)
    except Refused as refused:
        return document_page(request, version.document, refused.sentence)
    return _back(version)
