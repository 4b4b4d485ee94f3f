"""The gallery: who sees what, how it is found, and that it costs the same however many hang there."""

from __future__ import annotations

import re

import pytest

from heliograph.calls.files.quarantine import give_again, hold_back
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import StoredContent
from heliograph.calls.states import Verb
from heliograph.conference.posters.models import Poster
from tests.calls.factories import programme
from tests.conference.factories import theme
from tests.conference.posters.factories import conference_with_posters, decided, hung, row, sent
from tests.network.factories import NOW, school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def one():
    return conference_with_posters()


def gallery(of) -> str:
    return f"/conferences/{of.programme.slug}/posters/"


def found(client, of, **query) -> list[int]:
    """The numbers of the posters that the gallery shows."""
    return [line.poster.number for line in client.get(gallery(of), query).context["lines"]]


def test_readers_see_what_was_accepted_with_consent_and_nothing_else(client, one):
    shown = row(one, title="Shown")
    sent(one, title="Sent only")
    decided(row(one, title="Declined").response, Verb.DECLINE)
    hung(one, title="No consent", publish=None)
    undrawn = row(one, title="Not drawn")
    Poster.objects.filter(pk=undrawn.pk).update(preview="")
    assert found(client, one) == [shown.number]
    page = client.get(gallery(one)).content.decode()
    titles = ("Shown", "Sent only", "Declined", "No consent", "Not drawn")
    assert [title for title in titles if title in page] == ["Shown"]


def test_posters_of_another_conference_hang_in_its_own_gallery(client, one):
    row(conference_with_posters())
    assert found(client, one) == []


def test_nobody_sees_the_gallery_of_a_draft(client):
    hidden = conference_with_posters(programme=programme(state="draft"))
    poster = row(hidden)
    for address in (gallery(hidden), f"{gallery(hidden)}{poster.number}/", f"{gallery(hidden)}show/"):
        assert client.get(address).status_code == 404


def test_posters_are_found_by_region_theme_and_language(client, one):
    theme(one, "climate", "Climate")
    row(one, school=school(country="TG"), language="fr")
    row(one, school=school(country="BR"), language="pt", theme="climate")
    row(one, school=school(country="GH"), language="en", theme="climate")
    assert found(client, one, region="africa") == [1, 3]
    assert found(client, one, theme="climate") == [2, 3]
    assert found(client, one, language="pt") == [2]
    assert found(client, one, region="africa", theme="climate") == [3]
    assert found(client, one, region="nowhere") == [1, 2, 3]


@pytest.mark.parametrize("words", ["trees", "TREES lomé", "kindu", "allemagne"])
@pytest.mark.every_case
def test_posters_are_found_by_words(client, one, words):
    lome = school("Lycée de Lomé", country="DE")
    row(one, title="Other", school=school("Elsewhere", country="BR"))
    row(one, title="Trees of our town", summary="Arbres Kindu", school=lome)
    assert found(client, one, q=words) == [2]


def test_what_was_taken_down_is_found_no_more(client, one):
    poster = row(one, title="Trees")
    decided(poster.response, Verb.RETURN)
    assert found(client, one, q="trees") == []


def test_an_answer_to_nothing_says_how_to_go_on(client, one):
    row(one)
    page = client.get(gallery(one), {"q": "nothing at all"}).content.decode()
    assert "Take away one of the filters" in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_costs_the_same_however_many_hang(client, one, number, django_assert_num_queries):
    theme(one, "climate")
    for _each in range(number):
        row(one, theme="climate")
    client.get(gallery(one))
    with django_assert_num_queries(8):
        client.get(gallery(one), {"language": "en"})


def test_pages_follow_one_another(client, one):
    for _each in range(30):
        row(one)
    first = client.get(gallery(one))
    assert [line.poster.number for line in first.context["lines"]] == list(range(1, 25))
    (further,) = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())
    second = client.get(gallery(one) + further.replace("&amp;", "&"))
    assert [line.poster.number for line in second.context["lines"]] == list(range(25, 31))


def test_the_page_of_a_poster_says_what_it_shows_and_leads_on(client, one):
    first, _second, third = row(one), row(one, title="Trees", credit="Class 8b", alt="A tree", language="ar"), row(one)
    page = client.get(f"{gallery(one)}2/").content.decode()
    for words in ("Trees", "Class 8b", "A tree", 'lang="ar" dir="rtl"', "Arabic"):
        assert words in page
    assert f'rel="prev" href="{gallery(one)}{first.number}/"' in page
    assert f'rel="next" href="{gallery(one)}{third.number}/"' in page


def test_pictures_file_and_qr_code_are_given(client, one):
    hung(one, title="Trees of our town")
    at = f"{gallery(one)}1/"
    preview, thumbnail = client.get(f"{at}preview.jpg"), client.get(f"{at}thumbnail.jpg")
    assert preview["Content-Type"] == thumbnail["Content-Type"] == "image/jpeg"
    assert b"".join(preview.streaming_content)[:3] == b"\xff\xd8\xff"
    assert b"".join(thumbnail.streaming_content)[:3] == b"\xff\xd8\xff"
    file = client.get(f"{at}file/")
    assert file["Content-Disposition"] == 'attachment; filename="1-trees-of-our-town.png"'
    assert b"".join(file.streaming_content)[:4] == b"\x89PNG"
    code = client.get(f"{at}qr.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content


@pytest.mark.parametrize("part", ["", "preview.jpg", "thumbnail.jpg", "file/", "qr.svg"])
def test_nothing_is_given_of_what_is_not_shown(client, one, part):
    row(one)
    StoredContent.objects.update(quarantined_at=NOW)
    assert client.get(f"{gallery(one)}1/{part}").status_code == 404


def test_the_gallery_shows_at_once_that_a_file_was_held_back_and_given_again(client, one):
    poster = row(one)
    content = StoredContent.objects.get()
    for change, number in ((lambda: hold_back(content, NOW), 0), (lambda: give_again(content), 1)):
        client.get(gallery(one))
        change()
        assert client.get(gallery(one)).content.decode().count(f"{gallery(one)}{poster.number}/thumbnail") == number


def test_the_programme_leads_to_the_gallery_once_something_hangs_there(client, one):
    address = f"/programmes/{one.programme.slug}/"
    assert gallery(one) not in client.get(address).content.decode()
    row(one)
    assert gallery(one) in client.get(address).content.decode()


def test_a_closed_call_says_what_hangs(one):
    row(one)
    assert one.posters is not None
    outcome = kind_of(one.posters).outcome(one.posters)
    assert outcome is not None
    assert (str(outcome.words), outcome.url) == ("1 poster hangs in the gallery.", gallery(one))
