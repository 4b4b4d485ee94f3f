"""The desk's forms of a report. What they mean is decided by ``opening`` and ``photographs``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.conference.report.models import Photograph, ReportState
from heliograph.frame.translating import TextsForm


class OpeningForm(TextsForm):
    """The words with which a report opens."""

    TEXTS = {"opening": (gettext_lazy("Opening words"), True, 10_000)}
    NEEDED = None

    @classmethod
    def of(cls, state: ReportState, post: Any = None) -> OpeningForm:
        """The form of a report."""
        source = state.conference.programme.source_language
        values = {"opening": state.opening or LazyI18nString({})}
        return cls(post, initial={"seen": str(state.version)}, values=values, marks=state.marks, source=source)


class PhotographForm(TextsForm):
    """What a photograph shows, who took it, and whether all on it have agreed."""

    TEXTS = {"alt": (gettext_lazy("What the photograph shows"), False, 300)}
    NEEDED = ("alt", gettext_lazy("Say what the photograph shows, for those who do not see it."))

    credit = forms.CharField(label=gettext_lazy("Credit"), max_length=200)
    agreed = forms.BooleanField(
        label=gettext_lazy("Everybody who can be recognised has agreed to be shown; of children, the parents too"),
        required=False,
        help_text=gettext_lazy("Without this tick nobody but the desk sees the photograph."),
    )  # fmt: skip

    @classmethod
    def of(cls, photograph: Photograph, post: Any = None) -> PhotographForm:
        """The form of a photograph."""
        source = photograph.conference.programme.source_language
        initial = {"credit": photograph.credit, "agreed": photograph.agreed}
        values = {"alt": photograph.alt or LazyI18nString({})}
        return cls(post, initial=initial, values=values, marks=photograph.marks, source=source)
