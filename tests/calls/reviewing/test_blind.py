"""Where reviewers do not see who answers, nothing that they get holds it: page, file names, addresses."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from heliograph.calls.models import AnswerFile, CoRespondent, Response
from tests.calls.factories import response
from tests.calls.files.making import kept
from tests.calls.reviewing.scenes import given, organizer, reviewed_call, reviewer, run_by
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"key": "idea", "type": "long", "label": {"en": "Your idea"}},
    {"key": "phone", "type": "short", "label": {"en": "Telephone"}, "personal": True, "why": {"en": "To call you."}},
    {"key": "place", "type": "country", "label": {"en": "Country of birth"}},
    {"key": "partner", "type": "organization", "label": {"en": "Partner school"}},
    {"key": "site", "type": "url", "label": {"en": "Website"}},
    {"key": "mail", "type": "email", "label": {"en": "Second address"}},
    {"key": "poster", "type": "file", "label": {"en": "Poster"}},
    {"key": "passport", "type": "file", "label": {"en": "Passport"}, "personal": True, "why": {"en": "For the visa."}},
]
#: What of the answer below says who gives it.
TELLING = (
    "Amina Mensah", "amina@lycee.example.org", "Lycée Kpalimé", "Kpalimé Lycée", "office@kpalime.example.org", "Togo",
    "+228 90 00 00 00", "Kenya", "Partner School of Nairobi", "kpalime.example.org", "second@example.org",
    "amina-mensah-poster.txt", "mensah-passport.txt", "Kofi Doe", "kofi@example.org",
)  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def stored(file: AnswerFile) -> list[dict[str, object]]:
    return [{"name": file.name, "size": file.content.size, "file": str(file.public_id)}]


@pytest.fixture
def answer():
    """An answer that is full of what says who gives it."""
    amina = person("amina@lycee.example.org", name="Amina Mensah")
    lycee = school("Lycée Kpalimé", name_en="Kpalimé Lycée", email="office@kpalime.example.org", country="TG")
    with_role(amina, "focal-point", organization=lycee)
    to = reviewed_call(
        programme=run_by(organizer()), respondent="organization", questions=QUESTIONS, plan={"blind": True}
    )
    one = response(
        to,
        amina,
        lycee,
        idea="We, the LYCÉE KPALIMÉ, plant trees. Write to amina@lycee.example.org. Kofi Doe helps.",
        phone="+228 90 00 00 00",
        place="KE",
        partner={"name": "Partner School of Nairobi"},
        site="https://kpalime.example.org/trees",
        mail="second@example.org",
    )
    CoRespondent.objects.create(response=one, email="kofi@example.org", name="Kofi Doe", invited_at=NOW)
    poster, passport = kept(one, name="amina-mensah-poster.txt"), kept(one, name="mensah-passport.txt", text="Secret")
    AnswerFile.objects.filter(pk=poster.pk).update(question="poster")
    AnswerFile.objects.filter(pk=passport.pk).update(question="passport")
    answers = {**one.answers, "poster": stored(poster), "passport": stored(passport)}
    Response.objects.filter(pk=one.pk).update(answers=answers)
    one.refresh_from_db()
    return one


@pytest.fixture
def review(answer, client):
    by = reviewer(answer.call, person("reviewer@example.org", name="Reviewer"))
    client.force_login(by.person)
    return given(answer, by)


def pages(client, review) -> str:
    """All that the reviewer's pages say, their addresses included."""
    found = [reverse("calls:reviews"), reverse("calls:review", args=[review.public_id])]
    return "\n".join([*found, *(client.get(each).content.decode() for each in found)])


def open_to_reviewers(answer) -> None:
    answer.call.review_plan.blind = False
    answer.call.review_plan.save()


def test_no_page_of_a_blind_review_says_who_answers(client, answer, review):
    told = pages(client, review).casefold()
    assert "plant trees" in told
    assert [each for each in TELLING if each.casefold() in told] == []
    assert answer.public_id.hex not in told.replace("-", "")


def test_the_same_words_stand_there_where_the_review_is_not_blind(client, answer, review):
    open_to_reviewers(answer)
    told = pages(client, review)
    hidden = {"Kpalimé Lycée", "office@kpalime.example.org", "kofi@example.org"}
    assert [each for each in TELLING if each not in told and each not in hidden] == []


def test_a_file_is_given_out_without_its_name(client, answer, review):
    poster = answer.files.get(question="poster")
    got = client.get(reverse("calls:file", args=[poster.public_id]))
    assert (got.status_code, b"".join(got.streaming_content)) == (200, b"Some notes.")
    assert "amina" not in got.headers["Content-Disposition"].casefold()
    assert f"poster-{poster.public_id.hex[:6]}.txt" in got.headers["Content-Disposition"]


def test_a_file_of_a_personal_question_is_not_given_out(client, answer, review):
    passport = answer.files.get(question="passport")
    page = reverse("calls:file", args=[passport.public_id])
    assert client.get(page).status_code == 404
    open_to_reviewers(answer)
    assert b"".join(client.get(page).streaming_content) == b"Secret"


def test_a_file_that_is_held_back_keeps_its_name_to_itself(client, answer, review):
    poster = answer.files.get(question="poster")
    poster.content.quarantined_at = NOW
    poster.content.save()
    got = client.get(reverse("calls:file", args=[poster.public_id]))
    assert got.status_code == 403
    assert "amina" not in got.content.decode().casefold()


def test_no_file_goes_to_who_has_stepped_aside(client, answer, review):
    review.state = "aside"
    review.save()
    assert client.get(reverse("calls:file", args=[answer.files.get(question="poster").public_id])).status_code == 404


def test_the_page_of_the_answer_itself_is_not_the_reviewers(client, answer, review):
    assert client.get(reverse("calls:response", args=[answer.public_id])).status_code == 404
