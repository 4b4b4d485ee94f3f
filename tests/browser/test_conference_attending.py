"""Badges and the door of a conference, in a real browser: a phone whose line is down, a volunteer's link, the desk."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
import qrcode
import time_machine
from django.http import HttpResponse
from PIL import Image, ImageFilter

from heliograph.conference.attending import door_keys
from heliograph.conference.attending.models import CheckIn
from tests.browser.conftest import ARGUMENTS
from tests.browser.pages import NARROW, Pages, looks, sound
from tests.conference.attending.making import AFTER, MORNING, came, gathering
from tests.conference.registering.making import withdraw
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/desk/conferences/world"
#: A browser that reads codes by itself.
_READS = """window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return [{ rawValue: "CODE" }]; }
}"""


@pytest.fixture
def morning():
    with time_machine.travel(MORNING, tick=True) as clock:
        yield clock


@pytest.fixture
def secretary(transactional_db):
    return with_role(person("secretary@secretariat.example.org", name="Secretary"), "secretariat")


def typed(page, code):
    page.get_by_label("Code beneath").fill(code)
    page.locator("#check-in button").click()


def told(page, words):
    page.locator("#verdict").get_by_role("heading", name=words).wait_for()


def test_a_phone_goes_on_while_the_line_is_down_and_counts_nobody_twice(open_page, site, morning, secretary):
    to, [ama, kofi, gone] = gathering(secretary, "Ama", "Kofi", "Gone")
    withdraw(gone.response)
    path = re.sub(r"^https?://[^/]+", "", door_keys.link_of(door_keys.make_key(to, "Main entrance", secretary, NOW)))
    page = open_page(path)
    page.get_by_text("This page also opens without a line.").wait_for()
    typed(page, ama.token.lower())
    told(page, "Welcome")
    page.context.set_offline(True)
    page.reload()
    for code, words in (
        (ama.token, "Kept"), (kofi.token, "Kept"), (gone.token, "Revoked badge"), ("AAAA-AAAA", "No badge of this"),
    ):  # fmt: skip
        typed(page, code)
        told(page, words)
    page.locator("#waiting", has_text="4").wait_for()
    page.reload()
    page.locator("#waiting", has_text="4").wait_for()
    assert page.locator("#today").inner_text() == "–"
    assert CheckIn.objects.count() == 1
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("#waiting", has_text="Everything is sent.").wait_for()
    assert list(CheckIn.objects.order_by("badge").values_list("badge", flat=True)) == [ama.pk, kofi.pk]
    assert page.locator("#today").inner_text() == "2"


def test_a_line_that_is_half_dead_lets_nobody_wait(open_page, morning, secretary):
    _to, [ama] = gathering(secretary, "Ama")
    page = open_page("/check-in/world/", secretary)
    page.get_by_text("This page also opens without a line.").wait_for()
    held = []
    page.context.route("**/send/", lambda route: held.append(route))
    typed(page, ama.token)
    page.locator("#verdict").get_by_role("heading", name="Kept").wait_for()
    held[0].continue_()
    told(page, "Welcome")
    page.locator("#waiting", has_text="Everything is sent.").wait_for()
    assert CheckIn.objects.count() == 1


def test_what_a_phone_has_kept_is_sent_though_its_page_was_shut_until_the_conference_was_over(
    open_page, morning, secretary
):
    to, [ama] = gathering(secretary, "Ama")
    path = re.sub(r"^https?://[^/]+", "", door_keys.link_of(door_keys.make_key(to, "Main entrance", secretary, NOW)))
    page = open_page(path)
    page.get_by_text("This page also opens without a line.").wait_for()
    context = page.context
    context.set_offline(True)
    page.clock.set_fixed_time(MORNING)
    typed(page, ama.token)
    told(page, "Kept")
    page.close()
    morning.move_to(AFTER)
    context.set_offline(False)
    page = context.new_page()
    page.clock.set_fixed_time(AFTER)
    page.goto(f"{open_page.site}{path}")
    page.get_by_text("The conference is over.").wait_for()
    page.locator("#waiting", has_text="Everything is sent.").wait_for()
    page.get_by_text("This page also opens without a line.").wait_for()
    assert CheckIn.objects.get().badge == ama


def test_a_server_that_stumbles_takes_the_kept_page_from_nobody(open_page, morning, secretary):
    gathering(secretary, "Ama")
    page = open_page("/check-in/world/", secretary)
    page.get_by_text("This page also opens without a line.").wait_for()
    with patch("heliograph.conference.attending.check_in_views._page", lambda *_args: HttpResponse(status=503)):
        page.reload()
        page.get_by_label("Code beneath").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.get_by_label("Code beneath").wait_for()


@looks
def test_the_door_is_sound(look, open_page, morning, secretary):
    to, [ama] = gathering(secretary, "Ama")
    page = open_page("/check-in/world/?q=badge", secretary, look)
    page.locator("[data-found] button").click()
    page.locator("#verdict .verdict").wait_for()
    sound(page)
    assert page.problems == []
    page.locator("[name=code][maxlength]").fill("AAAA")
    page.locator("#check-in button").click()
    page.locator("#verdict [data-kind=bad]").wait_for()
    sound(page)
    assert (CheckIn.objects.get().badge, to.pk) == (ama, ama.conference_id)


@pytest.fixture
def filmed(launch_browser, site, tmp_path):
    """Opens pages in a browser whose camera shows a badge, held aslant in poor light."""
    opened = []

    def film(code):
        drawn = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=8)
        drawn.add_data(code)
        badge = drawn.make_image(fill_color="#222", back_color="#bbb").get_image().convert("RGB")
        path = tmp_path / "badge.mjpeg"
        with path.open("wb") as frames:
            for turned in (24, 25, 26, 27):
                frame = Image.new("RGB", (640, 480), "#777")
                frame.paste(badge, (180, 110))
                frame = frame.rotate(turned, Image.Resampling.BICUBIC, fillcolor="#777").filter(
                    ImageFilter.GaussianBlur(1)
                )
                frame.save(frames, "JPEG", quality=60)
        camera = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
        browser = launch_browser(args=[*ARGUMENTS, *camera, f"--use-file-for-fake-video-capture={path}"])
        opened.extend([Pages(browser, site), browser])
        return opened[-2]

    yield film
    for each in opened:
        each.close()


@pytest.mark.parametrize("reads_itself", [False, True], ids=["most-phones", "a-browser-that-reads-codes"])
def test_the_camera_reads_a_badge_and_counts_it_once(reads_itself, filmed, site, morning, secretary):
    _to, [ama] = gathering(secretary, "Ama")
    page = filmed(ama.token)("", secretary)
    page.add_init_script(_READS.replace("CODE", ama.token) if reads_itself else "delete window.BarcodeDetector")
    page.goto(f"{site}/check-in/world/")
    page.get_by_text("This page also opens without a line.").wait_for()
    page.get_by_role("button", name="Scan with the camera").click()
    told(page, "Welcome")
    page.locator("#verdict .verdict-name", has_text=ama.name).wait_for()
    page.locator("#waiting", has_text="Everything is sent.").wait_for()
    page.wait_for_timeout(5_500)
    told(page, "Welcome")
    assert [each.badge for each in CheckIn.objects.all()] == [ama]
    assert page.locator("#today").inner_text() == "1"
    page.get_by_role("button", name="Stop the camera").click()
    page.locator("#view").wait_for(state="hidden")
    assert page.problems == []


def test_without_a_camera_the_page_says_what_to_do(open_page, site, morning, secretary):
    _to, [ama] = gathering(secretary, "Ama")
    page = open_page("", secretary)
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('none'))")
    page.goto(f"{site}/check-in/world/")
    page.get_by_role("button", name="Scan with the camera").click()
    page.get_by_text("The camera cannot be used. Allow it in the browser, or type the code.").wait_for()
    typed(page, ama.token)
    told(page, "Welcome")


def test_without_a_script_the_door_works(open_page, morning, secretary):
    _to, [ama] = gathering(secretary, "Ama")
    page = open_page("/check-in/world/", secretary, NARROW._replace(language="en"), java_script_enabled=False)
    typed(page, ama.token)
    told(page, "Welcome")
    assert CheckIn.objects.count() == 1


@looks
def test_the_desk_of_badges_is_sound(look, open_page, site, morning, secretary):
    to, [ama, _other] = gathering(secretary, "Ama", "Kofi")
    door_keys.make_key(to, "Main entrance", secretary, NOW)
    came(ama, by=secretary)
    page = open_page("", secretary, look)
    for path in ("badges/", "check-in/", "present/", "certificates/"):
        page.goto(f"{site}{DESK}/{path}")
        sound(page)


def test_badges_are_printed_and_a_certificate_is_saved(open_page, site, morning, secretary):
    _to, [ama] = gathering(secretary, "Ama")
    desk = open_page(f"{DESK}/badges/", secretary, accept_downloads=True)
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="Make the file").click()
    assert saved.value.suggested_filename == "badges-world.pdf"
    came(ama)
    sound(open_page("/conferences/world/badge/", ama.response.person, NARROW))
    morning.move_to(AFTER)
    page = open_page("/conferences/world/badge/", ama.response.person, accept_downloads=True)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Make the certificate").click()
    page.goto(f"{site}/conferences/world/badge/")
    sound(page)
    code = saved.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    anybody = open_page(f"/conferences/world/certificates/{code}/")
    anybody.get_by_role("heading", name="This certificate stands").wait_for()
    sound(anybody)
