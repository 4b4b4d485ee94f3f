"""From the bulletin to the receipt: a teacher, a coordinator, somebody who has neither account nor scripts."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from playwright.sync_api import expect

from heliograph.bulletin.binding.tying import tie
from heliograph.calls.mine.asking import ask_to_reconfirm
from heliograph.calls.models import AnswerFile, Response
from heliograph.calls.telling import write_letters
from heliograph.delivery.catching.caught import Box
from heliograph.delivery.models import Message
from heliograph.delivery.sending.scripts import attached_to
from heliograph.delivery.writing.composing import Script, To, whole
from heliograph.network.models import Audience
from tests.browser.pages import WIDE, follow, looks, sound
from tests.bulletin.factories import make_issue, make_item
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.calls.files.making import picture
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)

POSTER = {"name": "poster.png", "mimeType": "image/png", "buffer": picture(size=(60, 40))}


def words(en, fr, es):
    return {"en": en, "fr": fr, "es": es}


def options(**labels):
    return [{"key": key, "label": {"en": label}} for key, label in labels.items()]


TABLE = {"rows": options(young="Under 12", old="12 and more"), "columns": options(girls="Girls", boys="Boys")}
#: One of every type, in the order of the form.
QUESTIONS = [
    {"key": "about", "type": "text", "label": {"en": "You"}, "settings": {"text": {"en": "**Where** you work."}}},
    {"key": "town", "type": "short", "label": words("Town", "Ville", "Ciudad"), "required": True},
    {"key": "school", "type": "organization", "label": words("School", "École", "Escuela")},
    {"key": "why", "type": "long", "label": words("Why?", "Pourquoi ?", "¿Por qué?"), "help": {"en": "A few lines."}},
    {"key": "how", "type": "single", "label": words("How do you come?", "Comment venez-vous ?", "¿Cómo viene?"),
     "options": options(train="Train", plane="Plane"), "required": True, "settings": {"other": True}},
    {"key": "night", "type": "number", "label": words("Nights on board", "Nuits à bord", "Noches a bordo"),
     "shown": {"question": "how", "values": ["train"]}, "settings": {"least": 0, "most": 9}},
    {"key": "days", "type": "multiple", "label": words("Days", "Jours", "Días"),
     "options": options(mon="Monday", tue="Tuesday")},
    {"key": "topics", "type": "ranked", "label": words("Topics", "Thèmes", "Temas"),
     "options": options(peace="Peace", climate="Climate", ocean="Ocean")},
    {"key": "arrival", "type": "date", "label": words("Arrival", "Arrivée", "Llegada")},
    {"key": "mail", "type": "email", "label": words("Address", "Adresse", "Dirección")},
    {"key": "web", "type": "url", "label": words("Web page", "Page web", "Página web"), "public": True},
    {"key": "from", "type": "country", "label": words("Country", "Pays", "País")},
    {"key": "speaks", "type": "language", "label": words("Language", "Langue", "Idioma")},
    {"key": "learners", "type": "counts", "label": words("Learners", "Élèves", "Alumnos"), "settings": TABLE},
    {"key": "poster", "type": "file", "label": words("Poster", "Affiche", "Cartel")},
    {"key": "ok", "type": "consent", "label": words("Pictures", "Photos", "Fotos"), "required": True, "personal": True,
     "why": {"en": "They are shown at the meeting."}, "settings": {"text": {"en": "You may show them."}}},
]  # fmt: skip
FIELDS = {
    "town": "Lomé",
    "school": "Lycée du Lac",
    "why": "Pour la paix.\nEt pour le lac.",
    "night": "2",
    "arrival": "2026-03-01",
    "mail": "Lac@Example.org",
    "web": "https://lac.schools.example.org/",
    "learners.young.girls": "12",
    "learners.old.boys": "1 200",
}
LISTS = {"from": "TG", "speaks": "fr", "topics.ocean": "1", "topics.peace": "2"}
#: What is stored of it, but for school, file and consent.
STORED = {
    "town": "Lomé",
    "why": "Pour la paix.\nEt pour le lac.",
    "how": "train",
    "night": 2,
    "days": ["tue"],
    "topics": ["ocean", "peace"],
    "arrival": "2026-03-01",
    "mail": "Lac@example.org",
    "web": "https://lac.schools.example.org/",
    "from": "TG",
    "speaks": "fr",
    "learners": {"young": {"girls": 12}, "old": {"boys": 1200}},
}


def fill_in(page):
    """Give an answer to everything."""
    page.locator("[name=q_how][value=train]").check()
    for name, value in FIELDS.items():
        page.locator(f"[name='q_{name}']").fill(value)
    for name, value in LISTS.items():
        page.locator(f"[name='q_{name}']").select_option(value)
    page.locator("[name=q_days][value=tue]").check()
    page.locator("[name=q_poster]").set_input_files(POSTER)
    page.locator("[name=q_ok]").check()


def stored(answer):
    """What is stored but for the parts that are made anew each time; that consent and file are there."""
    answers = dict(answer.answers)
    assert (answers.pop("ok")["agreed"], answers.pop("poster")[0]["name"]) == (True, "poster.png")
    assert answers.pop("school")["name"] == "Lycée du Lac"
    assert AnswerFile.objects.get().response == answer
    return answers


def mail_of(message):
    """A letter as it goes to its reader."""
    script = Script.of(message.mailing, message.body, attached_to(message.body))
    return whole(script, To(message.pk, message.address, message.name))


class Catcher:
    """Where every letter ends: it is sent by ``fetch``, and read in the browser or by itself."""

    def __init__(self, directory, site):
        self.box, self.site, self.kept = Box(directory), site, 0

    def fetch(self):
        write_letters(timezone.now())
        for message in Message.objects.filter(pk__gt=self.kept).select_related("body", "mailing").order_by("pk"):
            self.box.keep(mail_of(message).message().as_bytes(), timezone.now())
            self.kept = message.pk

    def read(self, page, address):
        """Subject and text of the newest letter to an address, on the page that shows it."""
        self.fetch()
        page.goto(f"{self.site}/mail/caught/?q={address}")
        follow(page.locator("main tbody a").first)
        return page.locator("main h1").inner_text(), page.locator("main pre").inner_text()

    def newest(self, address):
        """Subject and text of the newest letter to an address."""
        self.fetch()
        letter = mail_of(Message.objects.filter(address=address).latest("pk"))
        return letter.subject, letter.body

    def link(self, address, part):
        """The path of the newest letter's link to a page of this kind."""
        return re.search(rf"{re.escape(self.site)}(/{part}/\S+)", self.newest(address)[1])[1]


