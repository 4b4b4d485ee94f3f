"""Search in the archive."""

from __future__ import annotations

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.editing import add_item, remove_item
from heliograph.bulletin.search import find, index_issue
from tests.bulletin.factories import AT, make_issue, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    older, newer = make_issue(21, items=0), make_issue(22, items=0)
    make_item(older, 1, title=LazyI18nString({"en": "Peace notebooks", "fr": "Carnets de paix"}))
    make_item(
        newer,
        1,
        title=LazyI18nString({"en": "A poster", "fr": "Une affiche", "ar": "ملصق المدرسة"}),
        body=LazyI18nString({"en": "Send a poster about **peace** & <i>schools</i>.", "fr": "Une affiche d’école."}),
    )
    for issue in (older, newer):
        index_issue(issue)
    return older, newer


def test_the_newest_issue_s_items_come_first(client, archive):
    page = client.get("/issues/?q=peace").text
    assert "2 items found for “peace”." in page
    assert page.index("/issues/22/#item-1") < page.index("/issues/21/#item-1")
    assert "about <mark>peace</mark> &amp; &lt;i&gt;schools&lt;/i&gt;." in page
    assert "<mark>Peace</mark> notebooks" in page


@pytest.mark.parametrize("question", ["ECOLE", "école", "المدرسة", "مدرسه", "affiche ecole"])
@pytest.mark.every_case
def test_marks_case_and_articles_do_not_matter(client, archive, question):
    page = client.get("/issues/", {"q": question}).text
    assert "1 item found" in page


def test_a_finding_is_shown_in_the_reader_s_language_where_it_was_found_in_it(client, archive):
    french = client.get("/issues/?q=affiche").text
    assert '<h2 lang="fr" dir="ltr">' in french
    both = make_item(archive[1], 2, title=LazyI18nString({"en": "Forum", "fr": "Forum"}))
    index_issue(archive[1])
    assert both.pk in [hit.object_id for hit in find("forum", _nobody())]
    page = client.get("/issues/?q=forum", headers={"Accept-Language": "fr"}).text
    assert '<h2 lang="fr" dir="ltr">' in page


def _nobody():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_nothing_found_says_how_to_go_on(client, archive):
    page = client.get("/issues/?q=zebra").text
    assert "0 items found for “zebra”." in page
    assert "Try fewer or shorter words" in page


@pytest.mark.parametrize(
    "question",
    ['poster" OR *', "'", "\\", "(((", "NEAR(", "%", "\x00", "<script>alert(1)</script>", "a" * 9000, "😀", "- -"],
)
def test_hostile_questions_are_answered(client, archive, question):
    response = client.get("/issues/", {"q": question})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_a_question_of_blanks_is_the_archive(client, archive):
    assert "found for" not in client.get("/issues/?q=++").text


def test_drafts_are_never_found_not_even_when_they_were_public_once(client, archive, secretary):
    _older, newer = archive
    draft = make_issue(23, items=0, state="draft")
    make_item(draft, 1, title=LazyI18nString({"en": "Secret zebra"}))
    index_issue(draft)
    newer.state = "draft"
    newer.save()
    assert "0 items found" in client.get("/issues/?q=zebra").text
    assert "1 item found" in client.get("/issues/?q=peace").text
    client.force_login(secretary)
    assert "0 items found" in client.get("/issues/?q=zebra").text


def test_edits_of_a_published_issue_are_found_at_once(client, archive, secretary):
    _older, newer = archive
    item = add_item(newer, "Zebra crossing", secretary, AT, note="One more.")
    assert "1 item found" in client.get("/issues/?q=zebra").text
    remove_item(item, secretary, AT, note="Taken out.")
    assert "0 items found" in client.get("/issues/?q=zebra").text


def test_many_findings_have_pages(client):
    issue = make_issue(22, items=25, complete=False)
    index_issue(issue)
    page = client.get("/issues/?q=meeting").text
    assert "25 items found" in page
    assert page.count("<mark>Meeting</mark> number") == 20
    assert 'href="?q=meeting&amp;page=2"' in page


def test_search_takes_as_many_queries_however_much_is_found(client, django_assert_num_queries):
    issue = make_issue(22, items=12, complete=False)
    index_issue(issue)
    with django_assert_num_queries(3):
        client.get("/issues/?q=meeting")
