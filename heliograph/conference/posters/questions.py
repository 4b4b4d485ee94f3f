"""What a call for posters asks to begin with, as ``questions/schema.py`` reads it, and under which keys."""

from __future__ import annotations

from typing import Any

from heliograph.calls.kinds.first_questions import texts

TITLE, SUMMARY, THEME, LANGUAGE, FILE, ALT, CREDIT, PUBLISH = (
    "title", "summary", "theme", "language", "file", "alt", "credit", "publish",
)  # fmt: skip

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "key": TITLE,
        "type": "short",
        "label": texts("Title of the poster", "Titre de l’affiche", "Título del cartel", "عنوان الملصق"),
        "required": True,
        "public": True,
    },
    {
        "key": SUMMARY,
        "type": "long",
        "label": texts("Summary", "Résumé", "Resumen", "الملخص"),
        "help": texts(
            "What was done, with whom, and what came of it, in a few sentences. No names of students.",
            "Ce qui a été fait, avec qui et ce qui en est résulté, en quelques phrases. Aucun nom d’élève.",
            "Qué se hizo, con quién y qué resultó, en pocas frases. Sin nombres de estudiantes.",
            "ما الذي أُنجز، ومع من، وما نتيجته، في بضع جمل. من دون أسماء التلاميذ.",
        ),
        "required": True,
        "public": True,
        "settings": {"most": 1200, "rows": 5},
    },
    {"key": THEME, "type": "theme", "label": texts("Theme", "Thème", "Tema", "الموضوع"), "public": True},
    {
        "key": LANGUAGE,
        "type": "language",
        "label": texts(
            "In which language is the poster?",
            "Dans quelle langue est l’affiche ?",
            "¿En qué idioma está el cartel?",
            "بأي لغة كُتب الملصق؟",
        ),
        "required": True,
        "public": True,
    },
    {
        "key": FILE,
        "type": "poster-file",
        "label": texts("The poster itself", "L’affiche", "El cartel", "الملصق نفسه"),
        "help": texts(
            "One page, higher than it is wide, as PDF, PNG or JPEG.",
            "Une seule page, plus haute que large, en PDF, PNG ou JPEG.",
            "Una sola página, más alta que ancha, en PDF, PNG o JPEG.",
            "صفحة واحدة ارتفاعها أكبر من عرضها، بصيغة PDF أو PNG أو JPEG.",
        ),
        "required": True,
        "public": True,
    },
    {
        "key": ALT,
        "type": "long",
        "label": texts(
            "What does the poster show?", "Que montre l’affiche ?", "¿Qué muestra el cartel?", "ماذا يُظهر الملصق؟"
        ),
        "help": texts(
            "For readers who do not see it: what stands and is pictured there, in the order in which one looks at it.",
            "Pour les personnes qui ne la voient pas : ce qui y est écrit et montré, dans l’ordre du regard.",
            "Para quienes no lo ven: qué está escrito y qué se muestra, en el orden en que se mira.",
            "لمن لا يراه: ما كُتب فيه وما صُوِّر، بالترتيب الذي يُنظر إليه.",
        ),
        "required": True,
        "public": True,
        "settings": {"most": 1500, "rows": 4},
    },
    {
        "key": CREDIT,
        "type": "short",
        "label": texts("Credit line", "Mention des auteurs", "Línea de créditos", "سطر التعريف بأصحاب العمل"),
        "help": texts(
            "For instance: Class 8b with its teacher of geography. Students are named as a class or a group, never by "
            "their names.",
            "Par exemple : la classe de 4e B et son professeur de géographie. Les élèves sont nommés comme classe ou "
            "groupe, jamais par leur nom.",
            "Por ejemplo: la clase 8.º B con su docente de geografía. Los estudiantes figuran como clase o grupo, "
            "nunca con sus nombres.",
            "مثلاً: الصف الثامن ب مع معلم الجغرافيا. يُذكر التلاميذ صفاً أو مجموعة، ولا تُذكر أسماؤهم أبداً.",
        ),
        "personal": True,
        "why": texts(
            "It stands under the poster wherever it is shown.",
            "Elle figure sous l’affiche partout où celle-ci est montrée.",
            "Figura debajo del cartel dondequiera que se muestre.",
            "يظهر تحت الملصق حيثما عُرض.",
        ),
        "public": True,
    },
    {
        "key": PUBLISH,
        "type": "consent",
        "label": texts("Showing the poster", "Présentation de l’affiche", "Exposición del cartel", "عرض الملصق"),
        "settings": {
            "text": texts(
                "The poster may be shown on this site, on the screens of the conference and in its report, with what "
                "is written above. It names no child, and all who can be seen on it, or whose pictures and texts it "
                "uses, have agreed.",
                "L’affiche peut être montrée sur ce site, sur les écrans de la conférence et dans son rapport, avec "
                "ce qui est écrit ci-dessus. Elle ne nomme aucun enfant, et toutes les personnes que l’on y voit, ou "
                "dont elle utilise les images et les textes, ont donné leur accord.",
                "El cartel puede mostrarse en este sitio, en las pantallas de la conferencia y en su informe, con lo "
                "escrito arriba. No nombra a ningún niño ni niña, y todas las personas que se ven en él, o cuyas "
                "imágenes y textos utiliza, están de acuerdo.",
                "يجوز عرض الملصق على هذا الموقع وعلى شاشات المؤتمر وفي تقريره، مع ما كُتب أعلاه. ولا يُذكر فيه اسم أي "
                "طفل، وقد وافق على ذلك كل من يظهر فيه وكل من استُخدمت صوره أو نصوصه.",
            )
        },
    },
)