@pytest.fixture
def catcher(settings, tmp_path, site):
    settings.CATCHER = tmp_path / "catcher"
    return Catcher(settings.CATCHER, site)


@pytest.fixture
def conference(transactional_db, clock):
    """The registration for a conference, with every type of question, and the item of the bulletin that leads to it."""
    title = LazyI18nString({"en": "World conference", "fr": "Conférence mondiale", "es": "Conferencia mundial"})
    about = programme("World conference", begins=(NOW + 40 * DAY).date(), ends=(NOW + 42 * DAY).date())
    made = call(programme=about, slug="register", questions=QUESTIONS, minutes=5)
    made.title = LazyI18nString({"en": "Registration", "fr": "Inscription", "es": "Inscripción", "ar": "التسجيل"})
    made.save()
    deadline(made, "withdraw", NOW + 20 * DAY)
    deadline(made, "reconfirm", NOW + 12 * DAY)
    tie(make_item(make_issue(22, items=0), 1, title=title, action_url=""), made, NOW)
    return made


@pytest.fixture
def teacher(transactional_db, clock):
    who = person("ama@example.org", name="Ama Mensah", languages=["fr"], zone="Africa/Lome")
    return with_role(who, "teacher", organization=school("Lycée du Lac"))


@pytest.fixture
def coordinator(transactional_db, clock):
    school("Lycée du Lac")
    who = person("rosa@example.org", name="Rosa Díaz", languages=["es"], zone="America/Bogota")
    return with_role(who, "coordinator", country="CO")


