"""Pictures in the text become figures with their captions; the rest of the text stays as it is."""

from __future__ import annotations

from heliograph.bulletin.importing.figures import Figure, take_out

BODY = """Three days come next.

![A round mirror](image-1.png)

Day of the Sun, 3 December 2026

![Two banks of a river](image%202.png)

This sentence is the next paragraph of the text.

- a point
"""


def test_a_picture_takes_the_short_line_under_it_as_its_caption():
    body, figures = take_out(BODY, ["image-1.png", "image 2.png"])
    assert figures == (
        Figure("image-1.png", "A round mirror", "Day of the Sun, 3 December 2026"),
        Figure("image 2.png", "Two banks of a river", ""),
    )
    assert body == "Three days come next.\n\nThis sentence is the next paragraph of the text.\n\n- a point\n"


def test_a_picture_that_did_not_come_with_the_document_stays_in_the_text():
    assert take_out(BODY, []) == (BODY, ())


def test_a_picture_inside_a_sentence_stays():
    body = "See ![the sun](sun.png) here."
    assert take_out(body, ["sun.png"]) == (body, ())


def test_pictures_in_a_row_keep_their_own_captions():
    body = "![](a.png)\n\n![](b.png)\n\n**Both** \\[together\\]"
    assert take_out(body, ["a.png", "b.png"]) == (
        "",
        (Figure("a.png", "", ""), Figure("b.png", "", "Both [together]")),
    )
