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

from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.library import editing, publishing, shown
from heliograph.library.desk import asking
from heliograph.library.desk.doors import document_or_404, file_or_404, keepers_only, posted, version_or_404
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
    title = shown.text_for(found.document.title, reader_of(request), found.document.source_language)
    context: dict[str, Any] = {"version": found, "document": found.document, "title": title}
    if request.method == "POST" and form.is_valid():
        fields, seen = {"dated": form.cleaned_data["dated"], **form.texts()}, form.cleaned_data["seen"]
        try:
            publishing.save_version(found, fields, form.reviewed(), seen, actor(request), timezone.now())
            messages.success(request, _("Saved."))
            return _back(found)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, found)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return render(request, "library/desk/version_form.html", {"form": form, **context}, status=status)


def _stale(request: HttpRequest, mine: VersionForm, opened: DocumentVersion) -> tuple[VersionForm, Any]:
    """The same form once more, over the version as it stands now, with the editor's words in it."""
    now = version_or_404(request, opened.document.slug, opened.number)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    return VersionForm.of(now, post), differences(mine, VersionForm.of(now))


@keepers_only
@posted_from(_page)
def release(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Let readers get a version in place of the one before."""
    found = version_or_404(request, slug, number)
    if question := asking.of_release(request, found):
        return asking.page(request, found.document, question)
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
    if question := asking.of_file(request, version, file):
        return asking.page(request, version.document, question)
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
