"""Markdown becomes a tree: structure kept, unsafe addresses dropped, bare ones linked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from heliograph.texts.markdown import parse
from heliograph.texts.tree import (
    Cell,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Rule,
    Strong,
    Table,
    Text,
    links,
    words,
)
from heliograph.texts.weblinks import safe_address


def only(source):
    (block,) = parse(source).blocks
    return block


def inlines(source):
    return only(source).children


def test_an_empty_text_is_an_empty_document():
    assert parse("") == Document()
    assert not parse(" \n")


def test_inline_marks():
    assert inlines("a **b** *c* `d`  \ne\nf") == (
        Text("a "),
        Strong((Text("b"),)),
        Text(" "),
        Emphasis((Text("c"),)),
        Text(" "),
        Code("d"),
        LineBreak(),
        Text("e f"),
    )


def test_headings_rules_quotes_and_code():
    assert parse("## T\n\n---\n\n> q\n\n    c\n    d").blocks == (
        Heading(2, (Text("T"),)),
        Rule(),
        Quote((Paragraph((Text("q"),)),)),
        CodeBlock("c\nd"),
    )


def test_nested_tight_list():
    inner = List((ListItem((Paragraph((Text("b"),)),)),))
    assert only("- a\n  - b") == List((ListItem((Paragraph((Text("a"),)), inner)),))


def test_loose_ordered_list_keeps_its_start():
    found = only("3. a\n\n4. b")
    assert (found.ordered, found.start, found.tight, len(found.items)) == (True, 3, False, 2)


def test_table_with_alignment():
    assert only("| a | b |\n|---|--:|\n| 1 | *2* |") == Table(
        Row((Cell((Text("a"),)), Cell((Text("b"),), "right"))),
        (Row((Cell((Text("1"),)), Cell((Emphasis((Text("2"),)),), "right"))),),
    )


def test_html_is_text():
    assert inlines("<script>alert(1)</script>") == (Text("<script>alert(1)</script>"),)
    assert words(parse("<div>\n\n<b>x</b>")) == "<div> <b>x</b>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "/desk/",
        "page.html",
        "http:",
        "#",
        "",
        "http://[bad",
    ],
)
def test_an_unsafe_address_is_refused(address):
    assert safe_address(address) is None


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=1#c", "http://example.org", "mailto:a@example.org", "tel:+331", "#part"]
)
def test_a_safe_address_is_kept(address):
    assert safe_address(address) == address


def test_words_of_a_refused_link_stay():
    assert inlines("see [the *page*](javascript:alert(1)) now") == (
        Text("see the "),
        Emphasis((Text("page"),)),
        Text(" now"),
    )


def test_link_with_title_and_without_words():
    assert inlines('[a](https://example.org "t")') == (Link("https://example.org", (Text("a"),), "t"),)
    assert inlines("[](https://example.org)") == (Link("https://example.org", (Text("https://example.org"),)),)


def test_bare_addresses_become_links_without_the_punctuation_around_them():
    source = "(see https://example.org/a_(b).) www.example.org, desk@secretariat.example.org."
    assert [link.url for link in links(parse(source))] == [
        "https://example.org/a_(b)",
        "https://www.example.org",
        "mailto:desk@secretariat.example.org",
    ]
    assert words(parse(source)) == source


def test_bare_address_inside_a_link_is_its_words_only():
    (link,) = links(parse("[https://example.org/shown](https://example.org/meant)"))
    assert link == Link("https://example.org/meant", (Text("https://example.org/shown"),))


def test_bare_address_after_arabic_and_chinese_punctuation():
    assert [link.url for link in links(parse("انظر https://example.org/a، ثم 见https://example.org/b。"))] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_pictures_only_from_the_web():
    assert inlines("![a *b*](https://example.org/p.png)") == (Image("https://example.org/p.png", "a b"),)
    assert inlines("![words](data:image/png;base64,x)") == (Text("words"),)


def test_characters_that_no_xml_can_hold_are_dropped():
    assert inlines("a\x0bb\x1fc\ufffe") == (Text("abc"),)


def test_the_tables_of_signs_in_addresses_are_full_before_the_first_text_is_read():
    program = (
        "import heliograph.texts.markdown, mdurl._encode as e, mdurl._decode as d;"
        "a = e.encode_cache[e.ENCODE_DEFAULT_CHARS]; b = d.decode_cache[d.DECODE_DEFAULT_CHARS + '%'];"
        "print(len(a), a[32], len(b), b[37])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["128", "%20", "128", "%25"]
