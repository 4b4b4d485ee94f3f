"""Who gets into the bulletin's desk."""

from __future__ import annotations

import uuid
from itertools import product

import pytest

pytestmark = pytest.mark.django_db

PAGES = [
    "/desk/import/",
    f"/desk/import/{uuid.UUID(int=1)}/",
    f"/desk/import/{uuid.UUID(int=1)}/discard/",
    "/desk/issues/",
    "/desk/issues/new/",
    "/desk/issues/22/",
    "/desk/issues/22/edit/",
    "/desk/issues/22/add-item/",
    "/desk/issues/22/items/spring-meeting/",
    "/desk/issues/22/items/spring-meeting/move/",
    "/desk/issues/22/items/spring-meeting/remove/",
    "/desk/issues/22/items/spring-meeting/settle/",
    "/desk/issues/22/items/spring-meeting/files/",
    "/desk/issues/22/items/spring-meeting/files/picture/1/",
    "/desk/issues/22/preview/",
    "/desk/issues/22/preview/letter/",
    "/desk/issues/22/preview/letter/page/",
    "/desk/issues/22/publish/",
    "/desk/issues/22/schedule/",
    "/desk/issues/22/unschedule/",
    "/desk/issues/22/progress/",
]


METHODS = ("get", "post")


def test_signed_out_is_asked_to_sign_in(client, issue):
    for page, method in product(PAGES, METHODS):
        response = getattr(client, method)(page)
        assert (response.status_code, response["Location"]) == (302, f"/account/login/code/?next={page}")


def test_coordinator_finds_no_such_page(client, coordinator, issue):
    client.force_login(coordinator)
    found = {(page, method): getattr(client, method)(page).status_code for page, method in product(PAGES, METHODS)}
    assert found == dict.fromkeys(found, 404)


def test_secretariat_gets_in_and_nothing_is_kept_by_a_cache(desk, issue):
    response = desk.get("/desk/issues/22/")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_menu_of_the_desk_shows_the_bulletin_to_editors_only(client, desk, coordinator):
    own = ["/desk/issues/", "/desk/import/", "/desk/mailings/", "/desk/addresses/"]
    for_editors = [line.url for line in desk.get("/desk/").context["desk_menu"]]
    client.force_login(coordinator)
    for_managers = [line.url for line in client.get("/desk/").context["desk_menu"]]
    assert [url for url in own if url in for_editors] == own
    assert [url for url in own if url in for_managers] == []
