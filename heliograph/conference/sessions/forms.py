"""The forms of sessions: formats and minutes on the desk, ideas and offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.calls.models import Response
from heliograph.conference.models import Conference
from heliograph.conference.sessions.finding import REGIONS
from heliograph.conference.sessions.formats import MOST_MINUTES
from heliograph.conference.sessions.models import Format
from heliograph.conference.sessions.questions import LANGUAGE, TITLE
from heliograph.conference.sessions.searching import Idea
from heliograph.frame.translating import TextsForm
from heliograph.network.countries import language_choices
from heliograph.network.forms import LineField, reading


class FormatForm(TextsForm):
    """What a format is called in every language, and how long it lasts."""

    TEXTS = {"name": (gettext_lazy("Name"), False, 120), "about": (gettext_lazy("What it is"), True, 1000)}
    NEEDED = ("name", gettext_lazy("Write the name in the language of the original."))

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_MINUTES)

    @classmethod
    def of(cls, conference: Conference, row: Format | None, post: Any = None) -> FormatForm:
        """The form of a format, empty for a new one."""
        values = {name: getattr(row, name) if row is not None else LazyI18nString({}) for name in cls.TEXTS}
        marks, minutes = (row.marks, row.minutes) if row is not None else ({}, 60)
        source = conference.programme.source_language
        return cls(post, values=values, marks=marks, source=source, initial={"minutes": minutes})


class MinutesForm(forms.Form):
    """How long one session lasts; empty: as long as its format."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_MINUTES, required=False)


class OfferForm(forms.Form):
    """What somebody would bring."""

    words = forms.CharField(
        label=gettext_lazy("What would you bring?"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write a few words: what you would bring, and why.")},
    )


class IdeaForm(forms.Form):
    """Which draft looks for a partner, and what others read of it."""

    draft = forms.ChoiceField(label=gettext_lazy("For which of your drafts?"))
    title = LineField(
        label=gettext_lazy("Title"), max_length=250,
        error_messages={"required": gettext_lazy("Write a title: others read it.")},
    )  # fmt: skip
    idea = forms.CharField(
        label=gettext_lazy("The idea"),
        help_text=gettext_lazy("What the session is about, and what a partner would bring. Your draft is not shown."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        max_length=3000,
        error_messages={"required": gettext_lazy("Write the idea: others read it.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language?"))
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Partners from"), required=False, choices=lambda: list(REGIONS.items()),
        help_text=gettext_lazy("Choose none to look for partners from anywhere."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, post: Any, *, drafts: Sequence[Response], language: str, first: str) -> None:
        self.drafts = {str(each.public_id): each for each in drafts}
        start = self.drafts.get(first) or next(iter(drafts), None)
        super().__init__(post, initial=_begun(start, language) if start is not None else {})
        self._choices("draft", [(key, title_of_draft(each)) for key, each in self.drafts.items()])
        self._choices("language", language_choices(reading()))

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def response(self) -> Response:
        """The draft that was chosen."""
        return self.drafts[self.cleaned_data["draft"]]

    def said(self) -> Idea:
        """What was written."""
        said = self.cleaned_data
        return Idea(said["title"], said["idea"], said["language"], said["regions"])


def _written(response: Response, key: str) -> str:
    """What a draft says so far."""
    found = {**response.answers, **response.draft}.get(key)
    return found if isinstance(found, str) else ""


def title_of_draft(response: Response) -> str:
    """How a draft is called: by its title, or by saying that it has none."""
    return _written(response, TITLE) or _("a draft without a title")


def _begun(response: Response, language: str) -> dict[str, Any]:
    return {
        "draft": str(response.public_id),
        "title": _written(response, TITLE),
        "language": _written(response, LANGUAGE) or language,
    }
