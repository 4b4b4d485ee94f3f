"""Search, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from heliograph.frame import fulltext
from heliograph.frame.fulltext import Hit

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    fulltext.index("book", 1, {"en": "The poster of a school", "fr": "L’affiche d’une école"}, sort=10)
    fulltext.index("book", 2, {"en": "Schools and their posters", "zh": "联合国学校"}, sort=20)
    fulltext.index("book", 3, {"ar": "المدرسة والسلام"}, sort=5)
    fulltext.index("film", 4, {"en": "A school"}, sort=99)


def test_all_words_in_one_language_newest_first(shelf):
    assert fulltext.search("book", "SCHOOL poster") == [Hit(2, ("en",)), Hit(1, ("en",))]
    assert fulltext.search("book", "school affiche") == []


def test_a_whole_word_does_not_find_a_shorter_one(shelf):
    assert fulltext.search("book", "posters") == [Hit(2, ("en",))]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("ecole", [1]),
        ("ÉCOLE", [1]),
        ("مدرسه", [3]),
        ("مَدْرَسَة", [3]),
        ("学校", [2]),
        ("合", [2]),
        ("联合国", [2]),
        ("校联", []),
    ],
)
@pytest.mark.every_case
def test_scripts(shelf, question, ids):
    assert [hit.object_id for hit in fulltext.search("book", question)] == ids


@pytest.mark.parametrize(
    "question",
    [
        "", "   ", '"', "'", 'poster" OR *', "NEAR(a b)", "a AND", "NOT", "*", "^x", "{tokens}: x", "a:*b & !c | (d",
        "\\", "\x00", "%s", "'; DROP TABLE frame_fulltext; --", "x" * 5000, "a " * 3000, "😀",
        "\ud7ff", "-poster", "tokens:poster",
        "ـ", "\u0301", "(((((", "<->",
    ],
)  # fmt: skip
def test_no_question_is_an_error(shelf, question):
    assert isinstance(fulltext.search("book", question), list)


def test_an_object_indexed_again_is_found_by_its_new_words_only(shelf):
    fulltext.index("book", 1, {"en": "A notebook"}, sort=10)
    assert [hit.object_id for hit in fulltext.search("book", "poster")] == [2]
    assert [hit.object_id for hit in fulltext.search("book", "affiche")] == []
    assert fulltext.search("book", "notebook") == [Hit(1, ("en",))]


def test_a_forgotten_object_is_not_found(shelf):
    fulltext.forget("book", [1, 2])
    assert fulltext.search("book", "poster") == []
    assert [hit.object_id for hit in fulltext.search("film", "school")] == [4]


def test_a_text_without_words_is_not_kept(shelf):
    fulltext.index("book", 9, {"en": "—"}, sort=1)
    assert fulltext.search("book", "—") == []
