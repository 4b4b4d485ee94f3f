"""Opening, filling and starting a mailing."""

from __future__ import annotations

import pytest

from heliograph.delivery.addresses import Malformed, normal
from heliograph.delivery.links import Subscription
from heliograph.delivery.mailings import add_body, fill, open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.preferences import choose
from heliograph.delivery.progress import Progress, progress, progress_rows
from heliograph.delivery.states import Choice, Incomplete, MailingState
from heliograph.delivery.steering import start
from tests.delivery.conftest import LETTER, NOW, addresses, filled, reader, states

pytestmark = pytest.mark.django_db


def test_opening_twice_is_opening_once():
    first = open_mailing("issue-22", "bulletin", "Issue 22", NOW)
    assert open_mailing("issue-22", "bulletin", "another", NOW) == first
    assert Mailing.objects.get().title == "Issue 22"


@pytest.mark.parametrize("topic", ["", "Bulletin", "a b", "a>b", "a\n", "é"])
def test_topic_that_cannot_stand_in_a_header_is_refused(topic):
    with pytest.raises(ValueError, match="is no topic"):
        open_mailing("k", topic, "t", NOW)


def test_first_letter_of_a_language_and_zone_stays():
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", NOW)
    assert add_body(mailing, "en", "UTC", LETTER, NOW) == add_body(mailing, "en", "UTC", LETTER, NOW)


def test_filling_without_a_letter_is_refused():
    with pytest.raises(Incomplete):
        fill(open_mailing("issue-22", "bulletin", "Issue 22", NOW), [reader("a@example.org")])


def test_filling_again_adds_only_what_is_missing():
    mailing = filled([reader(a) for a in addresses(3)])
    before = list(mailing.messages.order_by("pk").values_list("pk", "key"))
    assert fill(mailing, [reader(a) for a in addresses(4)]) == 1
    assert list(mailing.messages.order_by("pk").values_list("pk", "key"))[:3] == before


def test_an_address_gets_one_message_however_it_is_written():
    mailing = filled([reader("Ama@Natcom.Example.org", "first"), reader(" ama@natcom.example.org ", "second")])
    assert list(mailing.messages.values_list("address", "name")) == [("Ama@natcom.example.org", "first")]


def test_malformed_address_is_kept_as_refused():
    mailing = filled([reader("nobody"), reader("a@b@c"), reader("x\r\ny@example.org"), reader("ok@example.org")])
    assert states(mailing) == {
        "nobody": "refused",
        "a@b@c": "refused",
        "x y@example.org": "refused",
        "ok@example.org": "queued",
    }
    assert set(mailing.messages.filter(state="refused").values_list("answer", flat=True)) == {"malformed address"}


def test_opted_out_address_is_kept_as_skipped():
    choose(Subscription("A@example.org", "bulletin"), Choice.NEVER, NOW)
    choose(Subscription("b@example.org", "reminders"), Choice.NEVER, NOW)
    mailing = filled([reader("a@Example.org"), reader("b@example.org")])
    assert states(mailing) == {"a@example.org": "skipped", "b@example.org": "queued"}


def test_internationalised_domain_is_sent_to_in_ascii():
    assert normal("ama@écoles.example.org") == "ama@xn--coles-9ra.example.org"


@pytest.mark.parametrize(
    "address",
    ["", "@", "a@", "@example.org", "a b@example.org", "a@b..org", "é@example.org", "a" * 250 + "@example.org"],
)
def test_what_is_no_address_is_malformed(address):
    with pytest.raises(Malformed):
        normal(address)


def test_readers_get_the_letter_of_their_language_and_zone_or_the_nearest():
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", NOW)
    for language, zone in [("fr", "UTC"), ("en", "Asia/Tokyo"), ("en", "Europe/Paris"), ("fr", "Africa/Lome")]:
        add_body(mailing, language, zone, LETTER, NOW)
    readers = [("fr", "Africa/Lome"), ("fr-CA", "UTC"), ("ar", "Asia/Tokyo"), ("es", "America/Lima"), ("en", "UTC")]
    fill(mailing, [reader(f"{n}@example.org", "", *pair) for n, pair in enumerate(readers)])
    assert list(mailing.messages.order_by("pk").values_list("body__language", "body__zone")) == [
        ("fr", "Africa/Lome"),
        ("fr", "UTC"),
        ("en", "Asia/Tokyo"),
        ("en", "Europe/Paris"),
        ("en", "Europe/Paris"),
    ]


def test_filling_takes_queries_by_batch_not_by_address(django_assert_max_num_queries):
    mailing = filled([])
    with django_assert_max_num_queries(30):
        assert fill(mailing, (reader(a) for a in addresses(600))) == 600


def test_message_id_is_the_messages_own_and_stays():
    mailing, other = filled([reader(a) for a in addresses(2)]), filled([reader(addresses(1)[0])], key="issue-23")
    found = [m.message_id for each in (mailing, other) for m in each.messages.order_by("pk")]
    assert len(set(found)) == 3
    assert found[0] == mailing.messages.order_by("pk").first().message_id
    assert found[0].endswith("@heliograph.example.org")


def test_start_happens_once_and_nothing_is_added_after():
    mailing = filled([reader(a) for a in addresses(2)])
    assert (start(mailing.pk, NOW, "desk"), start(mailing.pk, NOW, "desk")) == (True, False)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.started_at) == (MailingState.SENDING, NOW)
    assert fill(mailing, [reader("late@example.org")]) == 0


def test_progress_counts_by_state():
    mailing = filled([reader(a) for a in [*addresses(3), "nobody"]])
    assert progress(mailing) == Progress(queued=3, refused=1)
    assert (progress(mailing).total, progress(mailing).done, progress(mailing).percent) == (4, 1, 25)
    assert progress(open_mailing("empty", "bulletin", "e", NOW)).percent == 0


@pytest.mark.parametrize("count", [1, 3])
def test_progress_rows_take_one_query(count, django_assert_num_queries):
    mailings = [filled([reader(a) for a in addresses(n)], key=f"issue-{n}") for n in range(count)]
    with django_assert_num_queries(1):
        rows = progress_rows(mailings)
    assert [row.progress.total for row in rows] == list(range(count))
