"""Links outside are asked for now and then, politely, and told dead after three days."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from heliograph.frame.needs import needs_of
from heliograph.library.depositing import Edition, Part
from heliograph.library.models import OutsideLink
from heliograph.library.outside import asking, checking
from heliograph.library.outside.asking import fault_of
from heliograph.library.outside.dead import dead_among, dead_links_of
from heliograph.library.states import LinkFault
from tests.library.factories import DAY, document, keeper, parts
from tests.library.server import server
from tests.network.factories import NOW, school

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def near(settings):
    """Links to this machine are asked for."""
    settings.CHECK_LINKS = settings.CHECK_PRIVATE_LINKS = True


def link(url: str, **fields) -> OutsideLink:
    return OutsideLink.objects.create(url=url, host=checking._host(url), **{"next_at": NOW, **fields})


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (200, None),
        (403, None),
        (429, None),
        ({"GET": 200}, None),
        ("/there", None),
        (404, LinkFault.NO_SUCH_PAGE),
        (410, LinkFault.NO_SUCH_PAGE),
        (500, LinkFault.BROKEN),
        ("/here", LinkFault.ROUND),
        ("ftp://example.org/", LinkFault.NO_SUCH_PAGE),
    ],
)
def test_what_a_server_answers_is_understood(near, answer, fault) -> None:
    with server({"/here": answer, "/there": 200}) as served:
        assert fault_of(f"{served.url}/here") == fault


def test_a_page_that_is_there_is_asked_for_once_and_not_read(near) -> None:
    with server({"/a%20b?c=%C3%A9": 200}) as served:
        assert fault_of(f"{served.url}/a b?c=é") is None
    assert served.asked == [("HEAD", "/a%20b?c=%C3%A9")]


def test_nobody_listening_is_no_answer(near) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert fault_of(f"http://127.0.0.1:{taken.getsockname()[1]}/") == LinkFault.NO_ANSWER


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.7", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]",
     "192.168.1.1", "0.0.0.0", "2130706433", "224.0.0.1"],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_neighbours_are_never_asked(settings, monkeypatch, host) -> None:
    settings.CHECK_PRIVATE_LINKS = False
    monkeypatch.setattr(socket, "create_connection", lambda *_args: pytest.fail("it was asked"))
    assert fault_of(f"http://{host}/") == LinkFault.PRIVATE


def test_a_name_is_looked_up_once_and_that_address_connected_to(settings, monkeypatch) -> None:
    settings.CHECK_PRIVATE_LINKS = False
    looked_up, reached = [], []

    def look_up(host, *_args, **_named):
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80))]

    def connect(address, *_args):
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert fault_of("http://example.org/") == LinkFault.NO_ANSWER
    assert set(reached) == {("93.184.215.14", 80)}
    assert set(looked_up) == {"example.org"}


def test_a_redirection_to_this_machine_is_not_followed(settings, monkeypatch) -> None:
    settings.CHECK_PRIVATE_LINKS = False
    asked, leads_here = asking._request, (302, "http://127.0.0.1/")
    monkeypatch.setattr(asking, "_request", lambda way, url: leads_here if "example" in url else asked(way, url))
    assert fault_of("http://example.org/") == LinkFault.PRIVATE


def test_links_of_documents_are_noted_and_forgotten_with_them() -> None:
    one = document(editions=[Edition(DAY, [Part("en", url="https://example.org/a"), *parts("fr")])])
    link("https://example.org/no-more")
    assert (checking.gather(NOW), checking.gather(NOW)) == (1, 0)
    assert [each.url for each in OutsideLink.objects.all()] == ["https://example.org/a"]
    one.versions.all().delete()
    checking.gather(NOW)
    assert not OutsideLink.objects.exists()


def test_one_of_each_host_is_asked_at_a_time(near) -> None:
    with server({"/1": 200, "/2": 404}) as served:
        first, second = link(f"{served.url}/1"), link(f"{served.url}/2", next_at=NOW - ONE_DAY)
        assert checking.check_some(NOW) == 1
        assert served.asked == [("HEAD", "/2"), ("GET", "/2")]
        assert checking.check_some(NOW) == 1
        assert checking.check_some(NOW) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ok_at, first.next_at) == (NOW, NOW + 7 * ONE_DAY)
    assert (second.failures, second.fault, second.next_at) == (1, "no-such-page", NOW + ONE_DAY)


def test_nothing_is_asked_where_the_operator_does_not_want_it(settings) -> None:
    settings.CHECK_LINKS = False
    link("https://example.org/a")
    assert checking.check_some(NOW) == 0


def test_a_link_is_dead_on_the_third_day_and_alive_once_it_answers() -> None:
    one = link("https://example.org/a", ok_at=NOW - 9 * ONE_DAY)
    for at in (NOW, NOW + timedelta(hours=2), NOW + ONE_DAY):
        checking.record(one, LinkFault.NO_ANSWER, at)
    assert (one.failures, one.dead_since) == (2, None)
    checking.record(one, LinkFault.BROKEN, NOW + 2 * ONE_DAY)
    checking.record(one, LinkFault.BROKEN, NOW + 5 * ONE_DAY)
    one.refresh_from_db()
    assert (one.dead_since, one.ok_at) == (NOW + 2 * ONE_DAY, NOW - 9 * ONE_DAY)
    assert dead_among([one.url, "https://example.org/b"]) == {one.url: NOW + 2 * ONE_DAY}
    checking.record(one, None, NOW + 8 * ONE_DAY)
    one.refresh_from_db()
    assert (one.dead_since, one.failures, one.fault) == (None, 0, "")


def test_dead_links_are_listed_for_who_can_mend_them() -> None:
    own, other = school(), school()
    url = "https://example.org/gone"
    document("Mine", organizer=own, editions=[Edition(DAY, [Part("en", url=url)])])
    link(url, dead_since=NOW)
    for by, places in (
        (keeper(own), ["/desk/library/mine/"]),
        (keeper(), ["/desk/library/mine/"]),
        (keeper(other), []),
    ):
        found = dead_links_of(by)
        assert [place.page for each in found for place in each.places] == places
        words = [need.words for need in needs_of(by, NOW) if need.url == "/desk/library/links/"]
        assert words == (["1 link outside is dead"] if places else [])
