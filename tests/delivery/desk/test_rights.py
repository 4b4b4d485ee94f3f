"""Who gets into delivery's desk."""

from __future__ import annotations

from itertools import product

import pytest

from tests.delivery.desk.factories import full_mailing

pytestmark = pytest.mark.django_db

PAGES = [
    "/desk/mailings/",
    "/desk/mailings/{id}/",
    "/desk/mailings/{id}/progress/",
    "/desk/mailings/{id}/steps/start/",
    "/desk/mailings/{id}/schedule/",
    "/desk/mailings/{id}/cancel/",
    "/desk/mailings/{id}/recipients/",
    "/desk/mailings/{id}/recipients.csv",
    "/desk/mailings/{id}/letters/",
    "/desk/mailings/{id}/letters/{letter}/",
    "/desk/mailings/{id}/letters/{letter}/html/",
    "/desk/mailings/{id}/letters/{letter}/files/1/",
    "/desk/mailings/{id}/letters/{letter}/proof/",
    "/desk/addresses/",
    "/desk/addresses/suppressed.csv",
    "/desk/addresses/history/",
    "/desk/addresses/suppress/",
    "/desk/addresses/lift/",
]
METHODS = ("get", "post")


@pytest.fixture
def place():
    mailing = full_mailing(1)
    return lambda page: page.format(id=mailing.public_id, letter=mailing.bodies.get().pk)


def test_signed_out_is_asked_to_sign_in(client, place):
    for page, method in product(map(place, PAGES), METHODS):
        response = getattr(client, method)(page)
        assert (response.status_code, response["Location"]) == (302, f"/account/login/code/?next={page}")


def test_coordinator_finds_no_such_page(client, coordinator, place):
    client.force_login(coordinator)
    pages = product(map(place, PAGES), METHODS)
    found = {(page, method): getattr(client, method)(page).status_code for page, method in pages}
    assert found == dict.fromkeys(found, 404)


@pytest.mark.parametrize("page", ["/desk/mailings/", "/desk/mailings/{id}/", "/desk/mailings/{id}/recipients.csv"])
def test_secretariat_gets_in_and_nothing_is_kept_by_a_cache(desk, place, page):
    response = desk.get(place(page))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_mailing_that_is_not_there_is_no_page(desk):
    assert desk.get("/desk/mailings/00000000-0000-0000-0000-000000000001/").status_code == 404