def go_to_the_form(page):
    """From the bulletin on the front page, by its item and its button."""
    follow(page.locator(".front-item a"))
    follow(page.locator(".item-calls a"))
    follow(page.locator(".action-bar a.button"))


def send(page):
    page.locator("[name=send]").click()
    page.locator("[data-address]").wait_for()


CLOSES_IN_PARIS = "Thursday, 22 January 2026, 10:00 (Paris time)"
CLOSES_IN_LOME = "jeudi 22 janvier 2026, 09:00 (heure de Lomé), c’est-à-dire 10:00 (heure de Paris)"
CLOSES_IN_BOGOTA = "jueves, 22 de enero de 2026, 4:00 (hora de Bogotá), es decir, 10:00 (hora de París)"


def test_a_teacher_comes_from_the_bulletin_to_the_receipt(open_page, conference, teacher, catcher):
    page = open_page("/", teacher)
    go_to_the_form(page)
    fill_in(page)
    send(page)
    page.wait_for_url("**/answers/*/")
    answer = Response.objects.get()
    assert (answer.person, answer.state, answer.language, stored(answer)) == (teacher, "confirmed", "fr", STORED)
    subject, text = catcher.read(page, teacher.email)
    assert (subject, f"Clôture\u00a0: {CLOSES_IN_LOME}" in text) == ("Reçue : Inscription", True)
    assert page.locator("main li", has_text="dates.ics").count() == 1


def test_a_coordinator_comes_there_by_a_link_from_the_mailbox(open_page, site, conference, coordinator, catcher):
    page = open_page("/", locale="es-ES", timezone_id="America/Bogota")
    go_to_the_form(page)
    page.locator("[name=email]").fill("Rosa@Example.org")
    follow(page.locator("main form button"))
    page.wait_for_url("**/answer/sent/")
    assert catcher.read(page, coordinator.email)[0] == "Su enlace para responder: Inscripción"
    page.goto(site + catcher.link(coordinator.email, "calls/register/answer/with"))
    fill_in(page)
    send(page)
    answer = Response.objects.get()
    assert (answer.person, answer.state, answer.language, stored(answer)) == (coordinator, "confirmed", "es", STORED)
    subject, text = catcher.read(page, coordinator.email)
    assert (subject, f"Cierre: {CLOSES_IN_BOGOTA}" in text) == ("Recibida: Inscripción", True)


def test_without_scripts_and_without_an_account_nothing_is_missing(open_page, site, conference, catcher):
    page = open_page("/", java_script_enabled=False)
    go_to_the_form(page)
    page.get_by_label("Your e-mail address").fill("kim@example.org")
    follow(page.get_by_role("button", name="Send me the link"))
    catcher.fetch()
    link = catcher.link("kim@example.org", "calls/register/answer/with")
    page.goto(site + link)
    page.get_by_label("Town").fill("Lomé")
    follow(page.get_by_role("button", name="Keep it and go on later"))
    assert "It is not sent yet." in page.get_by_role("status").first.inner_text()
    other = open_page(link, java_script_enabled=False)
    assert other.get_by_label("Town").input_value() == "Lomé"
    follow(other.get_by_role("button", name="Send"))
    assert other.get_by_role("alert").get_by_role("link").all_inner_texts() == ["How do you come?", "Pictures"]
    fill_in(other)
    follow(other.get_by_role("button", name="Send"))
    assert other.inner_text("h1") == "We have your answer"
    answer = Response.objects.get()
    assert (answer.person.email, answer.state, stored(answer)) == ("kim@example.org", "confirmed", STORED)
    subject, text = catcher.newest("kim@example.org")
    assert (subject, f"Closes: {CLOSES_IN_PARIS}" in text) == ("Received: Registration", True)


