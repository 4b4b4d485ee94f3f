"""The picture of a programme, and the files and links of programmes and calls, on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heliograph.calls.desk import attaching
from heliograph.calls.desk.doors import actor, call_or_404, programme_or_404
from heliograph.calls.desk.enclosing import titles_of
from heliograph.calls.desk.forms import AttachmentForm, attachment_languages
from heliograph.calls.desk.pages import call_page, programme_page
from heliograph.calls.documents.attaching import add_document, looked_at
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Attachment, Call, Programme
from heliograph.frame.posting import posted_from
from heliograph.network.states import Refused

Owner = Programme | Call
Page = Callable[[HttpRequest, Any, str], HttpResponse]


def _programme_files(slug: str, public_id: UUID | None = None) -> str:
    return f"{reverse('calls:desk_programme', args=[slug])}#files"


def _call_files(slug: str, public_id: UUID | None = None) -> str:
    return f"{reverse('calls:desk_call', args=[slug])}#files"


def _picture(slug: str) -> str:
    return f"{reverse('calls:desk_programme', args=[slug])}#picture"


@organizers_only
@posted_from(_programme_files)
def add_programme_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A file or a link more beside a programme."""
    return _add(request, programme_or_404(request, slug), programme_page)


@organizers_only
@posted_from(_call_files)
def add_call_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A file or a link more beside a call."""
    return _add(request, call_or_404(request, slug), call_page)


def _add(request: HttpRequest, owner: Owner, page: Page) -> HttpResponseBase:
    person, now = actor(request), timezone.now()
    form = AttachmentForm(request.POST, request.FILES, person=person)
    if not form.is_valid():
        return page(request, owner, " ".join(str(error) for errors in form.errors.values() for error in errors))
    said = form.cleaned_data
    try:
        if said["file"]:
            attaching.add_file(owner, said["file"], said["title"], said["language"], person, now)
        elif said["document"]:
            add_document(owner, said["document"], said["title"], person, now)
        else:
            attaching.add_link(owner, said["url"], said["title"], said["language"], person, now)
    except Refused as refused:
        return page(request, owner, refused.sentence)
    return _back(owner)


def _back(owner: Owner, at: str = "") -> HttpResponseBase:
    """To the files; ``at`` says which button was pressed last. It has the cursor, so no other place is named."""
    page = _programme_files(owner.slug) if isinstance(owner, Programme) else _call_files(owner.slug)
    return redirect(page.replace("#files", f"?at={at}") if at else page)


@organizers_only
@posted_from(_programme_files)
def change_programme_file(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """New titles for a file or link, another place, or its removal."""
    return _change(request, programme_or_404(request, slug), public_id, programme_page)


@organizers_only
@posted_from(_call_files)
def change_call_file(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """As ``change_programme_file``."""
    return _change(request, call_or_404(request, slug), public_id, call_page)


def _change(request: HttpRequest, owner: Owner, public_id: UUID, page: Page) -> HttpResponseBase:
    attachment: Attachment = get_object_or_404(owner.attachments.all(), public_id=public_id)
    post, person, now = request.POST, actor(request), timezone.now()
    try:
        if "remove" in post:
            attaching.remove(attachment, owner, person, now)
            messages.success(request, _("Taken away."))
        elif "seen" in post:
            looked_at(attachment, owner, person, now)
        elif "up" in post or "down" in post:
            attaching.move(attachment, owner, -1 if "up" in post else 1, person, now)
            return _back(owner, f"{public_id}:{'up' if 'up' in post else 'down'}")
        else:
            titles = {each["code"]: post.get(f"title_{each['code']}", "") for each in titles_of(attachment, owner)}
            attaching.describe(attachment, owner, titles, _language(post.get("language", "")), person, now)
            messages.success(request, _("Saved."))
    except Refused as refused:
        return page(request, owner, refused.sentence)
    return _back(owner)


def _language(code: str) -> str:
    return code if code in dict(attachment_languages()) else ""


@organizers_only
@posted_from(_picture)
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The picture of a programme: another one, or none."""
    found, person, now = programme_or_404(request, slug), actor(request), timezone.now()
    file = request.FILES.get("file")
    try:
        if "remove" in request.POST:
            attaching.remove_picture(found, person, now)
        elif not file:
            raise Refused("nothing", _("Choose a picture first."))
        else:
            attaching.set_picture(found, file, request.POST.get("alt", ""), person, now)
    except Refused as refused:
        return programme_page(request, found, refused.sentence)
    return redirect(_picture(found.slug))
