"""One tree, three renderers: nothing is lost, nothing gets in."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from heliograph.texts import tree
from heliograph.texts.as_json import to_json
from heliograph.texts.markdown import parse
from heliograph.texts.render_html import render_html
from heliograph.texts.render_plain import render_plain, summary
from heliograph.texts.weblinks import safe_address

ALLOWED = set(
    "p h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td a strong em code pre br hr blockquote img".split()  # noqa: SIM905
)
PIECES = [
    "# ", "- ", "1. ", "> ", "**", "*", "_", "`", "\n", "\n\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "<script>", "</p>", "&amp;",
    "[x](https://example.org/a?b=1&c=2)", "[y](javascript:alert(1))", "![z](https://example.org/p.png)",
    '"', "'", "<", "&",
    "[![i](https://example.org/i.png)](https://example.org/j)", "word", "كلمة", "词语",
    "https://example.org/bare", "    ",
    "a@example.org", "\\", "[", "](", ")", "<https://example.org/auto>", "<img src=x onerror=alert(1)>", "---",
]  # fmt: skip
sources = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=200))


class Reader(HTMLParser):
    """What a browser finds: elements, addresses, attributes, words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.hrefs, self.attributes, self.data = set(), [], set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.hrefs += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.data.append(data)


@given(sources)
@example("[![i](https://example.org/i.png)](https://example.org/j)")
def test_html_holds_no_other_markup_than_the_renderers_own(source):
    html = render_html(parse(source))
    found = Reader(html)
    assert found.tags <= ALLOWED
    assert found.attributes <= {"href", "title", "scope", "class", "start", "src", "alt", "loading"}
    assert all(safe_address(href) == href for href in found.hrefs)
    ElementTree.fromstring(f"<x>{html}</x>")


@given(sources)
def test_html_keeps_every_link_and_every_word(source):
    document = parse(source)
    found = Reader(render_html(document))
    assert {link.url for link in tree.links(document)} <= set(found.hrefs)
    kept = "".join("".join(found.data).split())
    assert "".join(tree.words(document).split()) == kept or any(isinstance(n, tree.Image) for n in tree.walk(document))


@given(sources)
def test_plain_text_keeps_every_link_and_every_word(source):
    document = parse(source)
    plain = "".join(render_plain(document).split())
    for link in tree.links(document):
        assert "".join(link.url.removeprefix("mailto:").split()) in plain or link.url.startswith("#")
    for node in tree.walk(document):
        if isinstance(node, tree.Text | tree.Code):
            assert all(word in plain for word in node.text.split())


@given(sources)
def test_json_is_plain_and_whole(source):
    document = parse(source)
    data = json.loads(json.dumps(to_json(document)))
    assert data["type"] == "document"
    assert len(data["blocks"]) == len(document.blocks)


@given(st.text(alphabet="ab كل 词语。\u00a0", max_size=300), st.integers(20, 72))
def test_plain_lines_are_no_wider_than_asked(source, columns):
    text = render_plain(parse(source), columns)
    breakable = [line for line in text.split("\n") if " " in line.strip()]
    words_wide = max((len(word) for word in source.split()), default=0)
    assert all(len(line) <= columns for line in breakable) or words_wide > columns // 2


def test_headings_are_shifted_under_the_pages_own():
    assert render_html(parse("# A\n\n##### B"), under=3) == "<h4>A</h4>\n<h6>B</h6>\n"


def test_tight_list_has_no_paragraphs():
    assert render_html(parse("- a\n  - b")) == "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"


def test_only_the_sites_own_pictures_are_shown():
    text = "![Bay](https://site.example.org/media/b.png) ![Map](https://other.example.org/m.png)"
    assert render_html(parse(text), pictures="https://site.example.org/media/") == (
        '<p><img src="https://site.example.org/media/b.png" alt="Bay" loading="lazy" /> '
        '<a href="https://other.example.org/m.png">Map</a></p>\n'
    )


def test_plain_links_have_their_address_behind_their_words():
    text = "Fill in the [form](https://forms.example.org/1), see https://example.org, write to <desk@example.org>."
    assert render_plain(parse(text)) == (
        "Fill in the form <https://forms.example.org/1>, see https://example.org,\nwrite to desk@example.org."
    )


def test_plain_blocks():
    text = "# Title\n\n> said\n\n3. a\n\n   more\n4. b\n\n---\n\n![A bay](https://example.org/b.png)"
    assert render_plain(parse(text)) == "\n".join(
        ["Title", "=====", "", "> said", "", "3. a", "", "   more", "", "4. b", "", "--------", "", "[A bay]"]
    )


def test_plain_table_in_columns_or_row_by_row():
    source = "| Region | Day |\n|---|---|\n| Arab States | 2 February |"
    assert render_plain(parse(source)) == "Region      | Day\n------------+-----------\nArab States | 2 February"
    assert render_plain(parse(source), 20) == "Region: Arab States\nDay: 2 February"


def test_plain_wraps_chinese_by_columns_and_never_begins_a_line_with_a_stop():
    assert render_plain(parse("请在二月一日前注册。谢谢你们。"), 18) == "请在二月一日前注\n册。谢谢你们。"


def test_summary_is_cut_at_a_word():
    document = parse("One **two** three four.\n\nFive")
    assert summary(document, 100) == "One two three four. Five"
    assert summary(document, 13) == "One two…"


def test_json_of_a_table():
    assert to_json(parse("| a |\n|---|\n| b |"))["blocks"][0] == {
        "type": "table",
        "header": {
            "type": "row",
            "cells": [{"type": "cell", "children": [{"type": "text", "text": "a"}], "align": ""}],
        },
        "rows": [
            {"type": "row", "cells": [{"type": "cell", "children": [{"type": "text", "text": "b"}], "align": ""}]}
        ],
    }
