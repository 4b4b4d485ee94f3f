"""What a call for sessions asks to begin with, as ``questions/schema.py`` reads it, and under which keys."""

from __future__ import annotations

from typing import Any

from heliograph.calls.kinds.first_questions import texts

FORMAT, TITLE, SUMMARY, THEME, LANGUAGE, EXPECTED, NEEDS, NOT_AT, SPEAKERS, NAME = (
    "format", "title", "summary", "theme", "language", "expected", "needs", "not_at", "speakers", "name",
)  # fmt: skip

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "key": FORMAT,
        "type": "session-format",
        "label": texts("Format", "Format", "Formato", "شكل الجلسة"),
        "required": True,
        "public": True,
    },
    {
        "key": TITLE,
        "type": "short",
        "label": texts("Title of the session", "Titre de la séance", "Título de la sesión", "عنوان الجلسة"),
        "required": True,
        "public": True,
    },
    {
        "key": SUMMARY,
        "type": "long",
        "label": texts("What happens there", "Ce qui s’y passe", "Qué ocurre en ella", "ماذا يجري فيها"),
        "help": texts(
            "For whom it is, what participants do, and what they take home.",
            "À qui elle s’adresse, ce que les participants y font et ce qu’ils en retirent.",
            "A quién se dirige, qué hacen los participantes y qué se llevan.",
            "لمن هي، وماذا يفعل المشاركون، وبماذا يخرجون منها.",
        ),
        "required": True,
        "public": True,
        "settings": {"most": 2000, "rows": 6},
    },
    {"key": THEME, "type": "theme", "label": texts("Theme", "Thème", "Tema", "الموضوع"), "public": True},
    {
        "key": LANGUAGE,
        "type": "language",
        "label": texts(
            "In which language is it held?",
            "Dans quelle langue se tient-elle ?",
            "¿En qué idioma se celebra?",
            "بأي لغة تُعقد؟",
        ),
        "required": True,
        "public": True,
    },
    {
        "key": EXPECTED,
        "type": "number",
        "label": texts(
            "How many participants do you expect?",
            "Combien de participants attendez-vous ?",
            "¿Cuántos participantes espera?",
            "كم مشاركاً تتوقع؟",
        ),
        "settings": {"least": 1, "most": 2000},
    },
    {
        "key": NEEDS,
        "type": "equipment",
        "label": texts(
            "What must the room have?",
            "Que doit offrir la salle ?",
            "¿Qué debe tener la sala?",
            "ما الذي يجب توفره في القاعة؟",
        ),
    },
    {
        "key": NOT_AT,
        "type": "not-at",
        "label": texts(
            "When can it not be held?",
            "Quand ne peut-elle pas avoir lieu ?",
            "¿Cuándo no puede celebrarse?",
            "متى لا يمكن عقدها؟",
        ),
        "help": texts(
            "Half-days on which one of you is not there. All others are possible.",
            "Les demi-journées où l’un de vous est absent. Toutes les autres sont possibles.",
            "Las medias jornadas en que alguien de ustedes no está. Todas las demás son posibles.",
            "أنصاف الأيام التي يغيب فيها أحدكم. وما عداها ممكن.",
        ),
    },
    {
        "key": SPEAKERS,
        "type": "speakers",
        "label": texts(
            "Who speaks besides those who organize?",
            "Qui intervient en plus des organisateurs ?",
            "¿Quién interviene además de quienes organizan?",
            "من يتحدث إلى جانب المنظمين؟",
        ),
        "personal": True,
        "why": texts(
            "Nobody is planned in two rooms at once. The address is not shown; the name only if its bearer agrees.",
            "Personne n’est prévu dans deux salles à la fois. L’adresse n’est pas montrée ; le nom ne l’est qu’avec "
            "l’accord de la personne.",
            "Nadie debe estar en dos salas a la vez. La dirección no se muestra; el nombre, solo si la persona acepta.",
            "كي لا يُبرمج أحد في قاعتين في آن واحد. لا يُعرض العنوان، ولا الاسم إلا بموافقة صاحبه.",
        ),
    },
    {
        "key": NAME,
        "type": "consent",
        "label": texts("Your name", "Votre nom", "Su nombre", "اسمك"),
        "settings": {
            "text": texts(
                "My name may stand on the public programme. Otherwise only my country does. Whoever organizes along "
                "says so on the session’s page.",
                "Mon nom peut figurer au programme public. Sinon, seul mon pays y figure. Les coorganisateurs le "
                "disent sur la page de la séance.",
                "Mi nombre puede figurar en el programa público. De lo contrario, solo figura mi país. Quienes "
                "coorganizan lo indican en la página de la sesión.",
                "يجوز أن يظهر اسمي في البرنامج العلني، وإلا فيظهر بلدي وحده. ويقول المنظمون معي ذلك في صفحة الجلسة.",
            )
        },
    },
)

SESSION, OUTCOME, NUMBER, RECOMMENDED, LINKS, FILES = (
    "session", "outcome", "participants", "recommendation", "links", "files",
)  # fmt: skip

SUMMARIES: tuple[dict[str, Any], ...] = (
    {
        "key": SESSION,
        "type": "own-session",
        "label": texts("Which session?", "Quelle séance ?", "¿Qué sesión?", "أي جلسة؟"),
        "required": True,
        "public": True,
    },
    {
        "key": OUTCOME,
        "type": "long",
        "label": texts("What came of it?", "Qu’en est-il résulté ?", "¿Qué resultó de ella?", "ما نتيجتها؟"),
        "help": texts(
            "What was said and agreed, in a few paragraphs. It stands in the report of the conference. No names of "
            "students.",
            "Ce qui a été dit et convenu, en quelques paragraphes. Le texte figure dans le rapport de la conférence. "
            "Aucun nom d’élève.",
            "Qué se dijo y se acordó, en pocos párrafos. Figura en el informe de la conferencia. Sin nombres de "
            "estudiantes.",
            "ما قيل وما اتُّفق عليه في بضع فقرات. يرد في تقرير المؤتمر. من دون أسماء التلاميذ.",
        ),
        "required": True,
        "public": True,
        "settings": {"most": 6000, "rows": 10},
    },
    {
        "key": NUMBER,
        "type": "number",
        "label": texts("How many took part?", "Combien ont participé ?", "¿Cuántos participaron?", "كم شارك فيها؟"),
        "settings": {"least": 0, "most": 5000},
        "public": True,
    },
    {
        "key": RECOMMENDED,
        "type": "long",
        "label": texts(
            "What do you recommend to the network?",
            "Que recommandez-vous au réseau ?",
            "¿Qué recomienda a la red?",
            "بماذا توصي الشبكة؟",
        ),
        "public": True,
        "settings": {"most": 2000, "rows": 4},
    },
    {
        "key": LINKS,
        "type": "long",
        "label": texts(
            "Links to documents and photos",
            "Liens vers des documents et des photos",
            "Enlaces a documentos y fotos",
            "روابط إلى وثائق وصور",
        ),
        "help": texts("One a line.", "Un par ligne.", "Uno por línea.", "رابط في كل سطر."),
        "public": True,
        "settings": {"most": 2000, "rows": 3},
    },
    {
        "key": FILES,
        "type": "file",
        "label": texts("Documents", "Documents", "Documentos", "وثائق"),
    },
)
