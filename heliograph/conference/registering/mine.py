"""The pages of who is registered: how he comes, his invitation letter; signed in, or by the link of a letter.

A GET changes nothing, since mail scanners open links. The signed token authorises, so that neither a cookie nor an
account is needed. And the page on which anybody learns whether an invitation letter stands.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heliograph.calls.lifecycle.taking_back import gave_away
from heliograph.calls.mine.holders import Holder, holder_of
from heliograph.conference.by_link import by_link
from heliograph.conference.doors import conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.registering import inviting
from heliograph.conference.registering.forms import LetterForm
from heliograph.conference.registering.invitation_pdf import render as render_pdf
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.stay_links import opened
from heliograph.conference.registering.staying import Line, lines
from heliograph.conference.shown import days_of, title_of
from heliograph.conference.states import LetterState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.doors import guarded, unlisted
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.joining.certificate_views import pdf_answer
from heliograph.network.joining.codes import read_code
from heliograph.network.joining.forms import CodeForm
from heliograph.network.models import Person
from heliograph.network.states import Refused

_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _signed_in(person: Any) -> bool:
    return isinstance(person, Person)


_by_link = by_link(opened, "conference:my_stay")


@guarded(_signed_in)
@_METHODS
def my_stay(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a person finds who is signed in; a POST asks for an invitation letter."""
    assert isinstance(request.user, Person)
    return _stay(request, conference_or_404(request, slug), holder_of(request.user), "")


@_by_link
@_METHODS
def stay_by_link(request: HttpRequest, conference: Conference, holder: Holder, token: str) -> HttpResponse:
    """The same by the link of a letter."""
    return _stay(request, conference, holder, token)


def _stay(request: HttpRequest, conference: Conference, holder: Holder, token: str) -> HttpResponse:
    found = lines(conference, holder, arrived_at(request), by_link=bool(token))
    if request.method != "POST":
        return _shown(request, conference, found, token)
    meant = next((each for each in found if str(each.registration.public_id) == request.POST.get("registration")), None)
    if meant is None:
        raise Http404
    form = LetterForm(request.POST, prefix=str(meant.registration.public_id))
    if form.is_valid():
        try:
            inviting.ask(conference, meant.registration, form.wish(), holder.person, arrived_at(request))
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("The letter is asked for. You get a letter once it is signed off."))
            return redirect(request.path)
    return _shown(request, conference, found, token, form)


def _shown(
    request: HttpRequest, conference: Conference, found: Any, token: str, wrong: LetterForm | None = None
) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "conference": conference,
        "title": title_of(conference, reader),
        "days": days_of(conference, reader.language),
        "lines": [(each, _form(each, wrong, reader), _pdf(conference, each, token)) for each in found],
        "form": wrong,
        "by_link": bool(token),
        "contact": conference.programme.contact,
    }
    return render(request, "conference/registering/stay.html", context, status=422 if wrong is not None else 200)


def _form(line: Line, wrong: LetterForm | None, reader: Reader) -> LetterForm | None:
    """The form by which a letter is asked for: as it was posted, or with what is known."""
    if not line.may_ask:
        return None
    prefix = str(line.registration.public_id)
    if wrong is not None and wrong.prefix == prefix:
        return wrong
    return LetterForm(prefix=prefix, initial={"name": line.name, "language": reader.language})


def _pdf(conference: Conference, line: Line, token: str) -> str:
    """Where a letter that was signed off is saved; empty where there is none."""
    if line.letter is None or not line.is_signed:
        return ""
    slug, key = conference.programme.slug, line.letter.public_id
    if token:
        return reverse("conference:letter_by_link", args=[slug, token, key])
    return reverse("conference:my_letter", args=[slug, key])


@guarded(_signed_in)
@require_safe
def my_letter(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """An invitation letter as PDF, for whom it is and for who has registered him; not for who gave him the place."""
    assert isinstance(request.user, Person)
    return _letter(conference_or_404(request, slug), holder_of(request.user), public_id)


@_by_link
@require_safe
def letter_by_link(
    request: HttpRequest, conference: Conference, holder: Holder, token: str, public_id: UUID
) -> HttpResponse:
    """The same by the link of a letter."""
    return _letter(conference, holder, public_id)


def _letter(conference: Conference, holder: Holder, public_id: UUID) -> HttpResponse:
    rows = inviting.letters_of(conference).filter(
        state=LetterState.SIGNED, response__in=holder.responses().values("pk")
    )
    found = rows.filter(public_id=public_id).select_related("response").first()
    if found is None or (holder.person is not None and gave_away(found.response, holder.person)):
        raise Http404
    return pdf_of(conference, found)


def pdf_of(conference: Conference, letter: InvitationLetter) -> HttpResponse:
    """The PDF of a letter, to be saved and never kept on the way."""
    answer = pdf_answer(render_pdf(conference, letter), f"invitation-{letter.code}.pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_safe
def invitation_letter(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Whether the invitation letter with a code stands; whoever has the paper sees that the name is the same."""
    rows = InvitationLetter.objects.filter(code=read_code(code)).exclude(state=LetterState.ASKED)
    found = rows.select_related("response").first() if read_code(code) else None
    conference = Conference.objects.with_programme().filter(programme__slug=slug).first()
    if found is None or conference is None or conference.registration_id != found.response.call_id:
        form = CodeForm(initial={"code": code})
        form.fields["code"].label = _("Code on the letter")
        context = {"code": code, "form": form}
        return unlisted(render(request, "conference/registering/letter.html", context, status=404))
    reader = reader_of(request)
    context = {
        "letter": found,
        "stands": found.state == LetterState.SIGNED,
        "title": title_of(conference, reader),
        "days": days_of(conference, reader.language),
        "contact": conference.programme.contact,
    }
    return unlisted(render(request, "conference/registering/letter.html", context))
