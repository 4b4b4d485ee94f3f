"""Text in every encoding that old and new machines write."""

from __future__ import annotations

import pytest

from heliograph.bulletin.importing.formats import convert
from heliograph.bulletin.importing.refusal import Refused

FRENCH = "Bulletin n° 3\n\nSemaine de la paix\n\nÀ l’école, du 1er au 3 mai : été, forêt, cœur, garçon.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_decoded_and_otherwise_left_alone(encoding):
    assert convert(FRENCH.encode(encoding), "a.txt").text == FRENCH


def test_line_ends_become_one_kind():
    assert convert(b"One\r\n\r\nTwo\rThree", "a.txt").text == "One\n\nTwo\nThree"


def test_arabic_of_an_old_machine_is_guessed():
    text = "نشرة المدارس المنتسبة العدد 22\n\nدعوة إلى اجتماع المنسقين الوطنيين يوم الاثنين في مدينة الدوحة\n" * 3
    assert convert(text.encode("cp1256"), "a.txt").text == text


def test_markdown_and_text_differ_in_name_only():
    assert (convert(b"# A\n", "a.md").format, convert(b"# A\n", "a.txt").format) == ("markdown", "text")


@pytest.mark.parametrize("data", [b"\n \n", b"***\n---\n"])
def test_text_without_a_word_is_refused(data):
    with pytest.raises(Refused) as refused:
        convert(data, "a.txt")
    assert refused.value.code == "empty"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(Refused) as refused:
        convert(bytes(range(256)) * 40, "a.txt")
    assert refused.value.code == "not-text"
