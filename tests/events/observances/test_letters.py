"""Who follows days is told of them two weeks before, once, by one letter for a week; and stops it from the mailbox."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from heliograph.delivery.lastly import Going
from heliograph.delivery.links import Subscription, letter_token
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice
from heliograph.events.observances import following
from heliograph.events.observances.models import ObservanceCall, ObservanceDocument
from heliograph.events.observances.telling import UNFOLLOWED, look, tell
from heliograph.events.observances.topics import DAYS
from heliograph.frame.finished import touch
from tests.calls.factories import call
from tests.events.factories import event
from tests.events.observances.factories import day
from tests.library.factories import document
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def follows(who, *days):
    for each in days:
        following.follow(each, who, NOW)
    return who


def letters():
    return list(Message.objects.select_related("body").order_by("address"))


def going():
    return [Going(each.pk, each.body_id, each.address) for each in letters()]


def verdicts(at=NOW):
    return look(Mailing.objects.get().pk, going(), at)


@pytest.fixture
def rivers():
    """Thursday, 29 January 2026."""
    return day({"en": "Day of Rivers", "fr": "Journée des rivières"}, "01-29", key="rivers")


@pytest.fixture
def hills():
    """Tuesday of the same week."""
    return day("Day of Hills", "01-27", key="hills")


def test_a_follower_is_told_once_in_his_language_what_the_network_does(rivers):
    asks, said = call("Show us your river"), document("Kit of rivers")
    ObservanceCall.objects.create(observance=rivers, call=asks)
    ObservanceDocument.objects.create(observance=rivers, document=said)
    event("Walk along the river", observance=rivers)
    follows(person("ama@school.example.org", languages=["fr"], zone="Africa/Lome"), rivers)
    person("other@school.example.org")
    assert [tell(NOW), tell(NOW), tell(NOW + 3 * DAY)] == [1, 0, 0]
    (letter,) = letters()
    assert (letter.address, letter.body.language) == ("ama@school.example.org", "fr")
    assert "Journée des rivières" in letter.body.subject
    assert "29 janvier 2026" in letter.body.subject
    for part in (letter.body.text, letter.body.html):
        for words in ("Show us your river", "Kit of rivers", "Walk along the river", "/days/rivers/", "/days/letter/"):
            assert words in part


@pytest.mark.parametrize(
    ("at", "count"), [(-DAY, 0), (timedelta(0), 1), (6 * DAY, 1), (7 * DAY, 0)], ids=["before", "first", "last", "late"]
)
def test_the_letter_goes_in_the_week_two_weeks_before(rivers, at, count):
    follows(person(), rivers)
    assert tell(NOW + at) == count


def test_days_of_one_week_come_in_one_letter_in_their_order(rivers, hills):
    both, one = person("a@school.example.org"), person("b@school.example.org")
    follows(both, rivers, hills, day("Far", "02-05"))
    follows(one, rivers)
    assert tell(NOW) == 2
    first, second = (each.body for each in letters())
    assert first.subject == "Coming: Day of Hills (Tuesday, 27 January 2026) and 1 more day"
    assert first.text.index("Day of Hills") < first.text.index("Day of Rivers")
    assert "Far" not in first.text
    assert "Day of Hills" not in second.text
    assert first.pk != second.pk


def test_what_nobody_else_may_see_is_not_told(rivers):
    ObservanceCall.objects.create(observance=rivers, call=call("A draft", status="draft"))
    event("For few", observance=rivers, visibility="link")
    hidden = day("Hidden", "01-28", hidden_at=NOW)
    follows(person(), rivers, hidden)
    tell(NOW)
    (letter,) = letters()
    assert not re.search("A draft|For few|Hidden", letter.body.text + letter.body.html)


def test_who_left_or_wants_no_such_letters_gets_none(rivers):
    follows(person(is_active=False), rivers)
    unwilling = follows(person("no@school.example.org"), rivers)
    choose(Subscription(unwilling.email, DAYS.slug), Choice.NEVER, NOW)
    tell(NOW)
    assert [(each.address, each.state) for each in letters()] == [("no@school.example.org", "skipped")]


def test_the_last_look_leaves_out_who_follows_none_any_more_and_tells_the_rest_what_is_so_now(rivers, hills):
    people = [follows(person(f"{name}@school.example.org"), rivers, hills) for name in "abc"]
    tell(NOW)
    assert verdicts() == {}
    touch()
    assert verdicts() == {}
    for each in (rivers, hills):
        following.unfollow(each, people[0])
    following.unfollow(hills, people[1])
    first, second, third = letters()
    found = verdicts()
    assert found[first.pk].answer == UNFOLLOWED
    assert found[second.pk].body_id not in {None, second.body_id}
    assert third.pk not in found


def test_a_day_that_was_hidden_since_is_not_told_any_more(rivers, hills):
    follows(person(), rivers, hills)
    tell(NOW)
    hills.hidden_at = NOW
    hills.save()
    touch()
    (verdict,) = verdicts().values()
    fresh = Mailing.objects.get().bodies.get(pk=verdict.body_id)
    assert fresh.subject == "Coming: Day of Rivers (Thursday, 29 January 2026)"


def test_queries_do_not_grow_with_the_followers(rivers, hills, django_assert_max_num_queries):
    for _number in range(30):
        follows(person(languages=["en"], zone="Africa/Lome"), rivers, hills)
    with django_assert_max_num_queries(75):
        assert tell(NOW) == 30


def page_of(who):
    tell(NOW)
    return f"/days/letter/{letter_token(who.email, Mailing.objects.get().key, NOW)}/"


def test_a_day_is_followed_no_longer_from_the_mailbox_and_after_all(client, rivers, hills):
    me = follows(person(), rivers, hills)
    page = page_of(me)
    assert client.get(page).text.count("Follow it no longer") == 2
    assert following.is_following(rivers, me)
    answer = client.post(page, {"day": "rivers", "follow": "0"}, follow=True)
    assert "You do not follow it any more." in answer.text
    assert (following.is_following(rivers, me), following.is_following(hills, me)) == (False, True)
    client.post(page, {"day": "rivers", "follow": "1"})
    assert following.is_following(rivers, me)


def test_the_link_opens_nothing_but_the_days_of_its_letter(client, rivers):
    far = day("Far", "07-01", key="far")
    me = follows(person(), rivers, far)
    page = page_of(me)
    assert "Far" not in client.get(page).text
    assert client.post(page, {"day": "far", "follow": "0"}).status_code == 404
    assert following.is_following(far, me)


@pytest.mark.parametrize("token", ["cut", letter_token("a@school.example.org", "calls/reminder/1", NOW)])
def test_a_link_that_is_none_says_how_to_go_on(client, token):
    answer = client.get(f"/days/letter/{token}/")
    assert (answer.status_code, "This link leads nowhere" in answer.text) == (404, True)


def test_a_link_grows_old(client, rivers):
    page = page_of(follows(person(), rivers))
    with time_machine.travel(NOW + 61 * DAY):
        assert client.get(page).status_code == 404


class TestAThemeThatIsFollowed:
    """Its main days, and the network's own."""

    @pytest.fixture
    def ama(self, rivers, hills):
        who = person("ama@school.example.org")
        following.choose_theme("environment", who, NOW, follows=True)
        return who

    def test_all_its_main_days_are_told(self, ama):
        day("Further", "01-28", tier="extended")
        day("Of our own", "01-30", tier="extended", own=True)
        day("Of another theme", "01-28", theme="peace")
        assert tell(NOW) == 1
        (letter,) = letters()
        assert letter.body.subject == "Coming: Day of Hills (Tuesday, 27 January 2026) and 2 more days"
        assert "Of our own" in letter.body.text
        assert not re.search("Further|Of another theme", letter.body.text)

    def test_who_follows_a_day_besides_gets_one_letter(self, ama, rivers):
        follows(ama, rivers)
        follows(person(), rivers)
        assert tell(NOW) == 2

    def test_it_is_followed_no_longer_from_the_mailbox_and_after_all(self, client, ama, rivers):
        page = page_of(ama)
        assert client.get(page).text.count("Follow this theme no longer") == 2
        answer = client.post(page, {"day": "theme:environment"}, follow=True)
        assert answer.text.count("You do not follow it any more.") == 2
        assert not following.themes_of(ama)
        client.post(page, {"day": "theme:environment", "follow": "1"})
        assert following.themes_of(ama) == {"environment"}

    def test_the_last_look_knows_it(self, ama):
        tell(NOW)
        assert verdicts() == {}
        following.choose_theme("environment", ama, NOW, follows=False)
        (verdict,) = verdicts().values()
        assert verdict.answer == UNFOLLOWED
