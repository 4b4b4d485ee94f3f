"""Fields that several rooms have: a time zone that is written, and one that is chosen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms

from heliograph.frame.fields import ZoneChoice, ZoneField
from heliograph.frame.zones import choices

AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", [ZoneField, ZoneChoice])
def test_a_zone_that_the_machine_knows_is_taken_in_a_list_or_not(kind) -> None:
    assert [kind().clean(name) for name in ("Europe/Paris", " Africa/Lome ", "UTC")] == [
        "Europe/Paris", "Africa/Lome", "UTC",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Mars/Olympus", "CET", "UTC+02:00", "localtime"])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ZoneField, "This time zone is not known. Write a name such as Europe/Paris."),
        (ZoneChoice, "Choose a time zone from the list."),
    ],
)
def test_what_is_no_zone_is_refused_with_what_to_do(kind, said, name) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        kind().clean(name)
    assert refused.value.messages == [said]


def test_a_zone_may_be_left_out_only_where_the_form_says_so() -> None:
    assert ZoneField(required=False).clean("") == ""
    with pytest.raises(forms.ValidationError):
        ZoneField().clean("")


def test_a_list_has_each_zone_once() -> None:
    class Form(forms.Form):
        zone = ZoneChoice()

    form = Form(initial={"zone": "Africa/Lome"})
    form.fields["zone"].offer([*choices("en", AT, "Africa/Lome"), *choices("en", AT, "Europe/Paris")])
    names = [name for name, _label in form.fields["zone"].widget.choices]
    assert len(names) == len(set(names))
    assert '<option value="Africa/Lome" selected>' in str(form["zone"])
