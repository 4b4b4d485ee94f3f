"""The form by which people are invited: one, or many pasted at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from heliograph.network.countries import language_name
from heliograph.network.desk.forms import PlaceForm
from heliograph.network.forms import reading
from heliograph.network.giving import managed_organizations
from heliograph.network.inviting.lines import MOST, Line, read_lines
from heliograph.network.inviting.offers import Offer
from heliograph.network.models import Organization, Person
from heliograph.network.states import LOCAL, RoleKind
from heliograph.texts.languages import CONTENT_LANGUAGES


class InviteForm(PlaceForm):
    """Whom, to what, with which words. A line may name its own school behind a semicolon."""

    lines = forms.CharField(
        label=_("Whom to invite"),
        max_length=30_000,
        help_text=_(
            "One person a line: name <address>. For many schools at once put a school’s identifier behind it: "
            "Ama Doe <ama@example.org>; TG-4F7K2M."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), required=False)
    note = forms.CharField(
        label=_("A word of yours (optional)"),
        max_length=1000,
        required=False,
        help_text=_("It stands in the letter."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    field_order = ("lines", "kind", "country", "region", "school", "organization", "language", "note")

    def __init__(
        self, post: Any = None, *, by: Person, organization: Organization | None = None, **options: Any
    ) -> None:
        super().__init__(post, by=by, organization=organization, **options)
        tongues = [(tag, language_name(tag, reading())) for tag in CONTENT_LANGUAGES]
        self.fields["language"].choices = [("", _("the school’s, or the country’s")), *tongues]  # type: ignore[attr-defined]

    def clean_lines(self) -> list[Line]:
        found = list(read_lines(self.cleaned_data["lines"]))
        if len(found) > MOST:
            sentence = _(
                "These are more than %(most)d lines. Bring them in as a spreadsheet, or paste fewer at a time."
            )
            raise forms.ValidationError(sentence % {"most": MOST})
        without = [line.text for line in found if not line.address]
        if without:
            raise forms.ValidationError(_("There is no e-mail address in “%(line)s”.") % {"line": without[0][:80]})
        return found

    def _choose_school(self, said: dict[str, Any]) -> None:
        """None is needed where each line names its own."""
        lines = said.get("lines") or []
        if not (lines and all(line.identifier for line in lines)):
            super()._choose_school(said)

    def offers(self) -> Iterator[tuple[Line, Offer | None]]:
        """Each line of a valid form with what is offered to it; None where its school is not found."""
        kind, place = RoleKind(self.cleaned_data["kind"]), self.place()
        own = self._own_schools()
        for line in self.cleaned_data["lines"]:
            if kind in LOCAL and line.identifier:
                school = own.get(line.identifier.upper())
                yield line, Offer(kind, school) if school is not None else None
            else:
                yield line, Offer(kind, **place)

    def _own_schools(self) -> dict[str, Organization]:
        """The schools that lines name, by identifier; one query."""
        named = {line.identifier.upper() for line in self.cleaned_data["lines"] if line.identifier}
        found = managed_organizations(self.by).annotate(upper=Upper("identifier")).filter(upper__in=named)
        return {school.identifier.upper(): school for school in found} if named else {}
