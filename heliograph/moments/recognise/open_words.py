"""Words that leave something open: "TBC", "will be confirmed shortly", "por confirmar", "à préciser"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.moments.recognise.found import OpenFound

_LATER_EN = (
    r"(?:will|shall|is|are|to)\s(?:still\s)?(?:to\s)?be\s(?:\w{1,12}\s){0,2}?(?:confirmed|announced|determined|defined|decided|fixed"
    r"|communicated|shared|provided|sent|made\savailable|available|specified|published|advised|set)"
)
_SOON_EN = (
    r"(?:shortly|soon|later|in\sdue\scourse|in\sthe\s(?:coming|next)\s(?:days|weeks)|closer\sto\sthe\s\w{3,8}|nearer\s)"
)
_SURE_EN = r"(?:confirmed|announced|determined|decided|defined|fixed|communicated|advised|specified)"
_OPEN = re.compile(
    r"\b(?:tbc|tbd|tba|t\.b\.[cda]\.?)\b"
    rf"|\b(?:to\sbe|will\sbe|shall\sbe|yet\sto\sbe|still\sto\sbe)\s(?:\w{{1,12}}\s){{0,2}}?{_SURE_EN}\b(?:\s{_SOON_EN})?"
    rf"|\b{_LATER_EN}\b(?:\s\w{{1,12}}){{0,4}}?\s{_SOON_EN}"
    rf"|\b(?:will\sbe|available|coming|follow|following|will\sfollow)\s{_SOON_EN}"
    r"|\b(?:to|will)\sfollow\b(?=\s?(?:[.,;)]|$))|\b(?:subject\sto|pending|awaiting)\s(?:final\s)?(?:confirmation|change)"
    r"|\b(?:tentative(?:ly)?|provisional(?:ly)?)\b|\bnot\s(?:yet|been)\s(?:\w{1,8}\s){0,2}(?:confirmed|fixed|decided|set)\b"
    r"|\ba\s(?:confirmer|preciser|determiner|definir|fixer|communiquer|annoncer)\b"
    r"|\b(?:sera|seront)\s(?:\w{1,14}\s){0,2}?(?:confirmee?s?|precisee?s?|communiquee?s?|annoncee?s?|determinee?s?|fixee?s?|definie?s?)\b"
    r"(?:\s(?:prochainement|ulterieurement|bientot|sous\speu|dans\sles\sprochains?\sjours))?"
    r"|\b(?:sera|seront)\s(?:\w{1,14}\s){0,2}?(?:partagee?s?|envoyee?s?|disponibles?|publiee?s?|transmise?s?|mise?s?\sen\sligne)\s"
    r"(?:prochainement|ulterieurement|bientot|sous\speu|dans\sles\s(?:prochains|jours)\s\w{1,8}|plus\stard)"
    r"|\b(?:sous\sreserve\sde\sconfirmation|provisoire)\b"
    r"|\bpor\s(?:confirmar(?:se)?|definir(?:se)?|determinar(?:se)?|anunciar(?:se)?|precisar|fijar)\b|\ba\sconfirmar\b"
    r"|\bse\s(?:\w{1,8}\s)?(?:confirmara|anunciara|comunicara|compartira|enviara|publicara|informara|dara|precisara|definira|indicara)n?\b"
    r"|\bsera\s(?:confirmad|anunciad|comunicad|compartid|enviad|publicad|definid|fijad)[oa]s?\b"
    r"|\bseran\s(?:confirmad|anunciad|comunicad|compartid|enviad|publicad|definid|fijad)[oa]s?\b"
    r"|\b(?:pendientes?\sde\sconfirma\w{1,6}|provisional(?:es)?|sujet[oa]s?\sa\s(?:cambios|confirmacion))\b"
    r"|\bestaran?\sdisponibles?\s(?:proximamente|pronto|en\s(?:los|las)\sproxim[oa]s\s\w{1,8})"
    r"|\b(?:noch\soffen|wird\snoch\sbekannt\w{0,8})\b|待定|待确认|\bбудет\s(?:уточнен|объявлен|подтвержден)\w{0,3}\b|\bподлежит\sуточнению\b"
)
_DATE_WORDS = re.compile(
    r"\b(?:dates?|day|when|jour|quand|fechas?|dia|cuando|data|datum|calendrier|calendar(?:io)?|дата)\b|日期"
)
_OTHER_WORDS = re.compile(
    r"\b(?:time|times|hour|link|links|zoom|venue|location|place|room|agenda|programme|program|speakers?|details?|results?|heures?|horaires?"
    r"|lien|liens|lieu|salle|intervenants?|hora|horas|horario|enlace|enlaces|lugar|sala|ponentes|detalles|resultados|resultats|modalites"
    r"|registration|inscription|inscripcion|guidelines|report|recording|certificates?)\b"
)


def find_open(folded: str) -> Iterator[OpenFound]:
    """Such words in order; what they are about is looked for in their own sentence."""
    for match in _OPEN.finditer(folded):
        begin = max(folded.rfind(mark, max(0, match.start() - 160), match.start()) for mark in (". ", "; ", "! ", "\n"))
        before = folded[max(begin + 1, match.start() - 160) : match.start()]
        dated = _DATE_WORDS.search(before) is not None
        yield OpenFound(*match.span(), dated or not _OTHER_WORDS.search(before))
