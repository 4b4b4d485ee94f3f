"""The letter: what it says before and after it is opened, in both parts, in both directions of writing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from heliograph.bulletin.edition import Button, File, Shown
from heliograph.bulletin.renditions import letter
from heliograph.bulletin.states import Unrenderable
from heliograph.delivery.letters import Mark, personal_html, personal_text
from heliograph.moments.wording import Stored, write
from heliograph.texts import tree
from heliograph.texts.markdown import parse
from tests.bulletin.renditions.editions import NOW, edition, item, moment

NASTY = [
    "<mj-section>", "</mj-text>", "<!--", "-->", "]]>", "&nbsp;", "&", "<", ">", '"', "\x00", "\x0b", "{{ x }}",
    "{% y %}", "<br>", "<script>", "</style>", "- ", "\n", "\n\n", "word ", "كلمة ", "词",
]  # fmt: skip
FEBRUARY = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
JANUARY = datetime(2026, 1, 25, 23, 0, tzinfo=UTC)
WEBINAR = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
ARABIC = "نرحب بكم في **المؤتمر** [سجلوا هنا](https://forms.example.org/ar)."


def deadline(what, words, start, zone="Asia/Tokyo", language="en"):
    stored = Stored("deadline", start, None, "Europe/Paris", "day")
    with translation.override(language):
        when = write(stored, reader_zone=zone, language=language, now=NOW)
    return moment(what, "deadline", start, precision="day", what=what, what_words=words, when=when)


def conference(**more):
    moments = (deadline("withdraw", "Withdraw by", JANUARY), deadline("register", "Register by", FEBRUARY))
    return item(1, title="Global Conference", moments=moments, **more)


def webinar():
    stored = Stored("event", WEBINAR, None, "Europe/Paris")
    when = write(stored, reader_zone="Asia/Tokyo", language="en", now=NOW)
    held = moment("webinar", "event", WEBINAR, what_words="Webinar", when=when, language="fr", language_name="French")
    return item(2, title="Emergencies <and> disasters", moments=(held,), button=None, body="x < 3 & *more*")


def english(*items, **more):
    return edition(items or (conference(), webinar()), title="Network: Info Flash 22", zone="Asia/Tokyo", **more)


def arabic():
    shown = Shown(f"{settings.SITE_URL}/media/bay.png", "bay.png", 800, 300, "خليج", "")
    first = item(1, title="المؤتمر العالمي", language="ar", body=ARABIC, pictures=(shown,))
    second = item(2, title="Roadmap", language="en", body="In English only.", translated=False)
    return edition((first, second), language="ar", title="النشرة 22", introduction=parse("أهلا"))


class Found(HTMLParser):
    """Elements with their attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def mail_of(made):
    """The letter as the mail reader gets it, read back from its bytes."""
    values = {Mark.NAME: "Ama & Kofi", Mark.UNSUBSCRIBE: "https://site.example.org/u/1"}
    mail = EmailMultiAlternatives(made.subject, personal_text(made.text, values), to=["a@example.org"])
    mail.attach_alternative(personal_html(made.html, values), "text/html")
    return message_from_bytes(mail.message().as_bytes(), policy=default)


def test_the_subject_says_what_is_asked_and_by_when():
    assert letter.render(english()).subject == "Info Flash 22: register by Sunday 1 February; 1 more"


def test_the_subject_of_a_single_item_counts_nothing():
    assert letter.render(english(conference())).subject == "Info Flash 22: register by Sunday 1 February"


def test_a_subject_without_an_ask_names_the_first_item():
    assert letter.render(edition((webinar(),), title="A long name of a bulletin, without its number")).subject == (
        "Bulletin 22: Emergencies <and> disasters"
    )


def test_the_subject_gives_the_readers_clock_for_a_minute():
    stored = Stored("deadline", WEBINAR, None, "Europe/Paris")
    when = write(stored, reader_zone="Asia/Tokyo", language="en", now=NOW)
    ask = moment("apply", "deadline", WEBINAR, what="apply", what_words="Apply by", when=when)
    assert letter.render(english(item(moments=(ask,)))).subject == "Info Flash 22: apply by Tuesday 20 January, 18:00"


