from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from heliograph.network.models import Person, Role
from tests.calls.factories import call, programme
from tests.network.factories import NOW, person, school, with_role

#: Three questions, the last two of which depend on the first.
QUESTIONS = [
    {
        "key": "role",
        "type": "single",
        "label": {"en": "What do you do at your school?", "fr": "Que faites-vous à l’école ?"},
        "required": True,
        "options": [
            {"key": "teacher", "label": {"en": "Teacher", "fr": "Enseignant"}},
            {"key": "head", "label": {"en": "Head of the school"}},
        ],
    },
    {
        "key": "subject",
        "type": "short",
        "label": {"en": "Which subject do you teach?"},
        "help": {"en": "The main one is enough."},
        "shown": {"question": "role", "values": ["teacher"]},
    },
    {
        "key": "phone",
        "type": "short",
        "label": {"en": "Telephone"},
        "personal": True,
        "why": {"en": "So that we can reach you on the day."},
    },
]


@pytest.fixture
def secretary(db):
    found = Person.objects.create_person("desk@secretariat.example.org", NOW, name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def commission(db):
    return school("Commission of Togo", kind="commission")


@pytest.fixture
def organizer(commission):
    return with_role(person("organizer@example.org", name="Kossi"), "organizer", organization=commission)


@pytest.fixture
def asked(commission):
    """A call of the organizer's programme that asks three questions."""
    return call("Registration", programme=programme(organizer=commission), slug="registration", questions=QUESTIONS)


@pytest.fixture
def desk(organizer):
    """The organizer's browser."""
    client = Client()
    client.force_login(organizer)
    return client
