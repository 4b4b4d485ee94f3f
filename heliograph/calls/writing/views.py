"""Messages on the desk: written to those who were picked, looked at in each language, sent, followed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.deciding.views import head_of
from heliograph.calls.desk.doors import actor, call_or_404
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.responses.selecting import Selection, selection_of
from heliograph.calls.writing import readers, sending
from heliograph.calls.writing.forms import MessageForm
from heliograph.calls.writing.letter import write
from heliograph.calls.writing.models import CallMessage
from heliograph.delivery.catching.caught_views import LETTER_POLICY
from heliograph.delivery.desk.wording import language_name
from heliograph.delivery.letters import Mark, Values, personal_html, personal_text
from heliograph.delivery.states import MessageState
from heliograph.frame.arrival import arrived_at
from heliograph.network.states import Refused
from heliograph.texts.languages import direction
from heliograph.texts.multilingual import texts_of

_READS_AND_ACTS = require_http_methods(["GET", "HEAD", "POST"])
#: So many messages stand in the list.
LISTED = 50


@organizers_only
@_READS_AND_ACTS
def message(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Without a selection what was written so far; with one, what is to be written."""
    call = call_or_404(request, slug)
    if request.method != "POST":
        return _overview(request, call)
    try:
        picked = selection_of(request.POST, call, actor(request))
    except Refused as refused:
        return _overview(request, call, refused.sentence, 422)
    return _write(request, call, picked)


def _overview(request: HttpRequest, call: Call, refusal: str = "", status: int = 200) -> HttpResponse:
    made = CallMessage.objects.filter(call=call).select_related("by")[:LISTED]
    context = {**head_of(request, call), "messages_made": made, "refusal": refusal}
    return render(request, "calls/desk/writing/overview.html", context, status=status)


def _write(request: HttpRequest, call: Call, picked: Selection) -> HttpResponseBase:
    asked = "token" in request.POST
    audiences = readers.audiences(picked.responses)
    read = readers.languages(audiences, call.source_language) or [call.source_language]
    form = MessageForm(request.POST if asked else None, languages=read, initial={"token": uuid4().hex})
    if asked and form.is_valid():
        token = form.cleaned_data["token"] or uuid4().hex
        words = (form.texts("subject"), form.texts("text"))
        made = sending.make(call, picked.responses, *words, token, actor(request), arrived_at(request))
        return redirect("calls:desk_call_message", call.slug, made.public_id)
    context = {**head_of(request, call), "picked": picked, "form": form, "count": readers.count(audiences)}
    return render(request, "calls/desk/writing/write.html", context, status=422 if asked else 200)


def message_or_404(request: HttpRequest, slug: str, public_id: UUID) -> CallMessage:
    """A message about answers to a call that the person runs."""
    call = call_or_404(request, slug)
    rows = CallMessage.objects.select_related("by")
    found: CallMessage = get_object_or_404(rows, call=call, public_id=public_id)
    found.call = call
    return found


@organizers_only
@_READS_AND_ACTS
def call_message(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """One message: before it is sent its letters, and afterwards what has become of them."""
    found = message_or_404(request, slug, public_id)
    if request.method != "POST":
        return _page(request, found)
    try:
        return _act(request, found)
    except Refused as refused:
        if refused.code == "gone":
            return redirect("calls:desk_message", slug)
        found.refresh_from_db(fields=["sent_at", "finished_at", "letters", "subject", "text", "source_language"])
        return _page(request, found, refusal=refused.sentence)


def _act(request: HttpRequest, found: CallMessage) -> HttpResponseBase:
    do = request.POST.get("do", "")
    if do == "drop":
        sending.drop(found)
        messages.success(request, _("The message is thrown away. Nobody was written to."))
        return redirect("calls:desk_message", found.call.slug)
    if do == "words":
        form = _form(found, request.POST)
        if not form.is_valid():
            return _page(request, found, form)
        sending.change(found, form.texts("subject"), form.texts("text"))
        messages.success(request, _("The letters below say it now."))
    elif do == "send" and sending.send(found, actor(request), arrived_at(request), request.POST.get("seen", "")):
        messages.success(request, _("The message is on its way."))
    return redirect("calls:desk_call_message", found.call.slug, found.public_id)


def _form(found: CallMessage, post: Any = None) -> MessageForm:
    first = found.source_language
    read = readers.languages(readers.audiences(readers.picked(found)), first) or [first]
    return MessageForm(post, languages=read, values={"subject": found.subject, "text": found.text})


def _page(request: HttpRequest, found: CallMessage, form: MessageForm | None = None, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        **head_of(request, found.call),
        "message": found,
        "refusal": refusal,
        "answers": readers.picked(found).count(),
        "letters": letters_seen(found),
    }
    if found.sent_at is None:
        audiences = readers.audiences(readers.picked(found))
        seen = sending.mark_of(found)
        context |= {"form": form or _form(found), "count": readers.count(audiences), "seen": seen}
    else:
        context |= {"told": _told(found), "under_way": found.finished_at is None}
    name = "confirm" if found.sent_at is None else "message"
    status = 422 if refusal or form is not None else 200
    return render(request, f"calls/desk/writing/{name}.html", context, status=status)


def letters_seen(found: CallMessage) -> list[dict[str, str]]:
    """For each language that readers have the letter as one of them gets it, and where the words come in another."""
    there = texts_of(found.text)
    seen = []
    for language in readers.languages(readers.audiences(readers.picked(found)), found.source_language, there):
        made = write(found, language)
        seen.append(
            {
                "language": language,
                "name": language_name(language),
                "direction": direction(language),
                "subject": personal_text(made.subject, _SAMPLE),
                "text": personal_text(made.text, _SAMPLE),
                "said_in": "" if language in there else language_name(found.source_language),
            }
        )
    return seen


_SAMPLE: Values = {Mark.NAME: "Ada", Mark.ADDRESS: "ada@example.org", Mark.TOKEN: "example"}


def _told(found: CallMessage) -> list[tuple[str, int]]:
    """What has become of the letters, in words."""
    counted = sending.progress(found)
    words = (
        (_("On their way"), (MessageState.QUEUED, MessageState.LEASED, MessageState.HELD)),
        (_("Sent"), (MessageState.SENT, MessageState.DIGESTED)),
        (_("Could not be delivered"), (MessageState.REFUSED, MessageState.BOUNCED)),
        (_("Not sent: the reader wants no such letters, or cannot be reached"), (MessageState.SKIPPED,)),
    )
    return [(said, count) for said, states in words if (count := sum(counted.get(each, 0) for each in states))]


@organizers_only
@require_safe
def letter(request: HttpRequest, slug: str, public_id: UUID, language: str) -> HttpResponseBase:
    """The letter of a message in an interface language, for the frame on its page."""
    found = message_or_404(request, slug, public_id)
    if language not in {*dict(settings.LANGUAGES), *texts_of(found.text)}:
        raise Http404
    values = {**_SAMPLE, Mark.PREFERENCES: f"{settings.SITE_URL}/", Mark.UNSUBSCRIBE: f"{settings.SITE_URL}/"}
    html = personal_html(write(found, language).html, values)
    policy = LETTER_POLICY.format(site=settings.SITE_URL)
    return HttpResponse(html, headers={"Content-Security-Policy": policy})
