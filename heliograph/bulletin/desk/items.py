"""One item on the desk: its texts in every language, its dates, its pictures and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heliograph.bulletin import editing, filing
from heliograph.bulletin.binding.overview import calls_of
from heliograph.bulletin.checklist import open_notes, told
from heliograph.bulletin.desk.conflict import conflict, dates_difference
from heliograph.bulletin.desk.dates import moment_words
from heliograph.bulletin.desk.doors import editor, editors_only, item_or_404, posted
from heliograph.bulletin.desk.lists import datalists
from heliograph.bulletin.forms import ItemForm, moment_forms
from heliograph.bulletin.instants import stored_fields, wall_of
from heliograph.bulletin.labels import label_for
from heliograph.bulletin.models import Item
from heliograph.bulletin.states import Refused, Stale
from heliograph.frame.media import ATTACHABLE
from heliograph.frame.reader import reader_of

_TEXTS = ("title", "body", "action_label")


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Everything of an item but its place in the issue."""
    item = item_or_404(number, slug)
    return _edit(request, item)


def _edit(request: HttpRequest, item: Item, refusal: str = "") -> HttpResponse:
    post = None if refusal else posted(request)
    form, moments = item_form(item, post), _moments(item, post)
    context: dict[str, Any] = {"refusal": refusal}
    if post is not None and form.is_valid() and moments.is_valid():
        try:
            _save(request, item, form, moments)
            return _next(request, item)
        except Refused as refused:
            form.add_error("note", str(refused))
        except Stale:
            context |= _stale(request, item, form, moments)
    return _page(request, item, {"form": form, "moments": moments, **context})


def _page(request: HttpRequest, item: Item, context: dict[str, Any]) -> HttpResponse:
    page = {
        "item": item,
        "issue": item.issue,
        "notes": open_notes(item),
        "told": told(item),
        "pictures": item.pictures.all(),
        "attachments": item.attachments.all(),
        "suffixes": ",".join(ATTACHABLE),
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
        "calls": calls_of(item, editor(request), reader_of(request), timezone.now()),
        **datalists(),
        **context,
    }
    status = 409 if "conflict" in context else 422 if context["refusal"] else 200
    return render(request, "bulletin/desk/item.html", page, status=status)


def _next(request: HttpRequest, item: Item) -> HttpResponse:
    messages.success(request, _("Saved."))
    if "stay" in request.POST:
        return redirect("bulletin:desk_item", item.issue.number, item.slug)
    return redirect("bulletin:desk_issue", item.issue.number)


def item_form(item: Item, post: Any = None) -> ItemForm:
    source = item.issue.source_language
    initial = {
        "label": str(item.label) if item.label else "",
        "contact": item.contact,
        "action_url": item.action_url,
        "seen": editing.mark_of(item),
    }
    values = {name: getattr(item, name) for name in _TEXTS}
    return ItemForm(post, initial=initial, values=values, marks=item.marks, source=source)


def _walls(item: Item) -> list[dict[str, Any]]:
    return [{**wall_of(row), "pk": row.pk} for row in item.moments.all()]


def _moments(item: Item, post: Any = None) -> Any:
    walls = _walls(item)
    forms = moment_forms(walls, item.issue.zone, post)
    for form, wall in zip(forms, walls, strict=False):
        form.words = moment_words(wall, item.issue.zone)
    return forms


def _kept(moments: Any) -> list[dict[str, Any]]:
    """The moments of a valid formset on the wall, with their rows' keys; blank and deleted ones left out."""
    forms = [form for form in moments if form.has_changed() or form.initial]
    left = [form for form in forms if not form.cleaned_data.get("DELETE")]
    return [{**form.wall(), "pk": form.cleaned_data.get("pk")} for form in left]


def _rows(item: Item, moments: Any) -> list[dict[str, Any]]:
    return [{"pk": wall["pk"], **stored_fields(wall, item.issue.zone)[0]} for wall in _kept(moments)]


def _save(request: HttpRequest, item: Item, form: ItemForm, moments: Any) -> Item:
    said = form.cleaned_data
    same = said["label"] == str(item.label or "")
    fields = {
        "label": item.label if same else label_for(said["label"], item.issue.source_language),
        "contact": said["contact"],
        "action_url": said["action_url"],
        **form.texts(),
    }
    rows = _rows(item, moments)
    return editing.save_item(
        item, fields, form.reviewed(), rows, said["seen"], editor(request), timezone.now(), said["note"]
    )


def _stale(request: HttpRequest, item: Item, mine: ItemForm, moments: Any) -> dict[str, Any]:
    """The same forms once more, over the item as it stands now, with the editor's words in them."""
    now = item_or_404(item.issue.number, item.slug)
    post = request.POST.copy()
    post["seen"] = editing.mark_of(now)
    dates = dates_difference(_("Dates"), _comparable(_walls(now)), _kept(moments))
    found = conflict(now.issue, mine, item_form(now), dates)
    return {"form": item_form(now, post), "moments": moments, "conflict": found}


def _comparable(walls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**wall, "zone": None if wall["zone_assumed"] else wall["zone"]} for wall in walls]


@editors_only
@require_POST
def add_file(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """A picture or a file to download, with its words."""
    item = item_or_404(number, slug)
    file, now, note = request.FILES.get("file"), timezone.now(), request.POST.get("note", "")
    try:
        if not file:
            raise Refused("nothing", _("Choose a file first."))
        if "picture" in request.POST:
            alt, caption = request.POST.get("alt", ""), request.POST.get("caption", "")
            filing.add_picture(item, file, alt, caption, editor(request), now, note)
        else:
            filing.add_attachment(item, file, request.POST.get("title", ""), editor(request), now, note)
    except Refused as refused:
        return _edit(request, item, str(refused))
    return redirect(f"{request.path.removesuffix('files/')}#files")


@editors_only
@require_POST
def change_file(request: HttpRequest, number: int, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """New words for a picture, or its removal, or that of a file."""
    item = item_or_404(number, slug)
    rows: dict[str, Any] = {"picture": item.pictures, "file": item.attachments}
    if kind not in rows:
        raise Http404
    record: Any = get_object_or_404(rows[kind].all(), pk=pk)
    note, now = request.POST.get("note", ""), timezone.now()
    try:
        if "remove" in request.POST:
            filing.take_away(record, editor(request), now, note)
        elif kind == "picture":
            language = item.issue.source_language
            words = request.POST.get("alt", ""), request.POST.get("caption", "")
            filing.describe_picture(record, language, *words, editor(request), now, note)
    except Refused as refused:
        return _edit(request, item, str(refused))
    return redirect(f"{redirect('bulletin:desk_item', number, slug)['Location']}#files")
