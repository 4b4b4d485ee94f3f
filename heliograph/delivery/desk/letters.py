"""A letter of a mailing as its reader will see it, and a copy of it to oneself."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heliograph.delivery import proofs
from heliograph.delivery.catching.caught_views import FILE_POLICY, LETTER_POLICY
from heliograph.delivery.desk.doors import mailing_or_404, own_address, own_name, runners_only, shows_letters
from heliograph.delivery.desk.wording import letter_name
from heliograph.delivery.letters import Mark, Values, personal_html, personal_text
from heliograph.delivery.models import Body, Mailing
from heliograph.delivery.states import Incomplete
from heliograph.texts.languages import direction


def _sample(body: Body) -> Values:
    """A reader who is nobody, for previews."""
    site = f"{settings.SITE_URL}/"
    return {
        Mark.NAME: "Ada",
        Mark.ADDRESS: "ada@example.org",
        Mark.UNSUBSCRIBE: site,
        Mark.PREFERENCES: site,
        Mark.TOKEN: "example",
    }


def _letter_or_404(request: HttpRequest, public_id: UUID, pk: int) -> Body:
    mailing = mailing_or_404(request, public_id)
    if not shows_letters(mailing):
        raise Http404
    body: Body = get_object_or_404(mailing.bodies.select_related("mailing"), pk=pk)
    return body


def _choices(mailing: Mailing) -> list[tuple[int, str]]:
    """The letters of a mailing by primary key: for whom each is."""
    bodies = mailing.bodies.only("mailing", "language", "zone").order_by("language", "zone")
    return [(body.pk, letter_name(body)) for body in bodies]


@runners_only
@require_safe
def letter(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    """Subject, HTML in a frame, text and attachments, with the words of a sample reader."""
    body = _letter_or_404(request, public_id, pk)
    return _page(request, body)


def _page(request: HttpRequest, body: Body, refusal: str = "", status: int = 200) -> HttpResponse:
    values = _sample(body)
    context = {
        "mailing": body.mailing,
        "body": body,
        "name": letter_name(body),
        "direction": direction(body.language),
        "subject": personal_text(body.subject, values),
        "text": personal_text(body.text, values),
        "attachments": list(body.attachments.defer("content").order_by("pk")),
        "letters": _choices(body.mailing),
        "own_address": own_address(request),
        "nonce": uuid4().hex,
        "refusal": refusal,
    }
    return render(request, "delivery/desk/letter.html", context, status=status)


@runners_only
@require_safe
def choose(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Go to the letter that was chosen from the list."""
    chosen = request.GET.get("letter", "")
    if not chosen.isdecimal():
        raise Http404
    return redirect("delivery_desk:letter", public_id, int(chosen))


@runners_only
@require_safe
def letter_html(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    """The HTML part by itself, as a mail program shows it: nothing in it runs."""
    body = _letter_or_404(request, public_id, pk)
    policy = LETTER_POLICY.format(site=settings.SITE_URL)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    return HttpResponse(personal_html(body.html, _sample(body)), headers=headers)


@runners_only
@require_safe
def attachment(request: HttpRequest, public_id: UUID, pk: int, number: int) -> HttpResponseBase:
    """A file that goes with the letter, to be saved; never shown by the browser."""
    found = get_object_or_404(_letter_or_404(request, public_id, pk).attachments, pk=number)
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    response["Content-Security-Policy"] = FILE_POLICY
    return response


@runners_only
@require_POST
def prove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    """Send a letter of this mailing to oneself; the same form pressed twice sends it once."""
    chosen, nonce = request.POST.get("letter", ""), request.POST.get("nonce", "")
    body = _letter_or_404(request, public_id, int(chosen) if chosen.isdecimal() else pk)
    address = own_address(request)
    if request.POST.get("address", address).strip().lower() != address.lower():
        return _page(request, body, _("A test letter goes only to your own address."), 422)
    try:
        proofs.prove(body, address, own_name(request), nonce or uuid4().hex, timezone.now())
    except Incomplete as error:
        return _page(request, body, str(error), 422)
    sentence = _("“%(subject)s” is on its way to %(address)s.")
    messages.success(request, sentence % {"subject": personal_text(body.subject, _sample(body)), "address": address})
    return redirect("delivery_desk:letter", public_id, body.pk)
