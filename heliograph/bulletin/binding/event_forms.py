"""The page on which a proposal of an event is confirmed; its time has the form that the desk of events has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heliograph.bulletin.binding.choices import EventChoices
from heliograph.bulletin.binding.guessing_events import EventGuess
from heliograph.bulletin.binding.programme_form import ProgrammeForm
from heliograph.bulletin.models import Item
from heliograph.events.models import Event
from heliograph.events.scheduling.time_forms import TimeForm
from heliograph.events.states import EventKind
from heliograph.network.models import Person


class EventForm(ProgrammeForm):
    """Everything of an event that is made of a proposal, but its time (``time_form``)."""

    TEXTS = {
        "title": (_("Title of the event"), False, 250),
        "summary": (_("In one sentence"), False, 400),
        "text": (_("Text"), True, 100_000),
    }

    event: Any = forms.ModelChoiceField(
        label=_("Event"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=_("A new event"),
        to_field_name="slug",
        help_text=_(
            "One session that is given several times is one event: choose it, and only the time below is added."
        ),
    )
    kind = forms.ChoiceField(label=_("What kind of event it is"), choices=EventKind.choices)

    def __init__(self, *args: Any, item: Item, guess: EventGuess, by: Person, **kwargs: Any) -> None:
        self.guess = guess
        values = {"title": guess.title, "summary": guess.summary, "text": guess.text}
        super().__init__(*args, item=item, by=by, values=values, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["event"].queryset = Event.objects.filter(pk__in=item.bindings.values("event")).order_by("pk")
        first = {"event": guess.event.slug if guess.event else "", "kind": guess.kind, "contact": guess.contact}
        for name, value in first.items():
            self.initial.setdefault(name, value)

    def is_of_programme(self, said: dict[str, Any]) -> bool:
        """A further time of an event needs no programme."""
        return not said.get("event")

    def choices(self, time: TimeForm) -> EventChoices:
        """What was chosen, once both forms are valid."""
        said, texts = self.cleaned_data, self.texts()
        return EventChoices(
            event=said["event"],
            kind=said["kind"],
            title=texts["title"],
            summary=texts["summary"],
            text=texts["text"],
            reviewed=self.reviewed(),
            time=time.fields_said(),
            uid=self.guess.uid,
            **self.of_programme(),
        )


def time_form(guess: EventGuess, item: Item, post: Any, at: datetime) -> TimeForm:
    """The form of the time, filled in as far as is known."""
    event = Event(source_language=item.issue.source_language, zone=guess.time.zone)
    return TimeForm(post, event=event, row=guess.time, at=at)
