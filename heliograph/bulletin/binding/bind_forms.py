"""The choice of what there is to bind an item to: a call, or an event, a document, an international day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.bulletin.models import Binding, Item, Thing
from heliograph.calls.desk.telling_apart import told_apart
from heliograph.calls.models import Call
from heliograph.calls.rules import calls_run_by
from heliograph.calls.states import CallStatus
from heliograph.events.observances.models import Observance
from heliograph.events.observances.rules import visible_to as days_visible_to
from heliograph.events.observances.shown import name_for
from heliograph.events.rules import events_run_by
from heliograph.library.rules import documents_kept_by
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick


class BindForm(forms.Form):
    """A call that there is."""

    call = forms.ModelChoiceField(
        label=_("A call that there is"),
        queryset=Call.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a call"),
    )

    def __init__(self, *args: Any, by: Person, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = [CallStatus.COMPLETED, CallStatus.CANCELLED]
        bound = Binding.objects.filter(item=item).values("call")
        calls = calls_run_by(by).exclude(status__in=over).exclude(pk__in=bound)
        fields: dict[str, Any] = self.fields
        fields["call"].queryset = calls.select_related("programme").order_by("-created_at", "-pk")
        named = told_apart(fields["call"].queryset)
        fields["call"].choices = [("", _("Choose a call")), *((call.slug, words) for call, words in named)]


class BindOtherForm(forms.Form):
    """An event, a document or an international day that there is; ``thing`` is the record chosen."""

    thing = forms.ChoiceField(label=_("An event, a document or an international day"))

    def __init__(self, *args: Any, by: Person, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = Binding.objects.filter(item=item)
        events = events_run_by(by).exclude(pk__in=bound.filter(event__isnull=False).values("event"))
        documents = documents_kept_by(by).exclude(pk__in=bound.filter(document__isnull=False).values("document"))
        days = days_visible_to(by).exclude(pk__in=bound.filter(observance__isnull=False).values("observance"))
        self.offered: dict[str, Thing] = {
            **{f"event:{each.slug}": each for each in events.order_by("-created_at", "-pk")},
            **{f"document:{each.slug}": each for each in documents.newest_first()},
            **{f"day:{each.key}": each for each in days.order_by("key")},
        }
        fields: dict[str, Any] = self.fields
        fields["thing"].choices = [
            ("", _("Choose")),
            (_("Events"), self._choices("event")),
            (_("Documents"), self._choices("document")),
            (_("International days"), self._choices("day")),
        ]

    def _choices(self, kind: str) -> list[tuple[str, str]]:
        active = get_language() or "en"
        rows = [(key, each) for key, each in self.offered.items() if key.startswith(f"{kind}:")]
        return [(key, title_of(each, active)) for key, each in rows]

    def chosen(self) -> Thing:
        """The record chosen, once it is valid."""
        return self.offered[self.cleaned_data["thing"]]


def title_of(thing: Thing, language: str) -> str:
    """The title of what an item can be bound to, for who reads a list."""
    if isinstance(thing, Observance):
        return name_for(thing, [language]).words
    return pick(thing.title, [language, thing.source_language])[0]
