"""A last look: the app that sends says of messages that are about to go what has changed."""

from __future__ import annotations

import pytest
from django.core import mail

from heliograph.delivery import lastly
from heliograph.delivery.lastly import Verdict
from heliograph.delivery.mailings import keep_body
from heliograph.delivery.models import Body
from tests.delivery.conftest import HTML, NOW, TEXT, Letter, addresses, reader, started, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking(monkeypatch):
    """Have verdicts given on the topic of the test's mailings; what was looked at, in order."""
    seen = []

    def look(verdicts):
        def given(mailing, going, at):
            seen.extend(each.address for each in going)
            return {each.pk: verdicts[each.address] for each in going if each.address in verdicts}

        monkeypatch.setitem(lastly._looks, "bulletin", given)
        return seen

    return look


def test_what_is_not_wanted_any_more_does_not_go(post_office, looking):
    seen = looking({"b@example.org": Verdict(answer="answered meanwhile")})
    mailing = started([reader(a) for a in ("a@example.org", "b@example.org", "c@example.org")])
    post_office()
    assert seen == ["a@example.org", "b@example.org", "c@example.org"]
    assert states(mailing) == {"a@example.org": "sent", "b@example.org": "skipped", "c@example.org": "sent"}
    assert mailing.messages.get(address="b@example.org").answer == "answered meanwhile"
    mailing.refresh_from_db()
    assert mailing.state == "sent"


def test_another_letter_goes_instead(post_office, looking):
    mailing = started([reader("a@example.org"), reader("b@example.org")])
    letter = Letter("The other one", HTML, TEXT)
    other, _made = keep_body(mailing, "other", ("en", "Europe/Paris"), letter, NOW)
    looking({"b@example.org": Verdict(other.pk)})
    post_office()
    assert {one.to[0]: one.subject for one in mail.outbox} == {
        "a@example.org": "Issue 22: answer by Friday", "b@example.org": "The other one",
    }  # fmt: skip
    assert Body.objects.get(messages__address="b@example.org") == other


def test_many_of_which_hardly_one_is_left(post_office, looking):
    """What is set aside ends no sender's work early."""
    every = addresses(300)
    looking({address: Verdict(answer="late") for address in every[:-1]})
    started([reader(address) for address in every])
    post_office()
    assert [one.to[0] for one in mail.outbox] == every[-1:]


def test_other_topics_are_not_looked_at(post_office):
    assert lastly.look_of("bulletin") is None
    started([reader("a@example.org")])
    post_office()
    assert len(mail.outbox) == 1
