"""The map: dots and figures, each figure with its day and the share of records that are fresh."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from heliograph.network.countries import Region, all_countries
from heliograph.network.directory.atlas import atlas
from heliograph.network.directory.drawing import WORLD, box_of, draw, place_of
from heliograph.network.directory.land import outline
from heliograph.network.directory.projection import HEIGHT, WIDTH, placed, project
from heliograph.network.models import ConfirmationRound
from tests.network.factories import NOW, TODAY, school

FRESH, STALE = date(2025, 12, 1), date(2024, 12, 1)


@pytest.fixture
def network(db):
    """Kenya: three members, one of them hidden, and what does not count; Jordan: one."""
    school("K1", country="KE", confirmed_on=FRESH)
    school("K2", country="KE", confirmed_on=STALE, visibility="hidden")
    school("K3", country="KE", membership="suspended")
    school("K4", country="KE", membership="candidate")
    school("K5", country="KE", membership="left")
    school("K6", country="KE", kind="commission")
    school("J1", country="JO", confirmed_on=FRESH)


def soup(client, query=""):
    with time_machine.travel(NOW, tick=False):
        return BeautifulSoup(client.get(f"/network/{query}").content, "html.parser")


def rows(page):
    return [[cell.text for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_the_figure_has_its_day_and_the_share_confirmed(client, network):
    assert soup(client).select_one(".lead").text == (
        "On Monday, 12 January 2026 the network counts 4 member schools in 2 countries; 50% of their records have been "
        "confirmed since Sunday, 12 January 2025."
    )


def test_fresh_begins_with_the_last_round_that_is_over(network):
    ConfirmationRound.objects.create(opens_on=date(2024, 11, 4), closes_on=date(2025, 1, 10), opened_at=NOW)
    assert "75% of their records have been confirmed since Monday, 4 November 2024" in atlas(None, TODAY, "en").sentence


def test_the_list_says_what_the_map_says(client, network):
    page = soup(client)
    assert rows(page) == [["Kenya", "3", "33%"], ["Jordan", "1", "100%"]]
    assert [title.text for title in page.select(".map title")] == ["Kenya: 3 member schools", "Jordan: 1 member school"]
    links = [link["href"] for link in page.select(".map a")]
    assert links == ["/network/schools/?country=KE", "/network/schools/?country=JO"]
    assert [link["href"] for link in page.select("tbody a")] == links


def test_a_region_alone(client, network):
    page = soup(client, "?region=arab-states")
    assert page.h1.text == "Arab States"
    assert "1 member school in 1 country; 100% of" in page.select_one(".lead").text
    assert rows(page) == [["Jordan", "1", "100%"]]
    assert page.select_one(".map")["viewbox"] == str(box_of(Region.ARAB_STATES))
    assert page.select_one("nav [aria-current=page][href*=region]").text == "Arab States"
    assert soup(client, "?region=atlantis").h1.text == "Network"


def test_figures_are_written_as_the_reader_writes_them(network):
    shown = atlas(Region.AFRICA, TODAY, "fr")
    assert shown.parts[0].rows[0].share == "33\xa0%"


def test_an_empty_network_says_what_will_stand_there(client, db):
    page = soup(client)
    assert page.select_one(".lead").text == ("On Monday, 12 January 2026 the network counts no member school here yet.")
    assert "will stand here" in page.main.text
    assert page.select(".map a") == []


@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow_with_the_countries(client, network, more, django_assert_num_queries):
    for code in ["TG", "FR"][:more]:
        school(country=code)
    with django_assert_num_queries(4):  # the generation of finished pages, twice the last round, the counts
        soup(client)


def test_the_area_of_a_dot_grows_with_the_members():
    drawn = draw(None, {"KE": 100, "TG": 25, "JO": 0}, 100, {"KE": "Kenya", "TG": "Togo", "JO": "Jordan"})
    assert [dot.country for dot in drawn.dots] == ["KE", "TG"]
    large, small = (float(dot.radius) for dot in drawn.dots)
    assert large / small == pytest.approx(2, abs=0.02)


def test_dots_of_a_region_can_be_met_by_a_finger():
    drawn = draw(Region.AFRICA, {"TG": 1}, 1000, {"TG": "Togo"})
    pixel = box_of(Region.AFRICA).width / 1184
    assert float(drawn.dots[0].halo) / pixel >= 11.9


@pytest.mark.parametrize("region", list(Region))
def test_a_region_s_map_holds_all_its_countries(region):
    box = box_of(region)
    codes = [country.code for country in all_countries() if country.region == region]
    drawn = draw(region, dict.fromkeys(codes, 1), 1, dict.fromkeys(codes, ""))
    assert {dot.country for dot in drawn.dots} == set(codes)
    for dot in drawn.dots:
        assert box.left < float(dot.x) < box.left + box.width, dot.country
        assert box.top < float(dot.y) < box.top + box.height, dot.country


def test_equal_areas_are_drawn_equal():
    """Two fields of ten degrees, at the equator and at 60° north, are drawn as large as they are."""

    def area(south):
        corners = [project(x, y) for x, y in [(11, south), (21, south), (21, south + 5), (11, south + 5)]]
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs)) / 2

    # sin 5° - sin 0° : sin 65° - sin 60°
    assert area(0) / area(60) == pytest.approx(0.0871557 / 0.0402824, rel=0.01)


def test_the_pacific_is_one_piece():
    assert project(11, 0)[0] == WIDTH / 2
    assert placed(-171.8) == pytest.approx(188.2)
    assert placed(-159.8) == pytest.approx(200.2)
    assert placed(-99.1) == pytest.approx(-99.1)
    west, east = project(-169, 0)[0], project(191, 0)[0]
    assert (round(west), round(east)) == (0, WIDTH)


def test_the_land_is_cut_to_what_is_shown():
    assert len(outline(box_of(Region.ARAB_STATES))) < len(outline(WORLD)) < 20_000
    assert 0 < HEIGHT < WIDTH


def test_a_town_is_shown_only_where_it_is_known():
    assert place_of("TG", "Lomé") is not None
    assert place_of("TG", "Atlantis") is None
    assert place_of("TG", "") is None
