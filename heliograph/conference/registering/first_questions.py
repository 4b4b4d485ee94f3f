"""What registration for a conference and the questions about one's stay begin with; organizers change them freely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.calls.kinds.first_questions import REGISTRATION as PLAIN
from heliograph.calls.kinds.first_questions import texts

Data = Mapping[str, Any]
#: The keys by which the rooms of a conference know answers.
LISTED = "listed"
ARRIVAL, DEPARTURE = "arrival", "departure"
LETTER, NO_LETTER, WANTED = "letter", "no", "yes"
PASSPORT_NAME, PASSPORT_NUMBER, NATIONALITY, BORN, EMBASSY = (
    "passport_name", "passport_number", "nationality", "born", "embassy",
)  # fmt: skip
_VISA_WHY = texts(
    "Embassies ask for it. It stands in your invitation letter, and is deleted soon after the conference.",
    "Les ambassades le demandent. Cela figure dans votre lettre d’invitation et est supprimé peu après la conférence.",
    "Las embajadas lo piden. Figura en su carta de invitación y se borra poco después de la conferencia.",
    "تطلبه السفارات. يرد في رسالة دعوتك ويُحذف بعد المؤتمر بوقت قصير.",
)
_IF_WANTED = {"question": LETTER, "values": [WANTED]}


def _plain(key: str) -> Data:
    return next(each for each in PLAIN if each["key"] == key)


def _visa(key: str, type_: str, label: dict[str, str], **more: Any) -> Data:
    """A question about the visa, asked of those alone who need a letter."""
    return {"key": key, "type": type_, "label": label, "shown": _IF_WANTED, "why": _VISA_WHY, "personal": True, **more}


REGISTRATION: tuple[Data, ...] = (
    _plain("badge"),
    _plain("role"),
    {
        "key": "organization",
        "type": "organization",
        "label": texts(
            "School or organization", "Établissement ou organisation", "Escuela u organización", "المدرسة أو المؤسسة"
        ),
    },
    _plain("language"),
    {
        "key": LISTED,
        "type": "consent",
        "label": texts(
            "List of participants", "Liste des participants", "Lista de participantes", "قائمة المشاركين"
        ),
        "settings": {
            "text": texts(
                "My name, my organization and my country may stand on the list that participants see.",
                "Mon nom, mon organisation et mon pays peuvent figurer sur la liste que voient les participants.",
                "Mi nombre, mi organización y mi país pueden figurar en la lista que ven los participantes.",
                "يجوز أن يرد اسمي واسم مؤسستي وبلدي في القائمة التي يراها المشاركون في المؤتمر.",
            )
        },
    },
)  # fmt: skip

FOLLOW_UP: tuple[Data, ...] = (
    {
        "key": ARRIVAL,
        "type": "date",
        "label": texts("Day of arrival", "Jour d’arrivée", "Día de llegada", "يوم الوصول"),
    },
    {
        "key": DEPARTURE,
        "type": "date",
        "label": texts("Day of departure", "Jour de départ", "Día de salida", "يوم المغادرة"),
    },
    {
        "key": "travel",
        "type": "short",
        "label": texts(
            "Flight or train, with its hour", "Vol ou train, avec l’heure", "Vuelo o tren, con la hora",
            "الرحلة الجوية أو القطار مع الساعة",
        ),
        "help": texts(
            "If you know it already.", "Si vous le savez déjà.", "Si ya lo sabe.", "إن كنت تعرف ذلك الآن."
        ),
    },
    {
        "key": "diet",
        "type": "short",
        "label": texts(
            "Is there anything that you do not eat?", "Y a-t-il des aliments que vous ne mangez pas ?",
            "¿Hay algo que no come?", "هل هناك طعام لا تتناوله؟",
        ),
        "why": texts(
            "To prepare the meals for you. Only the organizer reads it.",
            "Pour préparer vos repas. Seul l’organisateur le lit.",
            "Para preparar sus comidas. Solo lo lee la organización.",
            "لتحضير وجباتك. لا يقرؤه إلا المنظم.",
        ),
        "personal": True,
    },
    {
        "key": "access",
        "type": "long",
        "label": texts(
            "Is there anything you need so that you can take part?",
            "De quoi avez-vous besoin pour pouvoir participer ?",
            "¿Necesita algo para poder participar?",
            "هل تحتاج إلى شيء لتتمكن من المشاركة؟",
        ),
        "help": texts(
            "For instance a room without steps, sign language, somebody who accompanies you.",
            "Par exemple une salle de plain-pied, la langue des signes, une personne qui vous accompagne.",
            "Por ejemplo una sala sin escalones, lengua de señas, una persona que le acompañe.",
            "مثلاً: قاعة بلا درج، أو لغة الإشارة، أو شخص يرافقك.",
        ),
        "why": texts(
            "To prepare the place for you. Only the organizer reads it.",
            "Pour préparer le lieu pour vous. Seul l’organisateur le lit.",
            "Para preparar el lugar para usted. Solo lo lee la organización.",
            "لتجهيز المكان لك. لا يقرؤه إلا المنظم.",
        ),
        "personal": True,
        "settings": {"rows": 3},
    },
    {
        "key": LETTER,
        "type": "single",
        "label": texts(
            "Do you need an invitation letter for a visa?", "Vous faut-il une lettre d’invitation pour un visa ?",
            "¿Necesita una carta de invitación para un visado?", "هل تحتاج إلى رسالة دعوة للحصول على تأشيرة؟",
        ),
        "required": True,
        "options": [
            {"key": NO_LETTER, "label": texts("No", "Non", "No", "لا")},
            {"key": WANTED, "label": texts("Yes", "Oui", "Sí", "نعم")},
        ],
    },
    _visa(
        PASSPORT_NAME, "short",
        texts(
            "Name as in the passport", "Nom tel que dans le passeport", "Nombre como en el pasaporte",
            "الاسم كما في جواز السفر",
        ),
        required=True,
        settings={"fills": "name"},
    ),
    _visa(
        PASSPORT_NUMBER, "short",
        texts("Number of the passport", "Numéro du passeport", "Número del pasaporte", "رقم جواز السفر"),
        required=True,
        settings={"most": 40},
    ),
    _visa(NATIONALITY, "country", texts("Nationality", "Nationalité", "Nacionalidad", "الجنسية"), required=True),
    _visa(
        BORN, "date",
        texts("Date of birth", "Date de naissance", "Fecha de nacimiento", "تاريخ الميلاد"),
        required=True,
    ),
    _visa(
        EMBASSY, "short",
        texts(
            "Embassy or consulate to which you apply", "Ambassade ou consulat auquel vous vous adressez",
            "Embajada o consulado al que se dirige", "السفارة أو القنصلية التي تقدم إليها الطلب",
        ),
    ),
)  # fmt: skip
