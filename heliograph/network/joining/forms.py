"""The forms of joining: the school's application, its name, and what is written on the desk with a step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heliograph.frame.fields import DayField
from heliograph.network.countries import country_choices, country_name, language_choices, language_name
from heliograph.network.forms import LineField
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.joining.drafts import OF_APPLICATION, OF_SCHOOL
from heliograph.network.models import Application
from heliograph.network.states import ApplicationState, Learners, Level, RoleKind, Theme, Visibility
from heliograph.texts.languages import CONTENT_LANGUAGES

_ROLES = [
    (RoleKind.FOCAL_POINT.value, _("I look after the network’s work at the school (focal point)")),
    (RoleKind.PRINCIPAL.value, _("I lead the school (principal)")),
]
_SHOWN = [
    (
        Visibility.FULL.value,
        _("The whole page: name, town, levels, languages, themes, web address. No addresses of people."),
    ),
    (Visibility.NAME.value, _("Only the name, the town and the country.")),
    (Visibility.HIDDEN.value, _("Nothing: the school is only counted.")),
]
_TAUGHT = ("language_1", "language_2", "language_3")
_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("The school"), ("name", "name_language", "name_en", "country", "city")),
    (_("What it does"), ("levels", *_TAUGHT, "learners", "themes")),
    (_("How it is reached, and what is shown"), ("web", "email", "correspondence", "visibility")),
    (_("You"), ("applicant_name", "applicant_email", "applicant_role", "motivation")),
)


def _tongue() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _with_empty(pairs: Iterable[tuple[str, Any]], words: Any) -> list[tuple[str, Any]]:
    return [("", words), *pairs]


def _check_print(form: forms.Form) -> None:
    """Let no name through of which nothing could be printed on a certificate."""
    name, english = form.cleaned_data.get("name", ""), form.cleaned_data.get("name_en", "")
    if english and not printable(english):
        form.add_error("name_en", _("Use Latin letters for the name in English."))
    elif name and not english and not printable(name):
        form.add_error(
            "name_en",
            _("We cannot print this script yet. Give the name in English too: it stands on the certificate instead."),
        )


class ApplicationForm(forms.Form):
    """A school and who applies for it; ``cleaned_data`` has the fields of ``drafts``."""

    application = forms.UUIDField(widget=forms.HiddenInput)
    name = LineField(
        label=_("Name of the school"),
        max_length=250,
        help_text=_("In its own language and script, exactly as it is to stand on the certificate."),
    )
    name_language = forms.ChoiceField(label=_("Language of this name"))
    name_en = LineField(label=_("Name in English (optional)"), max_length=250, required=False)
    country = forms.ChoiceField(label=_("Country"))
    city = LineField(label=_("Town"), max_length=120)
    levels = forms.MultipleChoiceField(
        label=_("Levels that the school teaches"), choices=Level.choices, widget=forms.CheckboxSelectMultiple
    )
    language_1 = forms.ChoiceField(label=_("Language in which the school teaches"))
    language_2 = forms.ChoiceField(label=_("A second one (optional)"), required=False)
    language_3 = forms.ChoiceField(label=_("A third one (optional)"), required=False)
    learners = forms.ChoiceField(label=_("Number of learners"))
    themes = forms.MultipleChoiceField(
        label=_("What the school would like to work on (optional)"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    web = forms.URLField(
        label=_("Web address of the school (optional)"), max_length=300, required=False, assume_scheme="https"
    )
    email = forms.EmailField(
        label=_("E-mail address of the school"),
        max_length=254,
        help_text=_("The office’s, which stays when people go. It is never shown to everybody."),
    )
    correspondence = forms.ChoiceField(label=_("Language in which we write to the school"))
    visibility = forms.ChoiceField(
        label=_("Once the school is a member, what may everybody see of it?"), choices=_SHOWN, widget=forms.RadioSelect
    )
    applicant_name = LineField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    applicant_email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send a letter to it at once: with its link you confirm and follow the application."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    applicant_role = forms.ChoiceField(label=_("What you do at the school"), choices=_ROLES, widget=forms.RadioSelect)
    motivation = forms.CharField(
        label=_("Why your school wants to join"),
        max_length=2000,
        help_text=_("A few sentences, 2,000 characters at most. Please do not name any pupil."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    #: Filled by machines only.
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"application": uuid4(), "correspondence": _tongue(), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        tongue = _tongue()
        spoken, choose = language_choices(tongue), _("Please choose")
        letters = [(tag, language_name(tag, tongue)) for tag in CONTENT_LANGUAGES]
        offered = {
            "country": _with_empty(country_choices(tongue), choose),
            "name_language": _with_empty(spoken, choose),
            "learners": _with_empty(Learners.choices, choose),
            "correspondence": letters,
            **dict.fromkeys(_TAUGHT, _with_empty(spoken, choose)),
            **dict.fromkeys(_TAUGHT[1:], _with_empty(spoken, _("none"))),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields as the page shows them, in groups with a heading each."""
        return [(title, [self[name] for name in names]) for title, names in _GROUPS]

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled."""
        return bool(self.data.get("homepage"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["languages"] = list(dict.fromkeys(said[name] for name in _TAUGHT if said.get(name)))
        _check_print(self)
        return said


class RewritingForm(ApplicationForm):
    """The same for an application that was returned; the applicant's address was confirmed, and stays."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["applicant_email"].disabled = True
        self.fields["applicant_email"].help_text = _("This address was confirmed and stays.")
        self.fields["application"].required = False


def as_written(application: Application) -> dict[str, Any]:
    """What the form shows of an application with a record."""
    school = application.organization
    initial = {name: getattr(school, name) for name in OF_SCHOOL if name != "languages"}
    taught = dict(zip(_TAUGHT, getattr(school, "languages", []), strict=False))
    return {**initial, **taught, **{name: getattr(application, name) for name in OF_APPLICATION}}


class NameForm(forms.Form):
    """A school's name, mended while it is proofread."""

    name = LineField(label=_("Name as it is to be printed"), max_length=250)
    name_language = forms.ChoiceField(label=_("Language of this name"))
    name_en = LineField(label=_("Name in English (optional)"), max_length=250, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["name_language"].choices = language_choices(_tongue())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        _check_print(self)
        return self.cleaned_data


class AddressForm(forms.Form):
    """To whom the link of an application is sent once more."""

    email = forms.EmailField(
        label=_("The e-mail address with which you applied"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """The code of a certificate."""

    code = forms.CharField(label=_("Code on the certificate"), max_length=60)


class NoteForm(forms.Form):
    """A word with a step: for the school, or for colleagues."""

    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class AdmitForm(forms.Form):
    """From which day on."""

    on = DayField(label=_("Member from"))


class ApplicationFilter(forms.Form):
    """Which applications are listed."""

    state = forms.ChoiceField(label=_("Where it stands"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, given: Any, countries: Iterable[str]) -> None:
        super().__init__(given)
        tongue = _tongue()
        states = [pair for pair in ApplicationState.choices if pair[0] != ApplicationState.UNCONFIRMED]
        named = sorted(((code, country_name(code, tongue)) for code in countries), key=lambda pair: pair[1])
        self.fields["state"].choices = _with_empty([("all", _("all of them")), *states], _("to be decided"))  # type: ignore[attr-defined]
        self.fields["country"].choices = _with_empty(named, _("all countries"))  # type: ignore[attr-defined]


class MembershipForm(forms.Form):
    """A change of membership: from which day, and why."""

    on = DayField(label=_("From which day"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        help_text=_("It is kept with the change, and sent to the school."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
