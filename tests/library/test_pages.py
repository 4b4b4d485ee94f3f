"""The library as readers find it: the list and its search, a document in their language, a collection."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heliograph.frame.finished import shelf, touch
from heliograph.library import publishing, uses
from heliograph.library.depositing import Edition, Part
from heliograph.library.models import OutsideLink
from tests.library.factories import DAY, collection, document, file_of, keeper, parts, upload
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db


def text(response) -> str:
    words = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1])
    return unescape(" ".join(words.split()))


def titles(response) -> list[str]:
    return [str(line.title) for line in response.context["lines"]]


def test_an_empty_library_says_what_will_stand_there(client) -> None:
    assert "Documents will stand here once the first one is published." in text(client.get("/library/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=guidelines", ["Guidelines for schools"]),
        ("q=GUÍDE", ["Guidelines for schools"]),
        ("q=ecoles", ["Guidelines for schools"]),
        ("q=comision", ["Concept note"]),
        ("q=peace", ["Guidelines for schools"]),
        ("q=nothing", []),
        ("q=...", []),
        ("kind=concept-note", ["Concept note"]),
        ("language=fr", ["Guidelines for schools"]),
        ("level=primary", ["Guidelines for schools"]),
        ("theme=ocean", ["Concept note"]),
        ("year=2019", ["Concept note"]),
        ("collection=peace-kit", ["Guidelines for schools"]),
        ("kind=nonsense", ["Guidelines for schools", "Concept note"]),
        ("kind=guidelines&year=2019", []),
    ],
)
@pytest.mark.every_case
def test_it_is_searched_and_filtered(client, query, found) -> None:
    by = keeper()
    document(
        {"en": "Guidelines for schools", "fr": "Guide pour les écoles"}, ("en", "fr"), by,
        levels=["primary"], collection=collection("Peace kit", by),
    )  # fmt: skip
    commission = school(name="Comisión Nacional", kind="commission")
    document("Concept note", ("es",), kind="concept-note", themes=["ocean"], year=2019, organizer=commission)
    assert titles(client.get(f"/library/?{query}")) == found


def test_who_may_see_a_document_finds_it_and_nobody_else(client) -> None:
    document("For all")
    document("For members", access="members")
    document("For coordinators", access="coordinators")
    document("Draft", published=False)
    teacher = with_role(person(), "teacher", organization=school())
    coordinator = with_role(person(), "coordinator", country="TG")
    seen = {}
    for who in (None, person(), teacher, coordinator):
        client.logout()
        if who is not None:
            client.force_login(who)
        found = client.get("/library/?q=for")
        pages = [client.get(f"/library/{slug}/").status_code for slug in ("for-members", "for-coordinators", "draft")]
        seen[who] = (len(titles(found)), pages)
    assert list(seen.values()) == [
        (1, [404, 404, 404]), (1, [404, 404, 404]), (2, [200, 404, 404]), (3, [200, 200, 404]),
    ]  # fmt: skip


def test_the_reader_gets_his_language_and_is_told_of_the_others(client) -> None:
    document({"en": "Guidelines", "fr": "Lignes directrices"}, ("en", "es", "fr"))
    page = client.get("/library/guidelines/", headers={"Accept-Language": "fr"})
    said = text(page)
    assert page.context["it"].best.code == "fr"
    assert "Lignes directrices" in said
    assert client.get("/library/guidelines/").context["it"].said == "in English; also in French and Spanish"


def test_who_reads_none_of_the_languages_is_told_which_there_are(client) -> None:
    document("Guia", ("pt",))
    page = client.get("/library/guia/")
    assert "Not there in a language that you read. There is: Portuguese." in text(page)
    read = client.get("/library/guia/read/")
    assert (read.status_code, read.headers["Location"]) == (302, "/library/guia/#files")


def test_where_his_first_language_is_missing_he_is_told(client) -> None:
    document("Guidelines", ("en",))
    page = client.get("/library/guidelines/", headers={"Accept-Language": "ar"})
    assert page.context["it"].missing != ""
    assert page.context["it"].best.code == "en"


def test_the_lasting_address_leads_to_the_current_file_in_the_readers_language(client) -> None:
    one, by = document(languages=("en", "fr")), keeper()
    french = client.get("/library/guidelines/read/", headers={"Accept-Language": "fr-CA"})
    assert french.headers["Location"] == f"/library/files/{file_of(one, 'fr').public_id}/"
    version = publishing.new_version(one, DAY, {}, by, NOW)
    publishing.add_upload(version, upload("new.pdf"), "fr", by, NOW)
    publishing.release(version, by, NOW)
    after = client.get("/library/guidelines/read/", headers={"Accept-Language": "fr-CA"})
    assert after.headers["Location"] == f"/library/files/{file_of(one, 'fr').public_id}/" != french.headers["Location"]


def test_the_page_tells_size_pages_licence_versions_and_what_has_changed(client) -> None:
    editions = [
        Edition(DAY, parts("en"), at=NOW - timedelta(days=9)),
        Edition(DAY + timedelta(days=5), [Part("en", "new.pdf", upload("two").read())], {"en": "Clearer dates."}),
    ]
    document(editions=editions, licence="cc-by-sa-igo", levels=["primary"], abstract={"en": "Says **how**."})
    said = text(client.get("/library/guidelines/"))
    for words in (
        "Says how .", "1 page", "CC BY-SA 3.0 IGO", "Clearer dates.", "Earlier version 1", "primary",
        "In English", "Download: English (PDF,",
    ):  # fmt: skip
        assert words in said


def test_the_cover_is_shown_with_words_for_those_who_do_not_see_it(client) -> None:
    one = document()
    page = client.get("/library/guidelines/")
    cover = page.context["it"].cover
    assert cover.alt == "First page of “Guidelines”"
    shown = client.get(cover.url)
    assert (shown.headers["Content-Type"], b"".join(shown.streaming_content)[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    publishing.hold_back(file_of(one), keeper(), NOW)
    assert client.get("/library/guidelines/").context["it"].cover is None
    assert client.get(cover.url).status_code == 404


def test_a_dead_link_is_marked(client) -> None:
    document(editions=[Edition(DAY, [Part("en", url="https://example.org/gone")])])
    page = client.get("/library/guidelines/")
    assert "leads nowhere" not in text(page)
    OutsideLink.objects.create(url="https://example.org/gone", host="example.org", next_at=NOW, dead_since=NOW)
    touch()
    page = client.get("/library/guidelines/")
    assert "This link leads nowhere" in text(page)
    assert page.context["it"].best is None


def test_what_uses_it_stands_on_its_page(client) -> None:
    document()
    use = uses.Use("call", "Registration", "en", "/calls/registration/")
    source = uses.UseSource(lambda *_: [use], lambda *_: [], lambda _one: 1, lambda *_: None)
    uses.register("test", source)
    try:
        assert "Used by call: Registration" in text(client.get("/library/guidelines/"))
    finally:
        uses.unregister("test")


def test_a_collection_shows_its_documents_by_level_in_their_order(client) -> None:
    by = keeper()
    kit = collection("Peace kit", by)
    for title, levels in (("Posters", []), ("Games", ["primary"]), ("Debates", ["upper-secondary", "primary"])):
        document(title, by=by, collection=kit, levels=levels)
    document("Hidden", by=by, collection=kit, published=False)
    parts_shown = client.get("/library/collections/peace-kit/").context["parts"]
    found = [(str(heading), [str(line.title) for line in lines]) for heading, lines in parts_shown]
    assert found == [
        ("For all levels", ["Posters"]), ("primary", ["Games", "Debates"]), ("upper secondary", ["Debates"]),
    ]  # fmt: skip


def test_a_collection_of_which_one_may_see_nothing_is_not_there(client) -> None:
    by = keeper()
    document("Draft", by=by, collection=collection("Peace kit", by), published=False)
    assert client.get("/library/collections/peace-kit/").status_code == 404


@pytest.mark.parametrize("path", ["/library/", "/library/?q=guide", "/library/collections/kit/"])
def test_the_number_of_queries_does_not_grow(client, path) -> None:
    by = keeper()
    kit = collection("Kit", by)
    counted = []
    for number in (1, 3):
        while len(kit.documents.all()) < number:
            document("Guide", ("en", "fr"), by, collection=kit)
        shelf.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_page_of_a_document_asks_the_same_for_many_versions(client) -> None:
    editions = [Edition(DAY, parts("en", "fr"))]
    document("One", editions=editions)
    document("Many", editions=editions * 3)
    counted = []
    for slug in ("one", "many"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/library/{slug}/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
