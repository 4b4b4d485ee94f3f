"""Posters in a real browser: from the form to the gallery, and the show that goes on when the line is down."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.utils import timezone

from heliograph.calls.models import Response
from heliograph.calls.states import Verb
from heliograph.conference.models import Conference
from heliograph.conference.posters import previews
from heliograph.conference.posters.models import Poster
from tests.browser.pages import ANY, follow, looks, sound
from tests.calls.factories import call
from tests.calls.factories import response as answered
from tests.calls.files.making import pdf, picture
from tests.conference.factories import theme
from tests.conference.posters.factories import conference_with_posters, decided, hung
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(clock) -> Conference:
    made = conference_with_posters()
    theme(made, "climate", "Climate")
    made.registration = call(kind="conference", programme=made.programme)
    made.save()
    return made


def gallery(of: Conference) -> str:
    return f"/conferences/{of.programme.slug}/posters/"


@contextmanager
def line_down(page):
    """No server is reached."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def test_from_the_form_to_the_gallery(open_page, site, one):
    at = school("Lycée de Lomé")
    teacher = with_role(person("esi@example.org", languages=["en"]), "focal-point", organization=at)
    page = open_page(f"/calls/{one.posters.slug}/answer/?for=o{at.public_id}", teacher, ANY)
    page.get_by_label("Title of the poster").fill("Trees of our town")
    page.get_by_label("Summary").fill("We counted them.")
    page.get_by_label("Climate").check()
    page.get_by_label("In which language is the poster?").select_option("fr")
    page.get_by_label("What does the poster show?").fill("A map with green dots.")
    wide = {"name": "trees.png", "mimeType": "image/png", "buffer": picture("PNG", (1600, 1200))}
    page.locator("input[type=file]").set_input_files(wide)
    page.get_by_label("I agree to this").check()
    follow(page.get_by_role("button", name="Send"))
    assert page.get_by_text("is not upright").count() >= 1
    sound(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "trees.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    follow(page.get_by_role("button", name="Send"))
    page.get_by_text("trees.pdf").first.wait_for()
    decided(Response.objects.get(state="submitted"))
    previews.draw(Poster.objects.get().pk, timezone.now())
    page.goto(f"{site}/programmes/{one.programme.slug}/")
    follow(page.get_by_role("region", name="The conference").get_by_role("link", name="Posters"))
    page.get_by_label("Theme").select_option("climate")
    follow(page.get_by_role("button", name="Search"))
    follow(page.get_by_role("link", name="Trees of our town"))
    assert page.get_by_text("A map with green dots.").count() == 1
    page.get_by_role("img", name="The poster “Trees of our town”, larger").wait_for()
    sound(page)


@looks
def test_all_of_it_can_be_read_by_everybody(open_page, site, one, organizer, look):
    hung(one, title="Trees", theme="climate")
    hung(one, title="Ein sehr langer Titel über Nachhaltigkeitsbildungsprogrammentwicklung", language="de")
    participant = answered(one.registration, person("ama@example.org")).person
    page = open_page("", participant, look)
    for path in (gallery(one), f"{gallery(one)}?q=trees", f"{gallery(one)}1/", f"{gallery(one)}show/"):
        page.goto(site + path)
        sound(page)
    sound(open_page(f"/desk/conferences/{one.programme.slug}/posters/", organizer, look))


@pytest.fixture
def organizer(transactional_db):
    return with_role(person("organizer@secretariat.example.org"), "secretariat")


def test_a_participant_appreciates_a_poster_without_javascript(open_page, one):
    hung(one, title="Trees")
    participant = answered(one.registration, person("ama@example.org")).person
    page = open_page(f"{gallery(one)}1/", participant, ANY, java_script_enabled=False)
    follow(page.get_by_role("button", name="I appreciate this poster"))
    page.get_by_role("heading", name="1 participant appreciates it").wait_for()
    follow(page.get_by_role("button", name="Take that back"))
    page.get_by_role("heading", name="0 participants appreciate it").wait_for()


def test_the_show_goes_on_when_the_line_is_down(open_page, one):
    for title in ("Trees", "Water", "Bees"):
        hung(one, title=title)
    page = open_page(f"{gallery(one)}show/", look=ANY)
    page.get_by_text("All posters are kept for when the line is down.").wait_for()
    with line_down(page):
        page.keyboard.press("ArrowRight")
        page.get_by_role("heading", name="Water").wait_for()
        assert page.evaluate("document.querySelector('.poster-whole').decode().then(() => true)")
        page.reload()
        page.get_by_role("heading", name="Trees").wait_for()
        page.keyboard.press("ArrowLeft")
        page.get_by_role("heading", name="Bees").wait_for()
        assert page.evaluate("document.querySelector('.poster-whole').decode().then(() => true)")
        assert page.evaluate("document.querySelector('.poster-shown .poster-qr img').decode().then(() => true)")


def test_the_show_goes_on_by_itself_stops_when_told_to_and_learns_what_is_new(open_page, site, one):
    for title in ("Trees", "Water"):
        hung(one, title=title)
    page = open_page("", look=ANY)
    page.clock.install()
    page.goto(f"{site}{gallery(one)}show/")
    page.get_by_role("heading", name="Trees").wait_for()
    page.clock.fast_forward(21_000)
    page.get_by_role("heading", name="Water").wait_for()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Go on").wait_for()
    page.clock.fast_forward(60_000)
    assert page.get_by_role("heading", name="Water").count() == 1
    hung(one, title="Bees")
    decided(Poster.objects.get(title="Water").response, Verb.DECLINE)
    page.keyboard.press("Space")
    page.clock.fast_forward(21_000)
    page.get_by_role("heading", name="Trees").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Bees").wait_for()


def test_who_wants_less_motion_starts_the_show_himself(open_page, one):
    hung(one, title="Trees")
    page = open_page(f"{gallery(one)}show/", look=ANY, reduced_motion="reduce")
    page.get_by_role("button", name="Go on").wait_for()


def test_without_javascript_the_page_turns_by_itself(open_page, one):
    for title in ("Trees", "Water"):
        hung(one, title=title)
    page = open_page(f"{gallery(one)}show/", look=ANY, java_script_enabled=False)
    follow(page.get_by_role("link", name="Next poster"))
    page.get_by_role("heading", name="Water").wait_for()
