"""The words that a bulletin puts beside a title to say what an item is: "INVITATION", "Appel à partenaires"."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
_MOST_WORDS = 9

#: One part of a label, without accents and in lower case.
_KINDS = "|".join(
    (
        # English
        r"(?:new |latest |recent )?(?:publications?|resources?|tools?|toolkits?|reports?|videos?|courses?|"
        r"podcasts?|materials?)",
        r"(?:final |last |gentle |friendly |second |kind |urgent |important )?(?:reminder|call|notice|chance)",
        r"(?:open )?calls?(?: (?:for|to) [\w' -]+)?",
        r"(?:open |urgent )?invitations?(?: to [\w' -]+)?",
        r"(?:good |latest |breaking )?news(?: from [\w' -]+)?",
        r"(?:online |upcoming |past |next )?events?",
        r"(?:online )?(?:webinar|training|workshop|conference|meeting|seminar|survey|consultation|competition|"
        r"contest|"
        r"exhibition|campaign|celebration|opportunity|job|vacancy|scholarship|award|prize|project|"
        r"partnership)s?",
        r"save[ -]the[ -]dates?",
        r"information(?: sharing| note)?",
        r"info(?: sharing)?",
        r"for (?:your )?(?:information|action)",
        r"for information only",
        r"fyi",
        r"update[sd]?",
        r"announcements?",
        r"action (?:required|needed)",
        r"(?:request|nomination)s?",
        r"request for [\w' -]+",
        r"follow[ -]up",
        r"deadline (?:extended|extension)",
        r"extended deadline",
        r"postponed",
        r"cancelled",
        r"rescheduled",
        r"registration open",
        r"open registration",
        r"highlights?",
        r"spotlight",
        r"good practices?",
        r"deadline (?:approaching|reminder)",
        r"correction",
        r"corrigendum",
        r"feedback",
        r"results?",
        r"thank you",
        r"congratulations",
        r"in memoriam",
        r"documents?",
        r"important",
        r"urgent",
        r"new",
        r"interview",
        r"story",
        r"stories",
        # French
        r"appels?",
        r"appels? (?:a|aux?|d|de|des|pour)\b[\w' -]+",
        r"(?:dernier |petit |second )?rappels?",
        r"nouvelles? (?:publication|ressource)s?",
        r"nouvelles",
        r"nouveautes?",
        r"actualites?",
        r"actus?",
        r"evenements?(?: en ligne| a venir)?",
        r"partage d'informations?",
        r"(?:pour|a titre d')\s?informations?",
        r"informations?(?: pratiques?)?",
        r"annonces?",
        r"ressources?",
        r"parutions?",
        r"webinaires?",
        r"formations?",
        r"concours",
        r"enquetes?",
        r"consultations?",
        r"report(?:e|ee)",
        r"annule(?:e)?",
        r"dates? a retenir",
        r"a vos agendas",
        r"mise a jour",
        r"date limite (?:prolongee|reportee)",
        r"prolongation",
        r"derniere (?:chance|relance|minute)",
        r"nouveau",
        r"inscriptions? ouvertes?",
        r"a noter",
        r"agenda",
        r"offres? d'emploi",
        r"opportunites?",
        r"temoignages?",
        r"bonnes pratiques",
        r"vient de paraitre",
        r"publications?",
        r"reunions?",
        # Spanish
        r"(?:nueva |segunda |ultima )?convocatorias?(?: (?:a|de|para|abierta)\b[\w' -]*)?",
        r"(?:ultimo |"
        r"segundo )?recordatorios?",
        r"(?:nuev[ao]s? )?(?:publicacion|recurso|herramienta)(?:es|s)?",
        r"noticias?",
        r"novedad(?:es)?",
        r"(?:llamad[oa]|llamamiento)s?(?: (?:a|para)\b[\w' -]+)?",
        r"invitacion(?:es)?",
        r"eventos?(?: en linea)?",
        r"actualidad",
        r"intercambio de informacion",
        r"(?:para su )?informacion",
        r"difusion(?: de informacion)?",
        r"anuncios?",
        r"avisos?",
        r"encuestas?",
        r"concursos?",
        r"consultas?",
        r"reserve la fecha",
        r"(?:ultima )?oportunidad(?:es)?",
        r"ultima llamada",
        r"seminarios?(?: web)?",
        r"cursos?",
        r"talleres",
        r"taller",
        r"aplazad[oa]",
        r"cancelad[oa]",
        r"plazo (?:ampliado|prorrogado)",
        r"prorroga",
        r"actualizacion",
        r"reuniones",
        r"reunion",
        r"solicitud(?:es)?",
        # others that share the page
        r"convites?",
        r"lembretes?",
        r"chamadas? (?:a|para)\b[\w' -]+",
        r"noticia",
        r"einladung",
        r"erinnerung",
        r"aufruf",
        r"neuigkeiten",
        r"veranstaltung",
        r"neuerscheinung",
        r"invito",
        r"promemoria",
        r"pubblicazione",
        r"bando",
        r"приглашение",
        r"напоминание",
        r"новости",
        r"новая публикация",
        r"объявление",
        r"призыв[\w -]*",
        r"دعوة[\w -]*",
        r"تذكير",
        r"أخبار",
        r"إعلان",
        r"منشور جديد",
        r"اصدار جديد",
        r"邀请",
        r"提醒",
        r"新闻",
        r"新出版物",
        r"通知",
        r"活动",
        r"征集[\w]*",
    )
)
_PART = re.compile(rf"(?:{_KINDS})(?: ?[!:])?$")
_SEPARATOR = re.compile(r"\s*(?:\+|/|&|\||,| - | – | — |(?<=\w) (?:and|et|y|e|und|и|و) (?=\w))\s*")
_EDGES = " \t:*_#>|–—-[]().!•"


def folded(text: str) -> str:
    """Lower case without accents, apostrophes straight, spaces single."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    kept = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", kept)).strip()


def is_known_label(text: str) -> bool:
    """Whether a whole line is a label in one of the languages known, single or joined: "REMINDER + INVITATION"."""
    bare = text.strip(_EDGES)
    if not bare or len(bare) > _LONGEST or len(bare.split()) > _MOST_WORDS or text.rstrip().endswith((",", ";")):
        return False
    return _is_joined_label(folded(bare))


def _is_joined_label(flat: str) -> bool:
    if _PART.match(flat):
        return True
    parts = [part.strip() for part in _SEPARATOR.split(flat) if part.strip()]
    return len(parts) > 1 and all(_PART.match(part) for part in parts)


def shown_label(text: str) -> str:
    """A label as it is shown: without brackets, colon and marks."""
    return re.sub(r"\s+", " ", text).strip(_EDGES)
