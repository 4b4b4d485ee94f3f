"""The questions of a call in a browser: what a script adds, and that nothing depends on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import axe_clean, fits, follow
from tests.calls import factories
from tests.network.factories import person

pytestmark = pytest.mark.django_db(transaction=True)


def _labelled(*keys):
    return [{"key": key, "label": {"en": key.title()}} for key in keys]


QUESTIONS = [
    {"key": "how", "type": "single", "label": {"en": "How do you come?"}, "options": _labelled("train", "plane"),
     "required": True, "settings": {"other": True}},
    {"key": "night", "type": "single", "label": {"en": "By night?"}, "options": _labelled("yes", "no"),
     "shown": {"question": "how", "values": ["train"]}},
    {"key": "bed", "type": "short", "label": {"en": "Which bed?"}, "required": True,
     "shown": {"question": "night", "values": ["yes"]}},
    {"key": "why", "type": "long", "label": {"en": "Why?"}, "settings": {"most": 5}},
    {"key": "topics", "type": "ranked", "label": {"en": "Topics"}, "options": _labelled("peace", "climate")},
    {"key": "learners", "type": "counts", "label": {"en": "Learners"},
     "settings": {"rows": _labelled("young", "old"), "columns": _labelled("girls", "boys", "others")}},
    {"key": "poster", "type": "file", "label": {"en": "Poster"}},
    {"key": "ok", "type": "consent", "label": {"en": "Pictures"}, "settings": {"text": {"en": "You may show them."}}},
]  # fmt: skip

WIDTHS = (360, 1280)


@pytest.fixture
def form(open_page, transactional_db, clock):
    """The page with the form, opened by somebody who is signed in."""
    call = factories.call(questions=QUESTIONS)
    open_page.who = person("ama@example.org", name="Ama Mensah", languages=["en"])
    return open_page(f"/calls/{call.slug}/answer/")


def test_what_an_answer_makes_needed_is_shown_with_it(form):
    bed = form.get_by_label("Which bed?")
    expect(form.get_by_role("group", name="By night?")).to_be_hidden()
    expect(bed).to_be_hidden()
    form.get_by_label("Train").check()
    form.get_by_label("Yes").check()
    expect(bed).to_be_visible()
    expect(form.get_by_text("Only if you answered")).to_have_count(2)
    expect(form.get_by_text("Only if you answered").first).to_be_hidden()
    form.get_by_label("Plane").check()
    expect(bed).to_be_hidden()
    form.get_by_label("Other, in your words").fill("On foot")
    expect(form.get_by_label("Other", exact=True)).to_be_checked()


def test_signs_are_counted_and_counts_are_added_up(form):
    form.get_by_label("Why?").fill("Tôt\n😀!")
    expect(form.get_by_text("6 / 5")).to_have_class("helptext error")
    for name, number in (("Young Girls", "1,200"), ("Old Girls", "٣"), ("Old Boys", "x")):
        form.get_by_role("textbox", name=name, exact=True).fill(number)
    assert form.locator("table output").all_inner_texts() == ["1200", "3", "1203", "0", "0", "1203"]


def test_each_rank_is_offered_once(form):
    form.get_by_label("Peace").select_option("1")
    expect(form.get_by_label("Climate").locator('option[value="1"]')).to_be_disabled()
    form.get_by_label("Peace").select_option("")
    expect(form.get_by_label("Climate").locator('option[value="1"]')).to_be_enabled()


def test_the_form_with_its_faults_can_be_used_by_everybody(form):
    follow(form.get_by_role("button", name="Send"))
    form.get_by_role("link", name="How do you come?").click()
    expect(form.get_by_role("group", name="How do you come?")).to_be_focused()
    for width in WIDTHS:
        form.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            form.emulate_media(color_scheme=scheme)
            axe_clean(form)
    for language in ("en", "ar"):
        form.goto(f"{form.url.partition('?')[0]}?lang={language}")
        for width in WIDTHS:
            form.set_viewport_size({"width": width, "height": 900})
            fits(form)
