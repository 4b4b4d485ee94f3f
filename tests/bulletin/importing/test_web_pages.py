"""Web pages and newsletters: what is shown is read, what is hidden is not."""

from __future__ import annotations

import pytest

from heliograph.bulletin.importing.formats import convert
from heliograph.bulletin.importing.refusal import Refused


def text_of(markup, name="a.html"):
    return convert(markup.encode(), name).text


def test_hidden_parts_scripts_and_comments_are_dropped():
    shown = text_of(
        "<!doctype html><head><title>T</title><style>p{}</style></head><body><script>alert(1)</script><!-- 1 May -->"
        "<div style='display:none'>preheader</div><p hidden>h</p><p>Shown</p></body>"
    )
    assert shown == "Shown\n"


def test_layout_tables_become_text_and_tables_of_data_stay():
    shown = text_of(
        "<html><table role='presentation'><tr><td><h2>Peace week</h2><p>INVITATION</p>"
        "<table><tr><td>Region</td><td>Date</td></tr><tr><td>Africa</td><td>3 May</td></tr></table>"
        "</td></tr></table></html>"
    )
    assert shown.split("\n\n")[:2] == ["## Peace week", "INVITATION"]
    assert "| Africa | 3 May |" in shown


def test_links_pictures_and_bold_styles_are_kept():
    shown = text_of(
        "<p><a href='https://example.org/a_b'>form</a> <span style='font-weight:700'>now</span> "
        "<img src='a.png' alt='Cover'></p>"
    )
    assert shown == "[form](https://example.org/a_b) **now** ![Cover](a.png)\n"


def test_the_declared_charset_counts():
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Forêt – été</p></body></html>"
    assert convert(page.encode("cp1252"), "a.html").text == "Forêt – été\n"


def test_a_page_is_known_by_its_content():
    assert convert(b"<!DOCTYPE html><p>Hello all</p>", "a.txt").format == "html"


def test_a_page_that_nests_without_end_is_refused():
    with pytest.raises(Refused) as refused:
        convert(b"<html>" + b"<div>" * 50_000 + b"x", "a.html")
    assert refused.value.code == "too-deep"
