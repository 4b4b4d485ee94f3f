"""What is read of an item besides its dates."""

from __future__ import annotations

import pytest

from heliograph.bulletin.importing.facts.attachments import attachment_warnings, attachments
from heliograph.bulletin.importing.facts.audiences import audiences
from heliograph.bulletin.importing.facts.emails import emails
from heliograph.bulletin.importing.facts.languages import languages
from heliograph.bulletin.importing.facts.links import link_warnings, links
from heliograph.bulletin.importing.facts.mode import mode
from heliograph.bulletin.importing.facts.places import places
from heliograph.bulletin.importing.facts.tongue import tongue
from heliograph.bulletin.importing.scanner import scan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Write to Ann.B@Example.org, ann.b@example.org or c-d@sub.example.org.",
            ("Ann.B@Example.org", "c-d@sub.example.org"),
        ),
        ("[the team](mailto:team@example.org?subject=Hi)", ("team@example.org",)),
        ("team [at] example [dot] org", ("team@example.org",)),
        ("Follow @example on 12@ and a@b", ()),
    ],
)
def test_addresses(text, expected):
    assert emails(scan(text)) == expected


def test_links_are_given_once_and_addresses_of_persons_not():
    found = links(scan("[a](https://example.org) [a](https://example.org) [b](#) [c](mailto:c@example.org)"))
    assert [(link.text, link.url) for link in found] == [("a", "https://example.org"), ("b", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Register [here](#).",
        "Click here to register.",
        "Inscription via le lien suivant.",
        "Inscríbase en el siguiente enlace.",
    ],
)
def test_links_that_are_promised_and_not_there(text):
    assert [str(warning.kind) for warning in link_warnings(scan(text))] == ["no-link"]


@pytest.mark.parametrize(
    "text",
    [
        "Click [here](https://example.org).",
        "Use the following link: https://example.org",
        "The link below will be shared soon.",
    ],
)
def test_links_that_are_there_or_follow_later(text):
    assert link_warnings(scan(text)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See the [Guidelines attached](#).", ("Guidelines attached",)),
        ("The concept note is attached.", ("concept note is attached",)),
        ("Please find attached the agenda.", ("attached the agenda",)),
        ("Voir le formulaire ci-joint.", ("formulaire ci-joint",)),
        ("La note conceptuelle est jointe.", ("note conceptuelle est jointe",)),
        ("Véase el documento adjunto.", ("documento adjunto",)),
        ("Schools attached to universities are welcome.", ()),
        ("Un rapport conjoint paraît.", ()),
    ],
)
def test_attachments(text, expected):
    assert attachments(scan(text)) == expected


def test_an_attachment_that_came_along_or_is_linked_is_not_missed():
    assert len(attachment_warnings(scan("The agenda is attached."), ())) == 1
    assert attachment_warnings(scan("The agenda is attached."), ("Agenda-2026.pdf",)) == ()
    assert attachment_warnings(scan("See the [agenda attached](https://example.org/a.pdf)."), ()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**ENGLISH:** Tuesday\n\n**FRENCH:** Wednesday", ("en", "fr")),
        ("It will be conducted in English and French.", ("en", "fr")),
        ("Interprétation en espagnol et en arabe", ("es", "ar")),
        ("Idiomas de trabajo: español, inglés y portugués", ("es", "en", "pt")),
        ("The working language will be in English and please note", ("en",)),
        ("Webinar (EN/FR/ES)", ("en", "fr", "es")),
        (
            "In the six official languages of the United Nations: all six official languages",
            ("ar", "zh", "en", "fr", "ru", "es"),
        ),
        ("A visit to French schools in Spanish towns with English teachers", ()),
        ("in the coming days in France", ()),
        ("Вебинар пройдёт на английском и французском языках.", ("en", "fr")),
        ("Рабочие языки: английский, испанский", ("en", "es")),
        ("ستعقد الندوة بالإنجليزية والفرنسية", ("en", "fr")),
        ("مع ترجمة إلى الإسبانية", ("es",)),
        ("研讨会将以英语和法语举行。", ("en", "fr")),
        ("工作语言：英文、西班牙文", ("en", "es")),
    ],
)
def test_languages_offered(text, expected):
    assert languages(scan(text), tongue(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Join the session on the best desserts and other essential services",
        "All sessions are for English-speaking teachers",
        "Notes of the session/ES are here",
        "На конференции будет английский парк",
        "Программа для начальных школ, немецкий учёный",
        "المدارس العربية بالقاهرة",
        "英语教师和中文学校",
    ],
)
def test_what_stands_inside_words_or_tells_of_something_else_is_no_language(text):
    assert languages(scan(text), tongue(text)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ENfr project and the ESCP school", ()),
        ("Our AR/VR laboratory", ()),
        ("See Guide-FR-EN.pdf and document_EN/FR.pdf", ()),
        ("https://example.org/FR/EN/page and http://example.org/a-EN-FR.html", ()),
        ("A Co-EN/FR initiative", ()),
        ("At 5 p.m. (PT), or 17:30 (PT)", ()),
        ("Sessions in English-speaking countries", ()),
        ("17:30 (FR)", ("fr",)),
        ("The guide (PT)", ("pt",)),
        ("Interpretation: EN-FR.", ("en", "fr")),
        ("Languages: EN/FR/DE", ("en", "fr")),
    ],
)
def test_codes_within_longer_words_are_no_languages(text, expected):
    assert languages(scan(text), tongue(text)) == expected


