"""Applications for tests, in any state, and the letters that were written."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from heliograph.delivery.models import Message
from heliograph.network.joining import lifecycle
from heliograph.network.models import Application, Organization
from tests.network.factories import NOW

SCHOOL = "Lycée de l’Amitié"


def said(**fields):
    """What a complete form posts."""
    return {
        "application": str(uuid4()),
        "name": SCHOOL,
        "name_language": "fr",
        "name_en": "Friendship Secondary School",
        "country": "TG",
        "city": "Lomé",
        "levels": ["lower-secondary", "upper-secondary"],
        "language_1": "fr",
        "language_2": "",
        "language_3": "",
        "learners": "250-499",
        "themes": ["ocean"],
        "web": "",
        "email": "office@amitie.tg.schools.example.org",
        "correspondence": "en",
        "visibility": "full",
        "applicant_name": "Ama",
        "applicant_email": "Ama@amitie.tg.schools.example.org",
        "applicant_role": "focal-point",
        "motivation": "We live by the sea.",
        "homepage": "",
        **fields,
    }


def cleaned(**fields):
    """The same as the form hands it on."""
    given = said(**fields)
    return {**given, "languages": [given["language_1"]]}


def submitted(**fields) -> Application:
    return lifecycle.submit(uuid4(), cleaned(**fields), NOW)


def applied(**fields) -> Application:
    made = submitted(**fields)
    assert lifecycle.confirm(made, NOW)
    return made


def recommended(by, **fields) -> Application:
    made = applied(**fields)
    assert lifecycle.recommend(made, by, NOW + timedelta(minutes=1))
    return made


def proofread(by, **fields) -> Application:
    made = recommended(by, **fields)
    school = Organization.objects.get(pk=made.organization_id)
    assert lifecycle.approve_name(made, school.name, NOW + timedelta(minutes=2))
    return made


def subjects(address: str) -> list[str]:
    """The subjects of the letters to an address, the oldest first."""
    found = Message.objects.filter(address=address).order_by("pk")
    return list(found.values_list("body__subject", flat=True))


def last_letter(address: str):
    return Message.objects.filter(address=address).order_by("pk").last().body


def path_in(text: str, part: str = "/network/applications/") -> str:
    """The path of the first link of a letter that leads to a page of this kind."""
    return re.search(rf"https?://[^/]+({re.escape(part)}\S*)", text)[1]
