"""The number of an issue as its head gives it: "N°22", "Nº 22", "No. 22", "#22", "numéro 22", "Bulletin 22/2026"."""

from __future__ import annotations

import re

_SIGN = re.compile(
    r"(?<![^\W_])(?:n\s?[°ºo˚]\s?\.?|n\.\s?[°ºo]|no\.|nos?\b|nr\.?|n[uú]m\.?|number|numéro|número|numero|nummer|№|"
    r"#|issue|edition|édition|"
    r"edición|edição|edizione|ausgabe|folge|выпуск|номер|العدد|عدد|vol(?:ume)?\.?\s?\d+\s?[,(–-]?\s?(?:no|n°|"
    r"issue)\.?)"
    r"\s*[:.-]?\s*(?P<number>\d{1,4})(?!\d)(?!\s*[.:]\d)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:bulletin|newsletter|flash(?: info)?|info|bolet[ií]n|lettre|infolettre|circular|circulaire|gazette|"
    r"gaceta|news|updates?|digest|feuillet|feuille|journal|magazine|hoja informativa|carta|notes?|notizen|"
    r"rundbrief|boletim|"
    r"bollettino|бюллетень|نشرة)\s+(?P<number>\d{1,3})(?!\d)(?!\s+[^\W\d_]+\s+\d{4})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<!\d)(?P<number>\d{1,3})\s?(?:st|nd|rd|th|e|ème|eme|er|ª|º)\s+(?:issue|edition|numéro|édition|número|"
    r"edición|newsletter|bulletin)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"第\s*(?P<number>\d{1,4})\s*期")
_NAMES = re.compile(
    r"\b(?:bulletins?|newsletters?|info(?:rmation)?[ -]flash|flash[ -]info(?:rmation)?s?|bolet[ií]n(?:es)?|"
    r"infolettre|lettre d[’']info\w*|"
    r"lettre|circula(?:r|ire)|gazette|gaceta|feuillet|digest|carta informativa|"
    r"hoja informativa|rundbrief|boletim|bollettino|"
    r"updates?|"
    r"(?:bi-?)?weekly|fortnightly|monthly|mensuel|hebdomadaire|mensual|quincenal|semanal|magazine|journal|"
    r"бюллетень|вестник|news)\b"
    r"|نشرة|النشرة|通讯|简报|快讯",
    re.IGNORECASE,
)


def issue_number(text: str) -> str | None:
    """The number that a line of the head gives the issue, as a string without zeros before it."""
    for pattern in (_SIGN, _CHINESE, _ORDINAL, _AFTER_NAME):
        if found := pattern.search(text):
            return str(int(found["number"]))
    return None


def names_a_bulletin(text: str) -> bool:
    """Whether a line uses one of the words by which bulletins are called."""
    return bool(_NAMES.search(text))
