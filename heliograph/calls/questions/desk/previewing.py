"""A call and its form as a respondent sees them: in his language and zone, and whether it is for him."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.deadlines.written import written
from heliograph.calls.doors import organizers_only
from heliograph.calls.models import Call
from heliograph.calls.questions import versions
from heliograph.calls.questions.desk.eyes import Eyes, EyesForm, eyes
from heliograph.calls.questions.desk.finding import call_or_404
from heliograph.calls.questions.filling import AnswerForm
from heliograph.frame.reader import Reader
from heliograph.texts.languages import direction


@organizers_only
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Choose a language and a person; below, what that person sees."""
    call, here = call_or_404(request, slug), request.LANGUAGE_CODE
    given = {**{"in": here}, **request.GET.dict()}
    form = EyesForm(given, here)
    language = given["in"] if given["in"] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    found: Eyes | str = ""
    if form.is_valid():
        found = eyes(call, form.cleaned_data, request.user, timezone.now())
    context: dict[str, Any] = {"call": call, "form": form, "seen_in": language, "seen_direction": direction(language)}
    if isinstance(found, Eyes):
        state = state_at(call, dates_of(call), timezone.now())
        context |= {"eyes": found, "state": state, "as_seen": _as_seen(request, call, found, language)}
    else:
        context["refusal"] = found
    return render(request, "calls/questions/desk/preview.html", context)


def _as_seen(request: HttpRequest, call: Call, found: Eyes, language: str) -> SafeString:
    """Title, dates and form in the language, at the place where the eyes are."""
    reader = Reader(tuple(dict.fromkeys([language, settings.LANGUAGE_CODE])), found.zone)
    with translation.override(language):
        form = AnswerForm(versions.current(call), language=language, languages=reader.languages, zone=found.zone)
        dates = written(call, dates_of(call), zone=found.zone, language=language, now=timezone.now())
        context = {"call": call, "reader": reader, "dates": dates, "form": form, "language": language}
        return render_to_string("calls/questions/desk/as_seen.html", context, request)
