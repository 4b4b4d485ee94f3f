"""Documents on the desk: the list, a new one, one at a glance, its fields and texts, its state."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from i18nfield.strings import LazyI18nString

from heliograph.frame.comparing import differences
from heliograph.frame.paging import page_of
from heliograph.frame.posting import posted_from
from heliograph.frame.reader import reader_of
from heliograph.library import editing, publishing, shown
from heliograph.library.desk import asking
from heliograph.library.desk.doors import document_or_404, keepers_only, posted
from heliograph.library.desk.forms import DocumentForm, organizers_for
from heliograph.library.desk.pages import document_page
from heliograph.library.finding import Wanted, chosen, selects
from heliograph.library.rules import documents_kept_by
from heliograph.network.doors import actor
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused

A_PAGE = 50
_READ = ["GET", "HEAD", "POST"]


@keepers_only
def documents(request: HttpRequest) -> HttpResponseBase:
    """The documents that the person keeps, drafts first."""
    wanted, reader = Wanted.read(request.GET), reader_of(request)
    kept = documents_kept_by(request.user)
    rows = wanted.apply(kept).select_related("organizer").order_by("state", "-saved_at", "-pk").with_files()
    page = page_of(request, Paginator(rows, A_PAGE))
    offered = selects(wanted, kept, reader)
    context = {
        "wanted": wanted,
        "page": page,
        "lines": [shown.document_line(each, reader) for each in page.object_list],
        "selects": offered,
        "chosen": chosen(wanted, offered),
        "secretariat": is_secretariat(request.user),
    }
    return render(request, "library/desk/documents.html", context)


@keepers_only
@require_http_methods(_READ)
def new_document(request: HttpRequest) -> HttpResponseBase:
    """A document begun."""
    person, language = actor(request), reader_of(request).language
    source = request.POST.get("source_language", "") or language
    source = source if source in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]
    initial: dict[str, Any] = {"source_language": source, "access": "public", "year": timezone.now().year}
    if not is_secretariat(person):
        initial["organizer"] = organizers_for(person, None).first()
    nothing = {name: LazyI18nString({}) for name in editing.TEXTS}
    form = DocumentForm(posted(request), initial=initial, values=nothing, marks={}, source=source, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            made = publishing.start_document(form.fields_said(), person, timezone.now())
            messages.success(request, _("The document is begun as a draft. Add its files, then publish it."))
            return redirect("library_desk:document", made.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "library/desk/document_form.html", {"form": form}, status=422 if form.errors else 200)


@keepers_only
def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One document: where it stands, its versions and files, what uses it."""
    return document_page(request, document_or_404(request, slug))


@keepers_only
@require_http_methods(_READ)
def edit_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Fields and texts of a document."""
    found, person = document_or_404(request, slug), actor(request)
    form = DocumentForm.of(found, person, posted(request))
    context: dict[str, Any] = {"document": found, "title": _title(request, slug)}
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            publishing.save_document(found, form.fields_said(), form.reviewed(), seen, person, now)
            messages.success(request, _("Saved."))
            return redirect("library_desk:document", found.slug)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except editing.Stale:
            form, context["differences"] = _stale(request, form, slug)
    status = 409 if "differences" in context else 422 if form.errors else 200
    return render(request, "library/desk/document_form.html", {"form": form, **context}, status=status)


def _title(request: HttpRequest, slug: str) -> Any:
    found = document_or_404(request, slug)
    return shown.text_for(found.title, reader_of(request), found.source_language)


def _stale(request: HttpRequest, mine: DocumentForm, slug: str) -> tuple[DocumentForm, Any]:
    """The same form once more, over the document as it stands now, with the editor's words in it."""
    now, person = document_or_404(request, slug), actor(request)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    return DocumentForm.of(now, person, post), differences(mine, DocumentForm.of(now, person))


def _page(slug: str, **_more: Any) -> str:
    return reverse("library_desk:document", args=[slug])


@keepers_only
@posted_from(_page)
def step(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Publish a document, or make it a draft again."""
    found = document_or_404(request, slug)
    steps = {
        "publish": (publishing.publish, _("The document is published.")),
        "unpublish": (publishing.unpublish, _("The document is a draft again. Nobody else finds it or its files.")),
    }
    if name not in steps:
        raise Http404
    do, said = steps[name]
    if name == "unpublish" and (question := asking.of_unpublishing(request, found)):
        return asking.page(request, found, question)
    try:
        do(found, actor(request), timezone.now())
    except Refused as refused:
        return document_page(request, found, refused.sentence)
    messages.success(request, said)
    return redirect("library_desk:document", found.slug)


@keepers_only
@require_http_methods(_READ)
def delete_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    found = document_or_404(request, slug)
    try:
        publishing.check_removal(found)
        if request.method == "POST":
            publishing.remove(found, actor(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("library_desk:documents")
    except Refused as refused:
        return document_page(request, found, refused.sentence)
    context = {"document": found, "title": _title(request, slug)}
    return render(request, "library/desk/delete_document.html", context)
