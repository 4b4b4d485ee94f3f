"""An issue as its readers will get it, in every rendition, language and zone, from the same renderers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from heliograph.bulletin.desk.doors import editor, editors_only
from heliograph.bulletin.edition import Edition, prepare
from heliograph.bulletin.models import Issue
from heliograph.bulletin.readership import Group
from heliograph.bulletin.renditions import letter, pdf
from heliograph.bulletin.sending import send_proof
from heliograph.bulletin.states import Unrenderable
from heliograph.delivery.letters import Mark, personal_html, personal_text
from heliograph.delivery.states import Incomplete
from heliograph.frame.reader import valid_zone
from heliograph.frame.translating import content_languages
from heliograph.frame.zones import choices
from heliograph.texts.languages import direction

KINDS: dict[str, str | Promise] = {
    "web": _("Web page"),
    "letter": _("E-mail"),
    "text": _("E-mail as plain text"),
    "pdf": _("PDF"),
}
#: A letter's own styles are in its elements; nothing in it runs, and nothing is fetched from elsewhere.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' {site} data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


def _choice(request: HttpRequest, issue: Issue) -> tuple[str, str]:
    """The language and zone to preview in. ``in`` and ``at`` leave the editor's own choice alone."""
    language = request.GET.get("in", "")
    zone = valid_zone(request.GET.get("at")) or issue.zone
    return (language if language in settings.CONTENT_LANGUAGES else settings.LANGUAGE_CODE), zone


@editors_only
def preview(request: HttpRequest, number: int, kind: str = "web") -> HttpResponseBase:
    """The page around a rendition: which, in which language, in which zone."""
    if kind not in KINDS:
        raise Http404
    issue: Issue = get_object_or_404(Issue, number=number)
    language, zone = _choice(request, issue)
    context = {
        "issue": issue,
        "kind": kind,
        "kind_name": KINDS[kind],
        "kinds": list(KINDS.items()),
        "language_choices": content_languages(),
        "chosen_language": language,
        "chosen_zone": zone,
        "zone_choices": choices(request.LANGUAGE_CODE, timezone.now(), zone),
        "query": urlencode({"in": language, "at": zone}),
    }
    return render(request, "bulletin/desk/preview.html", context)


@editors_only
def rendition(request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
    """The rendition itself, for the frame."""
    issue: Issue = get_object_or_404(Issue.objects.complete(), number=number)
    language, zone = _choice(request, issue)
    edition = prepare(issue, [language], zone, timezone.now())
    makers = {"web": _web, "letter": _letter, "text": _text, "pdf": _pdf}
    if kind not in makers:
        raise Http404
    try:
        with translation.override(edition.language):
            return makers[kind](request, edition)
    except Unrenderable as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=500)


@editors_only
@require_POST
def prove(request: HttpRequest, number: int) -> HttpResponseBase:
    """Send the editor the letter that a reader of this language and zone would get."""
    issue: Issue = get_object_or_404(Issue.objects.complete(), number=number)
    language, zone = _choice(request, issue)
    try:
        send_proof(issue, Group(language, zone), editor(request), timezone.now())
    except (Unrenderable, Incomplete) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The letter is on its way to %(address)s.") % {"address": editor(request).email})
    path = reverse("bulletin:desk_preview_kind", args=[number, "letter"])
    return redirect(f"{path}?{urlencode({'in': language, 'at': zone})}")


def _web(request: HttpRequest, edition: Edition) -> HttpResponse:
    context: dict[str, Any] = {
        "edition": edition,
        "language": edition.language,
        "direction": direction(edition.language),
    }
    return render(request, "bulletin/issue.html", context)


_SAMPLE = {
    Mark.NAME: "Ada",
    Mark.ADDRESS: "reader@example.org",
    Mark.UNSUBSCRIBE: "https://example.org/",
    Mark.PREFERENCES: "https://example.org/",
}


def _letter(request: HttpRequest, edition: Edition) -> HttpResponse:
    html = personal_html(letter.render(edition).html, _SAMPLE)
    policy = LETTER_POLICY.format(site=settings.SITE_URL)
    return HttpResponse(html, headers={"Content-Security-Policy": policy})


def _text(request: HttpRequest, edition: Edition) -> HttpResponse:
    made = letter.render(edition)
    text = f"{personal_text(made.subject, _SAMPLE)}\n\n{personal_text(made.text, _SAMPLE)}"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _pdf(request: HttpRequest, edition: Edition) -> HttpResponse:
    name = f'inline; filename="{edition.number}-{edition.language}.pdf"'
    return HttpResponse(pdf.render(edition), content_type="application/pdf", headers={"Content-Disposition": name})
