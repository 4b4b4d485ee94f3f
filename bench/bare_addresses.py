"""The addresses of the bare site."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path
from django.utils import timezone

from heliograph.calls.models import Call, CallEntry

_PAGE = Template("<!doctype html><title>Call</title><h1>{{ call.title }}</h1><p><a href='answer/'>Answer</a>")
_FORM = Template(
    "<!doctype html><title>Answer</title><form method=post>{% csrf_token %}{{ form.as_p }}<button>Send</button></form>"
)
_RECEIPT = Template("<!doctype html><title>Received</title><h1>We have your answer</h1>")


class BareForm(forms.Form):
    q_name = forms.CharField(label="Name")
    q_role = forms.ChoiceField(label="Role", choices=[("a", "A"), ("b", "B")])
    q_why = forms.CharField(label="Why", widget=forms.Textarea)
    q_diet = forms.CharField(label="Diet", required=False)
    q_days = forms.MultipleChoiceField(label="Days", choices=[("1", "1"), ("2", "2")], required=False)
    q_agree = forms.BooleanField(label="Agree")


def _page(template: Template, request: HttpRequest, **given: object) -> HttpResponse:
    return HttpResponse(template.render(RequestContext(request, given)))


@login_required
def call(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(_PAGE, request, call=Call.objects.get(slug=slug))


@login_required
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    form = BareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = Call.objects.get(slug=slug)
        entry = CallEntry(call=found, at=timezone.now(), by=request.user, verb="bare", data=form.cleaned_data)
        entry.save()
        return _page(_RECEIPT, request, entry=entry)
    return _page(_FORM, request, form=form)


urlpatterns = [path("calls/<slug:slug>/", call), path("calls/<slug:slug>/answer/", answer)]
