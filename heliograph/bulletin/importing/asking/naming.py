"""What a call of an item is called: by the line above it, else by what it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.bulletin.importing.asking.words import PLAIN_LINE
from heliograph.bulletin.importing.source import Block
from heliograph.moments.folding import fold
from heliograph.texts.colons import colon_of

#: What is asked, as the second half of a title, in the six languages of the network.
NAMES: dict[str, dict[str, str]] = {
    "register": {
        "en": "registration", "fr": "inscription", "es": "inscripción",
        "ar": "التسجيل", "ru": "регистрация", "zh": "注册",
    },
    "order": {"en": "orders", "fr": "commandes", "es": "pedidos", "ar": "الطلبات", "ru": "заказы", "zh": "订购"},
    "express-interest": {
        "en": "expression of interest", "fr": "manifestation d’intérêt", "es": "manifestación de interés",
        "ar": "إبداء الاهتمام", "ru": "заявление о заинтересованности", "zh": "意向表达",
    },
    "apply": {
        "en": "applications", "fr": "candidatures", "es": "solicitudes",
        "ar": "طلبات المشاركة", "ru": "заявки", "zh": "申请",
    },
    "nominate": {
        "en": "nominations", "fr": "désignations", "es": "designaciones",
        "ar": "الترشيحات", "ru": "выдвижение кандидатур", "zh": "提名",
    },
    "propose": {
        "en": "proposals", "fr": "propositions", "es": "propuestas",
        "ar": "المقترحات", "ru": "предложения", "zh": "提案",
    },
    "speak": {
        "en": "offers to speak", "fr": "propositions d’intervention", "es": "ofertas de intervención",
        "ar": "عروض المداخلات", "ru": "предложения выступить", "zh": "发言报名",
    },
    "submit-poster": {
        "en": "posters", "fr": "affiches", "es": "carteles", "ar": "الملصقات", "ru": "постеры", "zh": "海报",
    },
    "submit": {
        "en": "submissions", "fr": "contributions", "es": "contribuciones",
        "ar": "المساهمات", "ru": "материалы", "zh": "提交材料",
    },
    "respond": {"en": "answers", "fr": "réponses", "es": "respuestas", "ar": "الإجابات", "ru": "ответы", "zh": "答复"},
    "vote": {"en": "votes", "fr": "votes", "es": "votación", "ar": "التصويت", "ru": "голосование", "zh": "投票"},
}  # fmt: skip
_LONGEST_LINE = 48
_LONGEST = 250


def joined(title: str, name: str, language: str) -> str:
    """Title and name as the language sets a colon; the name is left out where the title has it already."""
    if not name or fold(name) in fold(title):
        return title[:_LONGEST]
    mark = colon_of(language)
    return f"{title[: _LONGEST - len(mark) - len(name)]}{mark}{name}"


def by_line(blocks: Sequence[Block], above: Sequence[int]) -> tuple[str, int | None]:
    """The nearest line above that names something, and its number; empty where there is none."""
    for number in above:
        name = _clean(blocks[number].text)
        if _names(name):
            return name, number
    return "", None


def _clean(line: str) -> str:
    """ "Posters (open to all):" without what qualifies it."""
    return re.sub(r"\s*\([^)]*\)", "", line).strip(" \u00a0:：.-–—*_")


def _names(line: str) -> bool:
    folded = fold(line)
    long = not 2 < len(line) <= _LONGEST_LINE or line.count(" ") > 5
    return not (long or re.search(r"\d", line) or "@" in line or PLAIN_LINE.search(folded))
