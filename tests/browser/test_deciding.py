"""Decisions and messages in a real browser: clean, by keyboard, without JavaScript."""

from __future__ import annotations

import pytest
from i18nfield.strings import LazyI18nString

from heliograph.calls.deciding import batches, running
from heliograph.calls.deciding.batches import Wish, steps_for
from heliograph.calls.models import Response
from heliograph.calls.states import Verb
from heliograph.calls.writing import sending
from tests.browser.pages import looks, press, sound
from tests.calls.factories import call, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = LazyI18nString({"en": "Bring your passport"})


@pytest.fixture
def organizer(transactional_db, clock):
    at = school("Commission of Togo")
    return with_role(person("organizer@example.org", name="Organizer", languages=["en"]), "organizer", organization=at)


@pytest.fixture
def applications(organizer):
    """Answers in three languages to a call of theirs; one is declined already."""
    run = programme(organizer=organizer.roles.get().organization)
    made = call("Exchange", kind="application", slug="exchange", programme=run)
    for number, language in enumerate(("en", "fr", "ar")):
        response(made, person(f"a{number}@example.org", name=f"Ada {number}", languages=[language]))
    declined = steps_for(Response.objects.order_by("pk").filter(person__name="Ada 2"), Verb.DECLINE)
    _done(made, Wish(declined, "decline", NOTE), organizer, "first")
    return made


def _done(of, wish, by, token):
    batch = batches.make(of, wish, token, by, NOW)
    batches.confirm(batch, by, NOW, batches.mark_of_letters(batch, by))
    running.run(batch.pk, NOW)
    return batch


@pytest.fixture
def pages(applications, organizer):
    """The ends of addresses: lists, forms, what waits to be looked at, what is done and what was refused."""
    every = Response.objects.filter(call=applications)
    waits = batches.make(applications, Wish(steps_for(every, Verb.ACCEPT), "accept", NOTE), "waits", organizer, NOW)
    refused = _done(applications, Wish(steps_for(every, Verb.REOPEN), "reopen"), organizer, "refused")
    under_way = batches.make(applications, Wish(steps_for(every, Verb.MATCH), "match"), "way", organizer, NOW)
    batches.confirm(under_way, organizer, NOW)
    said = (LazyI18nString({"en": "Your journey"}), LazyI18nString({"en": "Bring a **map**."}))
    written, sent = (sending.make(applications, every, *said, token, organizer, NOW) for token in ("written", "sent"))
    sending.send(sent, organizer, NOW)
    sending.hand_over(sent.pk, NOW)
    of_batches = [f"decide/{each.public_id}/" for each in (waits, refused, under_way)]
    of_messages = [f"messages/{each.public_id}/" for each in (written, sent)]
    return ["decide/", "decide/texts/", "decisions/", "late/", "messages/", *of_batches, *of_messages]


@looks
def test_pages_are_clean_and_fit(open_page, site, organizer, pages, look, tmp_path):
    page = open_page(who=organizer, look=look)
    for end in pages:
        page.goto(f"{site}/desk/calls/exchange/{end}")
        sound(page)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("id,who,version,decision\nnobody,Ada,1,accept\n")
    page.goto(f"{site}/desk/calls/exchange/decisions/")
    page.set_input_files("#id_file", wrong)
    press(page, "main form button")
    page.wait_for_selector("#wrong")
    sound(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_answers_are_decided_and_written_to_by_keyboard(open_page, organizer, applications, scripts):
    page = open_page("/desk/calls/exchange/answers/", organizer, java_script_enabled=scripts)
    page.locator("input[name='every']").focus()
    page.keyboard.press("Space")
    press(page, "button[formaction$='/decide/']")
    page.locator("input[name='verb'][value='accept']").focus()
    page.keyboard.press("Space")
    page.fill("#id_note_en", "Welcome")
    _sound(page, scripts)
    press(page, "main form button:not([formaction]) >> nth=-1")
    page.wait_for_selector("#letters")
    press(page, "form:has(input[value='go']) button")
    page.wait_for_selector("dl.told")
    assert applications.responses.filter(state="accepted").count() == 2
    page.goto(page.url.split("/decide/")[0] + "/answers/")
    page.locator("input[name='every']").focus()
    page.keyboard.press("Space")
    press(page, "button[formaction$='/messages/']")
    page.fill("#id_subject_en", "Your journey")
    page.fill("#id_text_en", "Bring a **map**.")
    _sound(page, scripts)
    press(page, "main form button:not([formaction]) >> nth=-1")
    page.wait_for_selector("#letters")
    press(page, "form:has(input[value='send']) button")
    page.wait_for_selector("#message")
    assert applications.messages.get().letters == 3


def _sound(page, scripts):
    """As ``sound``, which looks by a script."""
    if scripts:
        sound(page)
