"""An item that is bound to a call which closes soon is a reminder of itself, unless it has a label."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.bulletin.binding.tying import bind
from heliograph.bulletin.edition import prepare
from heliograph.bulletin.models import Issue
from heliograph.calls.reminders.models import ReminderRule
from tests.bulletin.factories import make_issue, make_item
from tests.calls import factories
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return with_role(person("secretary@example.org"), "secretariat")


def labelled(secretary, *, label, days, language="en"):
    item = make_item(make_issue(items=0), 1, label=label)
    call = factories.call(published_at=NOW - timedelta(days=40), opens=None)
    ReminderRule.objects.create(call=call, days=days)
    bind(item, call, secretary, NOW)
    shown = prepare(Issue.objects.complete().get(), [language], None, NOW).items[0]
    return shown.label_key, shown.label


def test_it_is_a_reminder_within_the_first_rule(secretary):
    assert labelled(secretary, label=False, days=60) == ("reminder", "Reminder")


def test_it_has_no_label_before(secretary):
    assert labelled(secretary, label=False, days=1) == ("", "")


def test_a_label_that_somebody_has_given_stays(secretary):
    assert labelled(secretary, label=True, days=60)[0] == "invitation"
