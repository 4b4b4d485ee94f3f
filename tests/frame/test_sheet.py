"""The style sheets, one file per layer, joined."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from heliograph.frame.sheet import FOLDER, LAYERS, SHEETS, address, join, sheet, tighten

pytestmark = pytest.mark.django_db


def test_every_file_is_a_layer_of_one_sheet():
    carried = [layer for layers in SHEETS.values() for layer in layers]
    assert sorted(carried) == sorted(path.stem for path in FOLDER.glob("*.css")) == sorted(LAYERS)


def test_a_sheet_names_the_order_of_all_layers_first():
    for name in SHEETS:
        assert join(name).startswith(f"@layer {','.join(LAYERS)};")


def test_nothing_stands_outside_a_layer_and_braces_close():
    for name in SHEETS:
        text = join(name)
        assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/* a */ a  {\n color : red;\n}\n", "a{color : red}"),
        ("a:is(b, c) > d { margin: 1px  2px }", "a:is(b,c) > d{margin: 1px 2px}"),
        ("p { inline-size: calc(1px + 2px); }", "p{inline-size: calc(1px + 2px)}"),
    ],
)
def test_tightening_changes_no_meaning(css, expected):
    assert tighten(css) == expected


def test_only_logical_sides_are_named():
    physical = re.compile(
        r"\b(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
    )
    found = {path.name: physical.findall(path.read_text()) for path in FOLDER.glob("*.css")}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_sheet_is_kept_for_ever_under_its_digest(client):
    response = client.get(address("site"))
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    packed = Client(headers={"Accept-Encoding": "gzip"}).get(address("site"))
    assert gzip.decompress(packed.content) == response.content == sheet("site").body


def test_an_old_address_gives_the_present_sheet_for_now_only(client):
    response = client.get("/sheet/site.000000000000.css")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")
    assert client.get("/sheet/other.000000000000.css").status_code == 404


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXTS = ("ink", "soft", "sea", "sea-strong", "leaf", "ember")
GROUNDS = ("paper", "surface", "sunken")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_text_and_ground_can_be_read(scheme):
    """WCAG 2.2, 1.4.3: 4.5:1 for text; 1.4.11: 3:1 for edges of fields."""
    light, dark = (FOLDER / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [
        ("on-sea", "sea"),
        ("on-sea", "sea-strong"),
        ("ink", "sun-wash"),
        ("ink", "leaf-wash"),
        ("ink", "ember-wash"),
    ]
    weak = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    edges = {ground: _contrast(colours["edge"], colours[ground]) for ground in GROUNDS}
    assert {ground: ratio for ground, ratio in edges.items() if ratio < 3} == {}