def test_names_are_those_of_the_tongue_that_is_written_or_a_languages_own():
    own = "**ENGLISH:** Tuesday\n\n**ESPAÑOL:** Wednesday\n\n**РУССКИЙ:** Friday"
    assert languages(scan(own), "en") == ("en", "es", "ru")
    foreign = "The sessions are for all. In Deutsch and in Griechisch, both of them."
    assert languages(scan(foreign), "en") == ("de",)
    both = "The meeting is in English and Greek.\n\nLa réunion se tiendra en anglais et en grec pour les écoles."
    assert languages(scan(both), "en") == ("en", "el")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 March – 2 April 2026 | Hainan, China", ("Hainan, China",)),
        ("at Headquarters, in Paris, on 23 January", ("Paris",)),
        ("at 10 a.m. Paris time (heure de Paris)", ()),
        ("La réunion aura lieu à Lomé, Togo", ("Lomé, Togo",)),
        ("La reunión se celebrará en Bogotá el 3 de mayo", ("Bogotá",)),
        ("Venue: Community Hall, Gozo", ("Community Hall, Gozo",)),
        ("Venue: online, Zoom", ()),
        ("The Paris Agreement and the Korean schools", ()),
    ],
)
def test_places(text, expected):
    assert places(scan(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("students aged 10 to 14 and 15 to 18", ("students", "ages 10 to 14", "ages 15 to 18")),
        ("Primary, lower and upper secondary, and special education schools",
         ("primary", "lower secondary", "upper secondary", "special education", "schools")),
        ("Pour les enseignants et les élèves de 12 à 15 ans", ("teachers", "students", "ages 12 to 15")),
        ("Docentes y puntos focales de América Latina y el Caribe",
         ("teachers", "focal points", "Latin America and the Caribbean")),
        ("National Coordinators of the Arab States", ("national coordinators", "Arab States")),
        ("from 10 to 14 November", ()),
    ],
)  # fmt: skip
def test_audiences(text, expected):
    assert audiences(scan(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Held via Zoom", "online"),
        ("Réunion en ligne.", "online"),
        ("A hybrid meeting", "hybrid"),
        ("At the venue and online.", "hybrid"),
        ("Encuentro presencial", "on-site"),
        ("Fill in the online application form", None),
    ],
)
def test_mode(text, expected):
    assert mode(scan(text), ()) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The schools of the network are invited to take part in this.", "en"),
        ("Les écoles du réseau sont invitées à participer à la semaine.", "fr"),
        ("Las escuelas de la red están invitadas a participar en la semana.", "es"),
        ("Die Schulen des Netzes sind eingeladen und werden gebeten, sich anzumelden.", "de"),
        ("المدارس مدعوة للمشاركة", "ar"),
        ("Школы сети приглашаются", "ru"),
        ("请各学校参加", "zh"),
        ("123", "en"),
    ],
)
def test_language_of_a_document(text, code):
    assert tongue(text) == code
