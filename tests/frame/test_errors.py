"""Pages that say what went wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect


def _raise(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("", include("heliograph.config.urls")),
    path("bad/", _raise(SuspiciousOperation("x"))),
    path("no/", _raise(PermissionDenied())),
    path("broken/", _raise(RuntimeError("secret words"))),
    path("form/", csrf_protect(lambda request: HttpResponse("sent"))),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad/", 400, "This request could not be read"),
        ("/no/", 403, "This page is not open to you"),
        ("/nowhere/", 404, "There is no such page"),
        ("/broken/", 500, "Something went wrong here"),
    ],
)
def test_errors_are_said_in_the_house_s_words(address, status, words):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.text
    assert "secret words" not in response.text
    assert "/sheet/site." in response.text


def test_a_form_without_its_token_is_refused_kindly():
    response = Client(enforce_csrf_checks=True).post("/form/")
    assert response.status_code == 403
    assert "This form has expired" in response.text


def test_who_may_not_is_led_to_sign_in_and_back(client):
    response = client.get("/no/?a=1&b=2")
    assert 'href="/account/login/code/?next=/no/%3Fa%3D1%26b%3D2"' in response.text


@override_settings(ALLOWED_HOSTS=["good.example.org"])
def test_an_unknown_host_is_no_server_error(client):
    assert client.get("/", headers={"host": "bad.example.org"}).status_code == 400
