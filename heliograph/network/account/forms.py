"""Forms of the pages about oneself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from heliograph.frame.fields import ZoneChoice
from heliograph.frame.zones import choices
from heliograph.network.countries import language_choices, language_name
from heliograph.network.forms import LineField
from heliograph.network.models import Person

#: How many languages somebody can name.
MOST = 4
_ORDINALS = (
    gettext_lazy("Language you like best"),
    gettext_lazy("Second language"),
    gettext_lazy("Third language"),
    gettext_lazy("Fourth language"),
)


class OwnZone(forms.Select):
    """The list of zones, beside which a button ``use`` takes the browser's."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get("use") or super().value_from_datadict(data, files, name)


class ProfileForm(forms.Form):
    """Name, languages (``cleaned_data["languages"]``: tags in order, each once), zone."""

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("How others see you here, and how letters greet you."),
    )
    zone = ZoneChoice(widget=OwnZone)

    def __init__(self, post: Any, *, person: Person, at: datetime, proposed: str | None) -> None:
        super().__init__(post, initial={"name": person.name, "zone": person.zone})
        self.tongue = get_language() or "en"
        zones = [each for present in (person.zone, proposed) for each in choices(self.tongue, at, present)]
        self.fields["zone"].offer(zones)  # type: ignore[attr-defined]
        self._add_languages(person)

    def _add_languages(self, person: Person) -> None:
        own = [(tag, language_name(tag, self.tongue)) for tag in person.languages]
        known = dict(language_choices(self.tongue)) | dict(own)
        for number, label in enumerate(_ORDINALS):
            field = forms.ChoiceField(
                label=label,
                choices=[*([("", "–")] if number else []), *known.items()],
                required=not number,
                initial=person.languages[number] if number < len(person.languages) else "",
            )
            self.fields[f"language_{number + 1}"] = field

    @property
    def languages(self) -> list[forms.BoundField]:
        """The fields of the languages, in order."""
        return [self[f"language_{number + 1}"] for number in range(MOST)]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        tags = [said.get(f"language_{number + 1}", "") for number in range(MOST)]
        said["languages"] = list(dict.fromkeys(tag for tag in tags if tag))
        said["name"] = " ".join(said.get("name", "").split())
        return said


class AddressForm(forms.Form):
    """The address to be reached at from now on."""

    email = forms.CharField(
        label=gettext_lazy("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write the new address.")},
    )
