"""Documents of the library beside programmes and calls: current, in the reader's language, told when they change."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.calls.documents.attaching import add_document
from heliograph.calls.editions import Wish, new_edition_of_programme
from heliograph.calls.models import Attachment
from heliograph.frame.needs import needs_of
from heliograph.library import publishing
from heliograph.library.models import OutsideLink
from heliograph.library.outside.sources import all_urls
from heliograph.network.states import Refused
from tests.calls.factories import call, programme
from tests.library.conftest import storage  # noqa: F401 (a fixture)
from tests.library.factories import DAY, document, keeper, upload
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def renew(one, by) -> None:
    """A new version, which readers get."""
    version = publishing.new_version(one, DAY, {}, by, NOW)
    publishing.add_upload(version, upload(f"version-{version.number}.pdf"), "en", by, NOW)
    publishing.release(version, by, NOW)


def changes_told(by) -> list[str]:
    return [need.words for need in needs_of(by, NOW) if "new version" in need.words]


def test_a_call_gives_the_reader_the_file_of_his_language(client) -> None:
    to, by = call(slug="register"), keeper()
    add_document(to, document({"en": "Guidelines", "fr": "Lignes directrices"}, ("en", "fr")), "", by, NOW)
    page = client.get("/calls/register/", headers={"Accept-Language": "fr"}).content.decode()
    assert 'href="/library/guidelines/read/"' in page
    assert "Lignes directrices" in page
    assert 'href="/library/guidelines/"' in page


def test_the_same_for_a_programme(client) -> None:
    one, by = programme(slug="conference"), keeper()
    add_document(one, document(), "Read this", by, NOW)
    page = client.get("/programmes/conference/").content.decode()
    assert "Read this" in page
    assert "in English" in page


def test_a_draft_and_what_is_not_for_the_reader_are_left_out(client) -> None:
    to, by = call(slug="register"), keeper()
    add_document(to, document("Draft", published=False), "", by, NOW)
    add_document(to, document("Inside", access="coordinators"), "", by, NOW)
    coordinator = with_role(person(), "coordinator", country="TG")
    seen = []
    for who in (None, person(), coordinator):
        client.logout()
        if who is not None:
            client.force_login(who)
        page = client.get("/calls/register/").content.decode()
        seen.append([slug for slug in ("draft", "inside") if f"/library/{slug}/" in page])
    assert seen == [[], [], ["inside"]]


def test_it_is_chosen_on_the_desk_once(desk) -> None:
    to = call(slug="register")
    document()
    for _time in range(2):
        answer = desk.post("/desk/calls/register/files/", {"document": "guidelines"})
        assert answer.status_code == 302
    assert [str(each.document) for each in to.attachments.all()] == ["Guidelines"]
    assert 'href="/library/guidelines/"' in desk.get("/desk/calls/register/").content.decode()


def test_what_the_organizer_may_not_see_is_not_attached(client) -> None:
    own = school()
    by = keeper(own)
    to = call(programme=programme(organizer=own))
    with pytest.raises(Refused):
        add_document(to, document("Draft", published=False), "", by, NOW)


def test_the_desk_says_that_a_document_has_changed_until_somebody_has_looked(desk, secretary) -> None:
    to = call(slug="register")
    one = document()
    attachment = add_document(to, one, "", secretary, NOW)
    assert changes_told(secretary) == []
    renew(one, secretary)
    assert changes_told(secretary) == ["The document “Guidelines” has a new version"]
    page = desk.get("/desk/calls/register/").content.decode()
    assert "It has a new version since you looked at it last." in page
    assert [entry.note for entry in to.entries.filter(verb="document")] == ["Guidelines (2)"]
    desk.post(f"/desk/calls/register/files/{attachment.public_id}/", {"seen": "1"})
    assert changes_told(secretary) == []


def test_an_organizer_is_told_of_his_own_calls_alone() -> None:
    own, other = school(), school()
    one, by = document(), keeper()
    add_document(call(programme=programme(organizer=own)), one, "", by, NOW)
    renew(one, by)
    assert [len(changes_told(keeper(at))) for at in (own, other)] == [1, 0]


def test_the_page_of_the_document_names_the_calls_that_the_reader_may_see(client) -> None:
    one, by = document(), keeper()
    add_document(call("Registration"), one, "", by, NOW)
    add_document(call("Secret", status="draft"), one, "", by, NOW)
    page = client.get("/library/guidelines/").content.decode()
    assert "Registration" in page
    assert "Secret" not in page


def test_a_document_in_use_is_not_deleted() -> None:
    one, by = document("Draft", published=False), keeper()
    add_document(call(), one, "", by, NOW)
    with pytest.raises(Refused):
        publishing.remove(one, by)


def test_links_beside_calls_are_looked_after_and_marked_when_dead(client) -> None:
    to, url = call(slug="register"), "https://example.org/note"
    Attachment.objects.create(call=to, title="Note", url=url)
    assert list(all_urls()) == [url]
    OutsideLink.objects.create(url=url, host="example.org", next_at=NOW, dead_since=NOW - timedelta(days=1))
    assert "this link leads nowhere at present" in client.get("/calls/register/").content.decode()


def test_a_new_edition_keeps_the_documents(secretary) -> None:
    one = programme()
    add_document(one, document(), "", secretary, NOW)
    copy = new_edition_of_programme(one, Wish("next"), secretary, NOW)
    assert [str(each.document) for each in copy.attachments.all()] == ["Guidelines"]


def test_many_documents_ask_no_more_than_one(client) -> None:
    by, counted = keeper(), []
    for number in (1, 3):
        to = call(slug=f"call-of-{number}")
        for _each in range(number):
            add_document(to, document(), "", by, NOW)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/calls/call-of-{number}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