def test_a_mail_has_both_parts_and_the_readers_own_words():
    mail = mail_of(letter.render(english()))
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "Dear Ama & Kofi," in plain.get_content()
    assert "<https://site.example.org/u/1>" in plain.get_content()
    found = Found(html.get_content())
    assert "Dear Ama & Kofi," in found.text
    assert {"href": "https://site.example.org/u/1"}.items() <= found.all("a")[-5].items()
    assert mail["Subject"] == "Info Flash 22: register by Sunday 1 February; 1 more"


@pytest.mark.parametrize("make", [english, arabic])
def test_nothing_is_fetched_but_the_sites_own_pictures(make):
    made = letter.render(make())
    found = Found(made.html)
    fetched = [a[name] for tag, a in found.elements for name in ("src", "srcset", "background") if a.get(name)]
    fetched += [a["href"] for a in found.all("link")]
    assert all(address.startswith(f"{settings.SITE_URL}/media/") for address in fetched)
    assert "url(" not in made.html
    assert "@import" not in made.html
    assert not found.all("script")


def test_every_picture_has_its_words():
    shown = Shown(f"{settings.SITE_URL}/media/bay.png", "bay.png", 300, 100, "A bay with palms", "The bay of Sanya")
    found = Found(letter.render(english(conference(pictures=(shown,)))).html)
    assert [(image["alt"], image["width"]) for image in found.all("img")] == [("A bay with palms", "300")]
    assert "The bay of Sanya" in found.text


def test_a_right_to_left_letter_says_so_everywhere():
    found = Found(letter.render(arabic()).html)
    (root,) = found.all("html")
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    headings = [(a["lang"], a["dir"]) for a in found.all("h2") if "lang" in a]
    assert headings == [("ar", "rtl"), ("en", "ltr")]
    bodies = [(a["lang"], a["dir"]) for a in found.all("div") if a.get("class") == "body" and "lang" in a]
    assert bodies == [("ar", "rtl"), ("en", "ltr")]
    sections = [a["style"] for a in found.all("td") if "direction:" in a.get("style", "")]
    assert sections
    assert all("direction:rtl" in style for style in sections)
    with translation.override("ar"):
        foreign = _("Not yet in your language; shown in %(language)s.") % {"language": "الإنجليزية"}
    assert foreign in found.text


def test_a_left_to_right_letter_has_no_right_to_left():
    html = letter.render(english()).html
    assert (Found(html).all("html")[0]["lang"], "rtl" in html) == ("en", False)


def test_each_item_has_the_readers_time_and_one_button():
    made = letter.render(english())
    found = Found(made.html)
    assert "Register by Sunday, 1 February 2026" in found.text
    assert "Open until Monday, 2 February 2026, 07:59 (Tokyo time)" in found.text
    assert "Webinar (French): Tuesday, 20 January 2026, 18:00 (Tokyo time)" in found.text
    assert "Tuesday, 20 January 2026, 10:00 (Paris time)" in found.text
    buttons = [a["href"] for a in found.all("a") if "display:inline-block" in a.get("style", "").replace(" ", "")]
    assert buttons == ["https://example.org/register", "https://bulletin.example.org/issues/22/#item-2"]
    assert "closes in" not in made.html + made.text


def test_a_date_that_is_over_is_left_out():
    over = moment("apply", start=datetime(2026, 1, 2, tzinfo=UTC), what_words="Apply by")
    assert "Apply by" not in letter.render(english(item(moments=(over,)))).text


def test_text_is_never_markup():
    made = letter.render(english(item(title="<b>1 & 2</b>", body="a <script>alert(1)</script> & b", label="<i>")))
    found = Found(made.html)
    assert not found.all("script")
    assert not found.all("i")
    assert "a <script>alert(1)</script> & b" in found.text
    assert "<b>1 & 2</b>" in made.text


