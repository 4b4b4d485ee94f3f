"""Forms of reviews: the plan, who reviews, and one review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.moments import Moment, at_minute, on_day
from heliograph.calls.models import Call
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.calls.reviewing.plans import PlanFields, due_moment, fields_of
from heliograph.calls.reviewing.scoring import LONGEST, Said
from heliograph.calls.reviewing.states import Others
from heliograph.frame.fields import DayField, Prose, ZoneChoice
from heliograph.frame.translating import TextsForm
from heliograph.frame.zones import choices
from heliograph.moments.locales import zone_label
from heliograph.moments.precision import Precision
from heliograph.network.countries import country_choices, language_choices
from heliograph.network.forms import LineField, SeveralSelects
from heliograph.network.states import Refused
from heliograph.texts.languages import CONTENT_LANGUAGES

#: The scale may lie within these, and have at most so many steps.
LOWEST, HIGHEST, MOST_STEPS = 0, 100, 21


class PlanForm(TextsForm):
    """How answers are reviewed, with guidance in every content language."""

    TEXTS = {"guidance": (gettext_lazy("Guidance for reviewers"), True, 20_000)}

    wanted = forms.IntegerField(label=gettext_lazy("Reviews of each answer"), min_value=1, max_value=10)
    lowest = forms.IntegerField(label=gettext_lazy("Lowest score"), min_value=LOWEST, max_value=HIGHEST)
    highest = forms.IntegerField(label=gettext_lazy("Highest score"), min_value=LOWEST, max_value=HIGHEST)
    blind = forms.BooleanField(
        label=gettext_lazy("Reviewers do not see who answers"),
        required=False,
        help_text=gettext_lazy(
            "No names, organizations, countries, nothing personal, and files without their names. What stands inside a "
            "file, or in a long text, you have to look at yourself."
        ),
    )
    own_country = forms.BooleanField(
        label=gettext_lazy("Nobody reviews answers of the own country"), required=False
    )  # fmt: skip
    others = forms.ChoiceField(
        label=gettext_lazy("Reviewers see what others have written"), choices=Others.choices, widget=forms.RadioSelect
    )
    day = DayField(label=gettext_lazy("Due on"), required=False)
    clock = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Empty: the whole day, to its end."),
    )
    zone = ZoneChoice()

    @classmethod
    def of(cls, call: Call, plan: ReviewPlan | None, at: datetime, post: Any = None) -> PlanForm:
        """The form of a call's plan, or of the first one."""
        initial: dict[str, Any] = {
            "wanted": 2,
            "lowest": 1,
            "highest": 5,
            "others": Others.AFTER,
            "seen": "0",
            "zone": call.zone,
        }
        if plan is not None:
            initial |= {**fields_of(plan), **_due_of(plan), "seen": str(plan.version)}
        values, marks = {"guidance": plan.guidance if plan else ""}, plan.marks if plan else {}
        form = cls(post, initial=initial, values=values, marks=marks, source=call.source_language)
        language = get_language() or "en"
        form.fields["zone"].offer(choices(language, at, initial["zone"]))  # type: ignore[attr-defined]
        own = zone_label(call.zone, language)
        form.fields["zone"].help_text = _("Day and time count in this zone. That of the call is: %(zone)s") % {
            "zone": own
        }
        return form

    def clean(self) -> dict[str, Any]:
        said = forms.Form.clean(self) or self.cleaned_data
        low, high = said.get("lowest"), said.get("highest")
        if low is not None and high is not None and not 1 <= high - low < MOST_STEPS:
            sentence = _("The highest score must be above the lowest, by %(most)s at most.")
            self.add_error("highest", sentence % {"most": MOST_STEPS - 1})
        said["due"] = self._due(said)
        return said

    def _due(self, said: dict[str, Any]) -> Moment | None:
        day, clock, zone = said.get("day"), said.get("clock"), said.get("zone")
        if day is None or zone is None:
            if clock is not None and "day" not in self.errors:
                self.add_error("day", _("Choose a day, too."))
            return None
        try:
            return on_day(day, zone) if clock is None else at_minute(datetime.combine(day, clock), zone)
        except Refused as refused:
            self.add_error("day" if refused.code == "no-such-day" else "clock", refused.sentence)
            return None

    def version_seen(self) -> int:
        """The version of the plan that the editor saw."""
        text = self.cleaned_data.get("seen", "")
        return int(text) if text.isdecimal() else 0

    def said(self) -> PlanFields:
        """The plan as ``plans`` wants it."""
        names = ("wanted", "lowest", "highest", "blind", "own_country", "others", "due")
        plain = {name: self.cleaned_data[name] for name in names}
        return PlanFields(**plain, guidance=self.texts()["guidance"], reviewed=self.reviewed())


def _due_of(plan: ReviewPlan) -> dict[str, Any]:
    moment = due_moment(plan)
    wall = moment.wall() if moment else None
    if moment is None or wall is None:
        return {}
    exact = moment.precision == Precision.MINUTE
    return {"day": wall.date(), "clock": wall.time() if exact else None, "zone": moment.zone}


class AddressForm(forms.Form):
    """Somebody to review, by address; the name and language count only for who is not on record."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = LineField(label=gettext_lazy("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"))

    def __init__(self, post: Any = None, *, call: Call) -> None:
        super().__init__(post, initial={"language": call.source_language}, prefix="address")
        offered = [pair for pair in language_choices(get_language() or "en") if pair[0] in CONTENT_LANGUAGES]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]


class LimitsForm(forms.Form):
    """What a reviewer is given: answers in some languages, and not those of some countries."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Reads answers in"), required=False, widget=SeveralSelects,
        help_text=gettext_lazy("None chosen: in all languages."),
    )  # fmt: skip
    not_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Gets no answers from"), required=False, widget=SeveralSelects
    )

    def __init__(self, post: Any = None, *, reviewer: Reviewer) -> None:
        first = {"languages": reviewer.languages, "not_countries": reviewer.not_countries}
        super().__init__(post, initial=first)
        language = get_language() or "en"
        self.fields["languages"].choices = language_choices(language)  # type: ignore[attr-defined]
        self.fields["not_countries"].choices = country_choices(language)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """One review: a score of the plan's scale, and comments."""

    score = forms.TypedChoiceField(label=gettext_lazy("Your score"), coerce=int, widget=forms.RadioSelect)
    comment = Prose(
        label=gettext_lazy("For the organizers (optional)"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )  # fmt: skip
    for_respondent = Prose(
        label=gettext_lazy("For whoever answers (optional)"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("The organizers may pass it on, without your name."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, post: Any = None, *, review: Review, plan: ReviewPlan) -> None:
        names = ("score", "comment", "for_respondent")
        super().__init__(post, initial={"seen": review.version, **{each: getattr(review, each) for each in names}})
        self.fields["score"].choices = [(each, str(each)) for each in range(plan.lowest, plan.highest + 1)]  # type: ignore[attr-defined]
        self.fields["score"].help_text = _("%(lowest)s is the lowest, %(highest)s the highest.") % {
            "lowest": plan.lowest,
            "highest": plan.highest,
        }

    def said(self) -> Said:
        """The review as ``scoring`` wants it."""
        found = self.cleaned_data
        return Said(found["score"], found["comment"], found["for_respondent"])


class AsideForm(forms.Form):
    """Why a reviewer steps aside."""

    reason = LineField(
        label=gettext_lazy("Why?"),
        max_length=500,
        help_text=gettext_lazy("For instance that you know who answers. The organizers read it."),
    )
