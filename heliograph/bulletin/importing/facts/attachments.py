"""Documents that the text says are attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext

from heliograph.bulletin.importing.draft import Warned, Warning
from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.source import Block, Span

_W = r"[^\W\d_][\w'’-]*"
_NOUNS = (
    r"notes?|guid(?:e|eline|ance)s?|forms?|programmes?|programs?|agendas?|flyers?|leaflets?|posters?|"
    r"brochures?|reports?|letters?|"
    r"files?|documents?|calendars?|lists?|templates?|handbooks?|toolkits?|invitations?|calls?|terms|pdf|"
    r"presentations?|questionnaires?|"
    r"papers?|timetables?|schedules?|roadmaps?|rules|regulations|instructions?|details|information|"
    r"publications?|materials?|kits?|"
    r"lignes|formulaires?|affiches?|rapports?|lettres?|fichiers?|calendriers?|listes?|modèles?|dépliants?|"
    r"fiches?|règlements?|dossiers?|"
    r"appels?|guides?|notices?|modèles?|manuel|formularios?|directrices|programas?|carteles|cartel|informes?|"
    r"cartas?|archivos?|documentos?|listas?|plantillas?|"
    r"folletos?|bases|guías?|notas?|convocatorias?|calendarios?|ficha"
)
_NAME = (
    rf"(?:{_W} ){{0,3}}?(?:{_NOUNS})"
    rf"(?: (?:of|de|du|des|for|para|pour) (?:la |le |l['’])?{_W}| (?:conceptual|conceptuelle|directrices))?"
)
_ENGLISH = (
    rf"(?:please )?(?:find|see|consult|refer to|note|read) (?:the |our |in )?(?:attached|enclosed|"
    rf"annexed)(?: (?:here(?:with|to|by)|to this \w+))?(?:,? (?:the |a |our |its )?{_NAME})?"
    rf"|(?<!\w){_NAME} ?(?:is |are |\()?(?:attached|enclosed|annexed)(?! to (?!this|the (?:e-?)?mail|"
    rf"the message|the bulletin))\)?"
    rf"|(?:the )?(?:attached|enclosed) {_NAME}|(?:is|are|you will find) (?:attached|enclosed)(?! to (?!this|"
    rf"the (?:e-?)?mail))"
    r"|attached (?:is|are|you will find|please find)(?: the| a| our)? ?(?:\w+ ){0,3}?(?:" + _NOUNS + ")"
    r"|(?:see |in |as |\()(?:the |an )?(?:attachments?|enclosures?)\b|(?:see|"
    r"in) (?:the )?annex(?:es)?(?: [A-Z0-9]\b)?|\((?:attached|enclosed)\)"
)
_FRENCH = (
    rf"(?:{_NAME} )?(?:ci-joint(?:e|s|es)?|ci-annexée?s?)(?: (?:le |la |les |l['’]|un |une |des )?{_NAME})?"
    rf"|(?:(?<!\w){_NAME} )?(?:\(?(?:est |sont |voir |figurant |disponible )?(?:en )?(?:pièces? jointes?|"
    rf"annexe)\)?)"
    rf"|(?<!\w){_NAME} (?:est |sont )?joint(?:e|s|es)? (?:à (?:ce|cet|la|le|l)|au)\b"
    rf"|(?<!\w){_NAME} (?:(?:est|sont) joint(?:e|s|es)?|jointes?)(?=\s*[.,;:)]|$)"
)
_SPANISH = (
    rf"(?:(?<!\w){_NAME} )?\(?(?:se )?adjunta(?:n|mos)?(?: (?:el |la |los |las |un |una )?{_NAME})?|"
    rf"(?<!\w){_NAME} \(?(?:en )?(?:adjunt[oa]s?|anex[oa]s?)\b\)?"
    r"|(?:ver |en |véase )(?:el |los )?(?:archivos? |documentos? |ficheros? )?(?:adjuntos?|anexos?)\b|"
    r"archivos? adjuntos?|documentos? adjuntos?"
)
_OTHERS = (
    r"im anhang|anbei|beigefügt\w*|em anexo|(?:documento|ficheiro) anexo|in allegato|allegat[oa]\b|во вложении|"
    r"прилага\w+|в приложении"
    r"|مرفق(?:ة|ات)?|المرفق(?:ة|ات)?|附件|随附"
)
_REFERENCE = re.compile("|".join((_ENGLISH, _FRENCH, _SPANISH, _OTHERS)), re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:please|kindly|find|consult|refer to|véase|vea|consulte|consultez|"
    r"the|a|an|our|its|this|see|also|and|in|with|le|la|les|un|une|des|notre|voir|et|el|"
    r"los|las|una?|ver|y|su|su[sx]) |l['’])+",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{4,}")


def names_attachment(text: str) -> bool:
    """Whether the words of a link say that it is an attachment: "Guidelines attached"."""
    return bool(_HINT.search(text) and _REFERENCE.search(text))


def attachments(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The passages that refer to an attachment, in order, each once."""
    return tuple(dict.fromkeys(shown for block in blocks for shown, _ in _references(block)))


_HINT = re.compile(
    r"attach|enclos|annex|joint|adjunt|anex|anhang|anbei|beigef|allegat|вложении|прилага|приложени|مرفق|附件|随附",
    re.IGNORECASE,
)


def _references(block: Block) -> Iterator[tuple[str, Span]]:
    if not _HINT.search(block.text):
        return
    for found in _REFERENCE.finditer(block.text):
        shown = _shown(found[0])
        start = found.start() + found[0].find(shown[:1]) if shown else found.start()
        yield shown or found[0], Span(start, found.end())


def _shown(text: str) -> str:
    bare = re.sub(r"\s+", " ", text).strip(" ,:;.")
    shown = _LEAD.sub("", bare)
    if shown.count("(") != shown.count(")"):
        shown = shown.replace("(", "").replace(")", "")
    return shown.strip()


def attachment_warnings(blocks: Sequence[Block], present: Sequence[str]) -> tuple[Warning, ...]:
    """One for each attachment that is neither among the files ``present`` nor linked at the place."""
    missing: dict[str, Warning] = {}
    for block in blocks:
        for shown, span in _references(block):
            if not _is_linked(block, span) and not _is_among(shown, present):
                missing.setdefault(shown, _warning(shown))
    return tuple(missing.values())


def _is_linked(block: Block, span: Span) -> bool:
    return any(link.url and link.span.start < span.end and link.span.end > span.start for link in block.links)


def _is_among(shown: str, present: Sequence[str]) -> bool:
    """Whether a file that came along can be meant: one word in common, or nothing that tells them apart."""
    wanted = {
        folded(word)
        for word in _WORDS.findall(shown)
        if not re.match(
            r"(?:attach|enclos|joint|adjunt|"
            r"anex|annex|pi[eè]ce)",
            folded(word),
        )
    }
    names = [folded(name) for name in present]
    return bool(names) and (not wanted or any(word[:5] in name for word in wanted for name in names) or len(names) == 1)


def _warning(shown: str) -> Warning:
    message = gettext("“%(text)s” is said to be attached, but did not come with the document. Add the file or a link.")
    return Warning(Warned.ATTACHMENT_MISSING, message % {"text": shown}, shown)