def test_the_plain_text_reads_as_well():
    assert letter.render(english(webinar())).text == "\n".join([
        "Network: Info Flash 22",
        "======================",
        "",
        "Monday, 12 January 2026",
        "",
        "Read this issue on the web: <https://bulletin.example.org/issues/22/>",
        "",
        "Dear HeliographMarkName,",
        "",
        "What the network asks of you.",
        "",
        "All times are given in Lomé time.",
        "",
        "In this issue",
        "-------------",
        "2. Emergencies <and> disasters",
        "",
        "-" * 72,
        "",
        "Invitation",
        "2. Emergencies <and> disasters",
        "==============================",
        "",
        "* Webinar (French): Tuesday, 20 January 2026, 18:00 (Tokyo time)",
        "  Tuesday, 20 January 2026, 10:00 (Paris time)",
        "",
        "x < 3 & more",
        "",
        "Read it on the web: <https://bulletin.example.org/issues/22/#item-2>",
        "",
        "Contact: desk@secretariat.example.org",
        "",
        "-" * 72,
        "",
        "You get this letter because you coordinate, or belong to, the Associated",
        "Schools.",
        "",
        "Do not send me this bulletin any more:",
        "<HeliographMarkUnsubscribe>",
        "",
        "Choose which letters you get:",
        "<HeliographMarkPreferences>",
        "",
        "As PDF:",
        "<https://bulletin.example.org/issues/22/bulletin.pdf?lang=en&zone=Asia%2FTokyo>",
        "Its dates for your calendar:",
        "<https://bulletin.example.org/issues/22/bulletin.ics?lang=en&zone=Asia%2FTokyo>",
        "",
    ])  # fmt: skip


def test_both_parts_say_the_same():
    guide = File("Guidelines", f"{settings.SITE_URL}/media/g.pdf", "g.pdf", "PDF")
    made = letter.render(english(conference(attachments=(guide,), button=Button("Sign up", "https://example.org/s"))))
    html = Found(made.html)
    for words in ("Global Conference", "one practice", "Guidelines", "Sign up", "In this issue", "All times are given"):
        assert words in html.text
        assert words in made.text
    links = {a["href"] for a in html.all("a") if a["href"].startswith("http") and "#" not in a["href"]}
    assert all(link in made.text for link in links)


def test_a_correction_is_named():
    made = letter.render(english(corrected_on=replace(english().date, words="Tuesday, 13 January 2026")))
    assert "Corrected on Tuesday, 13 January 2026" in made.text
    assert "Corrected on Tuesday, 13 January 2026" in Found(made.html).text


def test_the_preheader_names_the_other_items():
    html = letter.render(english()).html
    assert "Emergencies &lt;and&gt; disasters" in html.split("<body", 1)[1].split("</div>", 1)[0]


def test_a_translation_that_does_not_fit_is_told_as_such(monkeypatch):
    monkeypatch.setattr(letter.letter_subject, "_", lambda words: "%(nothing)s")
    with pytest.raises(Unrenderable, match="a translation does not fit its text"):
        letter.render(english())


def test_the_other_languages_are_a_step_away():
    made = letter.render(english(languages=("en", "fr", "ar", "zh")))
    assert "Français: <https://bulletin.example.org/issues/22/?lang=fr>" in made.text
    links = [
        (a["lang"], a["dir"], a["href"]) for a in Found(made.html).all("a") if "lang" in a and "?lang=" in a["href"]
    ]
    assert links == [
        ("fr", "ltr", "https://bulletin.example.org/issues/22/?lang=fr"),
        ("ar", "rtl", "https://bulletin.example.org/issues/22/?lang=ar"),
    ]


@given(st.lists(st.sampled_from(NASTY), max_size=8).map("".join), st.text(max_size=40))
@settings_of_hypothesis(max_examples=25)
def test_no_text_breaks_the_layout(body, title):
    made = letter.render(english(item(title=title, body=body, label=title, contacts=(title,))))
    found = Found(made.html)
    assert len(found.all("h2")) == 2
    assert "".join(tree.words(parse(body)).split()) in "".join(found.text.split())
    assert not found.all("script")


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_is_read_on_its_ground(scheme):
    html = letter.render(english()).html
    dark = html[html.index("prefers-color-scheme: dark") :].split("</style>")[0]
    light = html[html.index("<body") :]
    part, ground = (light, "#fbfaf7") if scheme == "light" else (dark, "#10151f")
    texts = {colour.lower() for colour in re.findall(r"[; {\"]color:\s*(#[0-9a-fA-F]{6})", part)} - {"#ffffff"}
    assert len(texts) == 3
    for colour in texts:
        lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colour


def test_the_letter_may_be_sent():
    letter.render(english()).check()
    letter.render(arabic()).check()
