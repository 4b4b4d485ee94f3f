"""Signing in by a code from one's mailbox."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.utils import timezone

from heliograph.delivery.models import Body
from heliograph.delivery.sending.carriers import carrier
from heliograph.delivery.sending.sender import Sender, drain

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_the_code_sent_to_him_and_comes_back(client, coordinator):
    asked = client.post("/account/login/code/?next=/issues/", {"email": coordinator.email, "next": "/issues/"})
    assert asked.headers["Location"].startswith("/account/login/code/confirm/")
    drain(Sender(carrier(), timezone.now))
    (letter,) = mail.outbox
    assert letter.to == [coordinator.email]
    assert (letter.alternatives[0].mimetype, "List-Unsubscribe" in letter.extra_headers) == ("text/html", False)
    code = re.search(r"^[A-Z0-9-]{5,}$", letter.body, re.MULTILINE)[0]
    assert "15 minutes" in letter.body
    assert Body.objects.get().text == ""
    page = client.get("/account/login/code/confirm/")
    assert "<h1>Enter the code</h1>" in page.text
    entered = client.post("/account/login/code/confirm/", {"code": code, "next": "/issues/"})
    assert entered.headers["Location"] == "/issues/"
    page = client.get("/issues/")
    assert (page.context["user"], "You are signed in as" in page.text) == (coordinator, True)


def test_a_wrong_code_is_said_beside_the_field(client, coordinator):
    client.post("/account/login/code/", {"email": coordinator.email})
    page = client.post("/account/login/code/confirm/", {"code": "WRONG"})
    assert page.status_code == 200
    assert 'aria-invalid="true" aria-describedby="id_code_error"' in page.text


def test_an_unknown_address_is_answered_like_a_known_one(client, coordinator):
    known = client.post("/account/login/code/", {"email": coordinator.email})
    client.cookies.clear()
    unknown = client.post("/account/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_nobody_makes_an_account_by_himself(client):
    assert "Accounts are made by the secretariat" in client.get("/account/signup/").text


def test_the_page_with_a_password_leads_to_the_code(client):
    response = client.get("/account/login/?next=/desk/")
    assert (response.status_code, response.headers["Location"]) == (302, "/account/login/code/?next=/desk/")


def test_signing_out_needs_a_click(client, coordinator):
    client.force_login(coordinator)
    assert "<h1>Sign out?</h1>" in client.get("/account/logout/").text
    assert client.get("/issues/").context["user"] == coordinator
    client.post("/account/logout/")
    assert client.get("/issues/").context["user"].is_anonymous
