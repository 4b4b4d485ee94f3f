"""The kind of call by which schools offer to speak at an event; who is accepted stands on its programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy
from i18nfield.strings import LazyI18nString

from heliograph.calls.kinds import Defaults
from heliograph.calls.kinds.first_questions import texts
from heliograph.calls.kinds.plain import Proposal
from heliograph.calls.models import Response
from heliograph.calls.states import DeadlineKind, Limit, RespondentKind, ResponseState, Verb
from heliograph.events.models import Event, Speaker
from heliograph.frame.finished import touch
from heliograph.frame.phrases import in_all_languages

TOPIC, SUMMARY, SPEAKS, NAME, LANGUAGE = "topic", "summary", "speaks", "name", "language"
MYSELF, STUDENTS = "myself", "students"
_STUDENTS = gettext_noop("students, with their teacher")
#: States in which somebody stands on the programme.
_SPEAKING = frozenset(
    {ResponseState.ACCEPTED, ResponseState.CONFIRMED, ResponseState.RECONFIRMED, ResponseState.COMPLETED}
)

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "key": TOPIC,
        "type": "short",
        "label": texts("What will you speak about?", "De quoi parlerez-vous ?", "¿De qué va a hablar?", "عمَّ ستتحدث؟"),
        "required": True,
    },
    {
        "key": SUMMARY,
        "type": "long",
        "label": texts("In a few sentences", "En quelques phrases", "En pocas frases", "في بضع جمل"),
        "required": True,
        "settings": {"rows": 4},
    },
    {
        "key": SPEAKS,
        "type": "single",
        "label": texts("Who speaks?", "Qui prend la parole ?", "¿Quién habla?", "من سيتحدث؟"),
        "help": texts(
            "Students speak with a teacher of theirs, who answers here. Their names are not asked for and not shown.",
            "Les élèves parlent avec leur enseignant, qui répond ici. Leurs noms ne sont ni demandés ni montrés.",
            "Los estudiantes hablan con su docente, que responde aquí. Sus nombres no se piden ni se muestran.",
            "يتحدث التلاميذ مع معلمهم الذي يجيب هنا. ولا تُطلب أسماؤهم ولا تُعرض.",
        ),
        "required": True,
        "options": [
            {"key": MYSELF, "label": texts("I do", "Moi-même", "Yo", "أنا")},
            {
                "key": STUDENTS,
                "label": texts(
                    "Students, I am with them", "Des élèves, avec moi", "Estudiantes, conmigo", "تلاميذ، وأنا معهم"
                ),
            },
        ],
    },
    {
        "key": LANGUAGE,
        "type": "language",
        "label": texts("In which language?", "Dans quelle langue ?", "¿En qué idioma?", "بأي لغة؟"),
    },
    {
        "key": NAME,
        "type": "consent",
        "label": texts("Your name", "Votre nom", "Su nombre", "اسمك"),
        "shown": {"question": SPEAKS, "values": [MYSELF]},
        "settings": {
            "text": texts(
                "My name may stand on the public programme. Otherwise only my school does.",
                "Mon nom peut figurer au programme public. Sinon, seul mon établissement y figure.",
                "Mi nombre puede figurar en el programa público. De lo contrario, solo figura mi escuela.",
                "يجوز أن يظهر اسمي في البرنامج العلني، وإلا فتظهر مدرستي وحدها.",
            )
        },
    },
)


class Floor(Proposal):
    key = "floor"
    label = gettext_lazy("offer to speak")
    about = gettext_lazy("Schools offer to speak at an event. Who is accepted stands on its programme.")
    action = pgettext_lazy("button", "Take the floor")
    order = 410
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        limit=Limit.MANY,
        minutes=5,
        deadlines=(DeadlineKind.CLOSES, DeadlineKind.DECIDE),
        questions=QUESTIONS,
    )

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        """Whoever is accepted stands on the programme; who is not any more, does not."""
        super().after(response, verb, at)
        if response.state == ResponseState.DRAFT:
            return
        for event in Event.objects.filter(floor=response.call):
            place(event, response)


def place(event: Event, response: Response) -> None:
    """Put an offer on the programme of an event, anew, or take it away. In the transaction of its change."""
    if response.state not in _SPEAKING:
        if event.speakers.filter(response=response.public_id).delete()[0]:
            touch()
        return
    last = max(event.speakers.values_list("position", flat=True), default=-1)
    Speaker.objects.update_or_create(
        event=event,
        response=response.public_id,
        defaults=_shown(response),
        create_defaults={"position": last + 1, **_shown(response)},
    )
    touch()


def _shown(response: Response) -> dict[str, Any]:
    """What the programme says: the person where he agrees, else the school; of students never a name."""
    answers, school = response.answers, _school(response)
    topic = str(answers.get(TOPIC, ""))[:250]
    own = str(response.person.name) if answers.get(SPEAKS) == MYSELF and _agreed(answers) else ""
    return {
        "name": (own or school)[:200],
        "person": response.person if own else None,
        "organization": school if own else "",
        "role": LazyI18nString(in_all_languages(_STUDENTS)) if answers.get(SPEAKS) == STUDENTS else "",
        "topic": LazyI18nString({response.language: topic}),
    }


def _agreed(answers: Mapping[str, Any]) -> bool:
    given = answers.get(NAME)
    return isinstance(given, dict) and given.get("agreed") is True


def _school(response: Response) -> str:
    found = response.organization
    return (found.name if found is not None else response.organization_name) or str(settings.NETWORK_NAME)
