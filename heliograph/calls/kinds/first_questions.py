"""What calls of the plain kinds ask to begin with, as ``questions/schema.py`` reads it: few, to be changed freely."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]
_TONGUES = ("en", "fr", "es", "ar")


def texts(*words: str) -> dict[str, str]:
    """A text in each of ``_TONGUES``."""
    return dict(zip(_TONGUES, words, strict=True))


def _option(key: str, *words: str) -> Data:
    return {"key": key, "label": texts(*words)}


def _asked(key: str, type_: str, label: dict[str, str], **more: Any) -> Data:
    return {"key": key, "type": type_, "label": label, **more}


def _personal(why: dict[str, str], **more: Any) -> Data:
    return {"personal": True, "why": why, **more}


_TITLE = _asked("title", "short", texts("Title", "Titre", "Título", "العنوان"), required=True)
_SUMMARY = _asked(
    "summary",
    "long",
    texts("Summary", "Résumé", "Resumen", "الملخص"),
    help=texts(
        "What it is about, for whom, and what one takes home from it.",
        "De quoi il s’agit, à qui cela s’adresse et ce que l’on en retire.",
        "De qué trata, a quién se dirige y qué se aprende.",
        "ما موضوعه، ولمن هو، وما الفائدة منه.",
    ),
    required=True,
)
_IN_LANGUAGE = _asked(
    "language", "language", texts("In which language", "Dans quelle langue", "En qué idioma", "بأي لغة")
)

_LEVELS = [
    _option("pre-primary", "Pre-primary", "Préprimaire", "Preescolar", "ما قبل الابتدائي"),
    _option("primary", "Primary", "Primaire", "Primaria", "الابتدائي"),
    _option(
        "lower-secondary", "Lower secondary", "Premier cycle du secondaire", "Secundaria, primer ciclo", "الإعدادي"
    ),
    _option("upper-secondary", "Upper secondary", "Second cycle du secondaire", "Secundaria, segundo ciclo", "الثانوي"),
    _option(
        "tvet",
        "Technical and vocational",
        "Technique et professionnel",
        "Técnica y profesional",
        "التعليم التقني والمهني",
    ),
    _option(
        "teacher-training", "Teacher training", "Formation des enseignants", "Formación de docentes", "إعداد المعلمين"
    ),
]
_THEMES = [
    _option(
        "peace", "Peace and human rights", "Paix et droits humains", "Paz y derechos humanos", "السلام وحقوق الإنسان"
    ),
    _option("citizenship", "Global citizenship", "Citoyenneté mondiale", "Ciudadanía mundial", "المواطنة العالمية"),
    _option(
        "sustainability",
        "Sustainable development",
        "Développement durable",
        "Desarrollo sostenible",
        "التنمية المستدامة",
    ),
    _option("heritage", "Heritage and cultures", "Patrimoine et cultures", "Patrimonio y culturas", "التراث والثقافات"),
]
_LEVEL_WORDS = texts("Level of education", "Niveau d’enseignement", "Nivel de enseñanza", "المرحلة التعليمية")

REGISTRATION: tuple[Data, ...] = (
    _asked(
        "badge",
        "short",
        texts("Name on the badge", "Nom sur le badge", "Nombre en la credencial", "الاسم على الشارة"),
        **_personal(
            texts(
                "To print your badge and the list at the door.",
                "Pour imprimer votre badge et la liste d’accueil.",
                "Para imprimir su credencial y la lista de la entrada.",
                "لطباعة شارتك وقائمة الاستقبال.",
            ),
            required=True,
        ),
    ),
    _asked(
        "role",
        "short",
        texts("Your role", "Votre fonction", "Su función", "صفتك"),
        help=texts(
            "For instance teacher, principal, National Coordinator.",
            "Par exemple enseignant, chef d’établissement, coordinateur national.",
            "Por ejemplo docente, directora o director, coordinador nacional.",
            "مثلاً: معلم، مدير مدرسة، منسق وطني.",
        ),
    ),
    _asked(
        "needs",
        "long",
        texts(
            "Is there anything you need, for access or at meals?",
            "Avez-vous des besoins particuliers, pour l’accès ou les repas ?",
            "¿Necesita algo para el acceso o las comidas?",
            "هل تحتاج إلى شيء خاص بسهولة الوصول أو بالطعام؟",
        ),
        **_personal(
            texts(
                "To prepare the place and the meals for you. Only the organizer reads it.",
                "Pour préparer le lieu et les repas pour vous. Seul l’organisateur le lit.",
                "Para preparar el lugar y las comidas para usted. Solo lo lee la organización.",
                "لتجهيز المكان والطعام لك. لا يقرؤه إلا المنظم.",
            ),
            settings={"rows": 3},
        ),
    ),
    _asked(
        "language",
        "language",
        texts(
            "The language you follow best", "La langue que vous suivez le mieux", "El idioma que mejor sigue",
            "اللغة التي تتابع بها بأفضل وجه",
        ),
    ),
)  # fmt: skip

INTEREST: tuple[Data, ...] = (
    _asked("level", "single", _LEVEL_WORDS, options=_LEVELS),
    _asked(
        "learners",
        "number",
        texts(
            "How many learners would take part?", "Combien d’élèves participeraient ?",
            "¿Cuántos estudiantes participarían?", "كم عدد المتعلمين الذين سيشاركون؟",
        ),
        help=texts(
            "About how many is enough.", "Un nombre approximatif suffit.", "Basta un número aproximado.",
            "يكفي عدد تقريبي.",
        ),
        settings={"least": 0, "people": True},
    ),
    _asked(
        "contact",
        "email",
        texts(
            "E-mail address to which we write about this", "Adresse électronique à laquelle nous écrivons à ce sujet",
            "Correo electrónico al que escribimos sobre esto", "البريد الإلكتروني الذي نكتب إليه بهذا الشأن",
        ),
        **_personal(
            texts(
                "To write to you about this, and about nothing else.", "Pour vous écrire à ce sujet, et à nul autre.",
                "Para escribirle sobre esto y nada más.", "لنكتب إليك بهذا الشأن وحده.",
            ),
        ),
    ),
)  # fmt: skip

APPLICATION: tuple[Data, ...] = (
    _asked("level", "single", _LEVEL_WORDS, options=_LEVELS, required=True),
    _asked(
        "languages",
        "short",
        texts(
            "In which languages can you work?", "Dans quelles langues pouvez-vous travailler ?",
            "¿En qué idiomas puede trabajar?", "بأي لغات يمكنك العمل؟",
        ),
        required=True,
    ),
    _asked(
        "themes",
        "multiple",
        texts(
            "Which themes do you want to work on?", "Sur quels thèmes souhaitez-vous travailler ?",
            "¿Sobre qué temas quiere trabajar?", "ما المواضيع التي تود العمل عليها؟",
        ),
        options=_THEMES,
        settings={"other": True},
    ),
    _asked(
        "why",
        "long",
        texts(
            "Why do you want to take part?", "Pourquoi souhaitez-vous participer ?", "¿Por qué quiere participar?",
            "لماذا تود المشاركة؟",
        ),
        required=True,
    ),
)  # fmt: skip

PROPOSAL: tuple[Data, ...] = (_TITLE, _SUMMARY, _IN_LANGUAGE)

CONTRIBUTION: tuple[Data, ...] = (
    _TITLE,
    _SUMMARY,
    _IN_LANGUAGE,
    _asked(
        "file",
        "file",
        texts("The work itself", "Le travail lui-même", "El trabajo", "العمل نفسه"),
        required=True,
        settings={"kinds": ["pdf", "image"]},
    ),
    _asked(
        "publish",
        "consent",
        texts("Publishing it", "Publication", "Publicación", "النشر"),
        settings={
            "text": texts(
                "This work may be shown on this site and in the bulletin, with the name of the school. "
                "All whose work it is, or who can be seen in it, have agreed.",
                "Ce travail peut être montré sur ce site et dans le bulletin, avec le nom de l’établissement. "
                "Tous ceux qui l’ont fait, ou que l’on y voit, ont donné leur accord.",
                "Este trabajo puede mostrarse en este sitio y en el boletín, con el nombre de la escuela. "
                "Todas las personas que lo hicieron, o que se ven en él, están de acuerdo.",
                "يجوز عرض هذا العمل على هذا الموقع وفي النشرة مع اسم المدرسة. وقد وافق على ذلك كل من أنجزه أو ظهر فيه.",
            )
        },
    ),
)
