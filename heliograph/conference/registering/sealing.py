"""What an invitation letter is signed off with: nothing stands in it that nobody has looked at.

Number of the passport, nationality and date of birth are kept among the answers to the follow-up call alone, where
they can be changed. Of what it was signed off with a letter keeps a seal, a keyed digest that tells nothing.
"""

from __future__ import annotations

import json

from django.utils.crypto import constant_time_compare, salted_hmac

from heliograph.conference.registering import first_questions as asked
from heliograph.conference.registering.models import InvitationLetter, Stay
from heliograph.conference.states import LetterState

_SALT = "heliograph.conference.registering.sealing"


def passport_of(letter: InvitationLetter) -> dict[str, str]:
    """What was answered about the passport, by question, while it is kept. One query."""
    stay = (
        Stay.objects.filter(registration=letter.response_id, response__isnull=False).select_related("response").first()
    )
    answers = stay.response.answers if stay is not None and stay.response is not None else {}
    wanted = (asked.NATIONALITY, asked.PASSPORT_NUMBER, asked.BORN)
    return {key: answers[key] for key in wanted if isinstance(answers.get(key), str) and answers[key]}


def seal_of(letter: InvitationLetter) -> str:
    """The seal of what a letter says as things stand. One query."""
    says = [letter.name, letter.organization, letter.country, letter.embassy, letter.language, passport_of(letter)]
    content = json.dumps([str(letter.public_id), *says], sort_keys=True)
    return salted_hmac(_SALT, content, algorithm="sha256").hexdigest()


def is_sealed(letter: InvitationLetter) -> bool:
    """Whether a letter says what it was signed off with. One query."""
    return constant_time_compare(letter.seal, seal_of(letter))


def passport_to_tell(letter: InvitationLetter) -> dict[str, str]:
    """What a letter tells of the passport: of one that was signed off nothing else than it was signed off with."""
    if letter.state != LetterState.ASKED and not is_sealed(letter):
        return {}
    return passport_of(letter)