def test_what_was_filled_in_is_kept_by_itself_and_found_on_another_device(open_page, conference, teacher):
    page = open_page(who=teacher, look=WIDE)
    page.clock.install()
    page.goto(f"{open_page.site}/calls/register/answer/")
    page.get_by_label("Town").fill("Kara")
    page.get_by_label("Train").check()
    page.clock.fast_forward(3000)
    expect(page.locator("[data-kept]")).to_contain_text("Kept at")
    other = open_page("/calls/register/answer/", teacher, WIDE)
    assert (other.get_by_label("Town").input_value(), other.get_by_label("Train").is_checked()) == ("Kara", True)
    assert Response.objects.get().state == "draft"
    page.get_by_label("I agree to this").check()
    send(page)
    answer = Response.objects.get()
    assert (answer.state, answer.answers["town"], page.problems) == ("confirmed", "Kara", [])


@pytest.fixture
def answered(conference, teacher, catcher):
    """The teacher's answer, and the catcher with its receipt."""
    made = response(conference, teacher, town="Lomé", how="train")
    catcher.fetch()
    return made


def test_an_answer_is_changed_and_withdrawn_from_its_receipt(open_page, answered, teacher, catcher):
    page = open_page(catcher.link(teacher.email, "answers/with"))
    follow(page.get_by_role("link", name="Modifier"))
    page.get_by_label("Ville").fill("Kara")
    page.locator("[name=q_ok]").check()
    send(page)
    assert page.locator("h1").inner_text() == "Votre réponse a été modifiée"
    assert catcher.newest(teacher.email)[0] == "Modifiée : Inscription"
    page.goto(open_page.site + catcher.link(teacher.email, "answers/with"))
    follow(page.get_by_role("link", name="Retirer"))
    follow(page.get_by_role("button", name="Retirer"))
    page.get_by_role("status").wait_for()
    assert catcher.newest(teacher.email)[0] == "Retirée : Inscription"
    answered.refresh_from_db()
    assert (answered.state, answered.answers["town"]) == ("withdrawn", "Kara")


@pytest.fixture
def asked(answered, teacher, catcher):
    """The path of the letter's link by which the teacher is asked whether he is still coming."""
    ask_to_reconfirm(answered.call, person("desk@secretariat.example.org"), timezone.now())
    return catcher.link(teacher.email, "calls/register/reconfirm")


def test_one_press_from_the_mailbox_says_that_one_is_coming(open_page, asked, answered):
    page = open_page(asked)
    follow(page.get_by_role("button", name="Oui"))
    page.get_by_role("status").wait_for()
    sound(page)
    answered.refresh_from_db()
    assert answered.state == "reconfirmed"


def test_somebody_else_comes_instead_and_is_told(open_page, asked, answered, teacher, catcher):
    page = open_page(asked)
    follow(page.locator("a[href*='/do/replace/']"))
    page.locator("[name=name]").fill("Edem")
    page.locator("[name=email]").fill("edem@example.org")
    follow(page.locator("main form button"))
    page.get_by_role("status").wait_for()
    sound(page)
    answered.refresh_from_db()
    assert (answered.name, answered.email, answered.state) == ("Edem", "edem@example.org", "reconfirmed")
    assert catcher.newest(teacher.email)[0] == "Quelqu’un d’autre vient : Inscription"
    assert catcher.newest("edem@example.org")[0] == "Ama Mensah has passed their place on to you: Registration"


def test_one_chooses_for_which_of_two_schools_one_answers(open_page, teacher):
    with_role(teacher, "focal-point", organization=school("École de la Mer"))
    call(slug="interest", kind="interest", respondent="organization")
    page = open_page("/calls/interest/", teacher, WIDE)
    follow(page.locator(".action-bar a.button"))
    follow(page.get_by_role("link", name="École de la Mer"))
    expect(page.get_by_text("You answer for École de la Mer.")).to_be_visible()
    send(page)
    assert Response.objects.get().organization.name == "École de la Mer"
    page.goto(f"{open_page.site}/calls/interest/answer/")
    shown = page.locator(".choices li")
    assert shown.all_inner_texts() == [
        "Lycée du Lac",
        "École de la Mer confirmed",
        "for a school that is not listed here",
    ]


