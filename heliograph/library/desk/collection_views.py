"""Collections on the desk: the list, a new one, one with its documents in their order."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from i18nfield.strings import LazyI18nString

from heliograph.frame.comparing import differences
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.library import collecting, editing, shown
from heliograph.library.desk.doors import collection_or_404, keepers_only, posted
from heliograph.library.desk.forms import CollectionForm, organizers_for
from heliograph.library.models import Collection
from heliograph.library.rules import collections_kept_by, documents_kept_by
from heliograph.network.doors import actor
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused

_READ = ["GET", "HEAD", "POST"]


@keepers_only
def collections(request: HttpRequest) -> HttpResponseBase:
    """The collections that the person keeps, each with how many documents it has."""
    rows = collections_kept_by(request.user).select_related("organizer").annotate(size=Count("documents"))
    context = {"collections": rows.order_by("slug"), "secretariat": is_secretariat(request.user)}
    return render(request, "library/desk/collections.html", context)


@keepers_only
@require_http_methods(_READ)
def new_collection(request: HttpRequest) -> HttpResponseBase:
    """A collection begun."""
    person, language = actor(request), reader_of(request).language
    source = request.POST.get("source_language", "") or language
    source = source if source in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]
    initial: dict[str, Any] = {"source_language": source}
    if not is_secretariat(person):
        initial["organizer"] = organizers_for(person, None).first()
    nothing = {name: LazyI18nString({}) for name in editing.COLLECTION_TEXTS}
    form = CollectionForm(posted(request), initial=initial, values=nothing, marks={}, source=source, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            made = collecting.start_collection(form.fields_said(), person, timezone.now())
            messages.success(request, _("The collection is begun. Choose it on the page of each document of it."))
            return redirect("library_desk:collection", made.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "library/desk/collection.html", {"form": form}, status=422 if form.errors else 200)


@keepers_only
@require_http_methods(_READ)
def collection(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Fields and texts of a collection, and its documents in their order."""
    found, person = collection_or_404(request, slug), actor(request)
    form = CollectionForm.of(found, person, posted(request))
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            collecting.save_collection(found, form.fields_said(), form.reviewed(), seen, person, now)
            messages.success(request, _("Saved."))
            return redirect("library_desk:collection", found.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, slug)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return render(
        request, "library/desk/collection.html", {"form": form, **_about(request, found), **context}, status=status
    )


def _about(request: HttpRequest, found: Collection) -> dict[str, Any]:
    reader = reader_of(request)
    rows = found.documents.select_related("organizer").order_by("position", "pk").with_files()
    own = set(documents_kept_by(request.user).filter(collection=found).values_list("pk", flat=True))
    fresh = collection_or_404(request, found.slug)
    return {
        "collection": found,
        "title": shown.text_for(fresh.title, reader, fresh.source_language),
        "lines": [(shown.document_line(each, reader), each.pk in own) for each in rows],
        "focus": request.GET.get("at", ""),
    }


def _stale(request: HttpRequest, mine: CollectionForm, slug: str) -> tuple[CollectionForm, Any]:
    now, person = collection_or_404(request, slug), actor(request)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    return CollectionForm.of(now, person, post), differences(mine, CollectionForm.of(now, person))


def _page(slug: str, **_more: Any) -> str:
    return reverse("library_desk:collection", args=[slug])


@keepers_only
@posted_from(_page)
def move(request: HttpRequest, slug: str, document: str) -> HttpResponseBase:
    """A document one place up or down in its collection."""
    found = collection_or_404(request, slug)
    row = get_object_or_404(found.documents, slug=document)
    way = "up" if "up" in request.POST else "down"
    collecting.move(found, row, -1 if way == "up" else 1, actor(request))
    return redirect(f"{_page(slug)}?at={document}:{way}#documents")


@keepers_only
@require_http_methods(_READ)
def delete_collection(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Delete a collection, after asking; its documents stay."""
    found = collection_or_404(request, slug)
    if request.method == "POST":
        try:
            collecting.remove_collection(found, actor(request), timezone.now())
        except Refused:
            raise Http404 from None
        messages.success(request, _("The collection is deleted. Its documents are still there."))
        return redirect("library_desk:collections")
    return render(request, "library/desk/delete_collection.html", _about(request, found))