def test_who_is_not_addressed_is_told_why(open_page, teacher):
    rule = {"clause": "role", "values": ["coordinator"]}
    audience = Audience.objects.create(name="Coordinators", rule=rule, made_at=NOW, changed_at=NOW)
    call(slug="closed-circle", audience=audience)
    page = open_page("/calls/closed-circle/", teacher, WIDE)
    sound(page)
    assert "This call is addressed to others." in page.inner_text("main")
    page.goto(f"{open_page.site}/calls/closed-circle/answer/")
    sound(page)
    assert page.locator("main form").count() == 0


@looks
def test_every_page_on_the_way_can_be_read_by_everybody(open_page, site, conference, teacher, look):
    with_role(teacher, "focal-point", organization=school("École de la Mer"))
    call(slug="interest", kind="interest", respondent="organization")
    page = open_page("/calls/register/answer/", look=look)
    sound(page)
    follow(page.locator("main form button"))
    sound(page)
    page.locator("[name=email]").fill(f"{'a' * 60}@{'long-name.' * 5}example.org")
    follow(page.locator("main form button"))
    page.wait_for_url("**/answer/sent/")
    sound(page)
    page = open_page("/calls/register/", teacher, look)
    for address in ("/calls/register/", "/calls/interest/answer/", "/calls/register/answer/"):
        page.goto(site + address)
        sound(page)
    page.locator("[name=send]").click()
    page.locator("[role=alert]:focus").wait_for()
    sound(page)
    fill_in(page)
    send(page)
    sound(page)


#: In the order of the page; what has no name is the table of counts, which can be moved.
ORDER = [
    "q_town", "q_school", "q_why", "q_how", "q_how.other", "q_days", "q_topics.peace", "q_topics.climate",
    "q_topics.ocean", "q_arrival", "q_mail", "q_web", "q_from", "q_speaks", "", "q_learners.young.girls",
    "q_learners.young.boys", "q_learners.old.girls", "q_learners.old.boys", "q_poster", "q_ok", "send",
]  # fmt: skip
#: The name of what has the focus, and whether one sees it. The parts of a date are marked by the browser.
FOCUSED = """() => {
  const found = document.activeElement, style = getComputedStyle(found);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return [found.name || "", outlined || found.type === "date"];
}"""


def tab_to(page, what):
    """Press Tab until something has the focus; the names on the way, each of which shows that it has it."""
    names, hidden = [], []
    for _press in range(60):
        page.keyboard.press("Tab")
        name, is_shown = page.evaluate(FOCUSED)
        hidden += [] if is_shown else [name]
        names += [name] if names[-1:] != [name] else []
        if page.evaluate("what => document.activeElement.matches(what)", what):
            break
    assert hidden == []
    return names


def test_by_keyboard_alone_from_the_call_to_the_receipt(open_page, conference, teacher):
    page = open_page("/calls/register/", teacher, WIDE)
    tab_to(page, ".action-bar a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "main header a")
    assert tab_to(page, "[name=send]") == ORDER
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("[role=alert]:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Town")).to_be_focused()
    page.keyboard.type("Kara")
    tab_to(page, "[name=q_how]")
    page.keyboard.press("Space")
    tab_to(page, "[name=q_night]")
    page.keyboard.type("3")
    tab_to(page, "[name=q_ok]")
    page.keyboard.press("Space")
    tab_to(page, "[name=send]")
    page.keyboard.press("Enter")
    page.locator("[data-address]").wait_for()
    answers = Response.objects.get().answers
    assert (answers["town"], answers["how"], answers["night"], answers["ok"]["agreed"]) == ("Kara", "train", 3, True)
