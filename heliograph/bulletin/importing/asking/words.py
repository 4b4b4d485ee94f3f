"""The words by which an item asks for something, in English, French and Spanish; all for folded text."""

from __future__ import annotations

import re

#: Dates that belong to a call and are none of their own: what a deadline is for → the kind of date.
BELONGS = {
    "withdraw": "withdraw",
    "reconfirm": "reconfirm",
    "contact": "contact",
    "decide": "decide",
    "announce": "decide",
    "pay": "",
}
#: What is asked → the key of the kind of call that a person is offered first.
KINDS = {
    "register": "registration",
    "order": "registration",
    "express-interest": "interest",
    "apply": "application",
    "nominate": "application",
    "propose": "proposal",
    "speak": "proposal",
    "submit-poster": "contribution",
    "submit": "contribution",
    "respond": "contribution",
    "vote": "contribution",
}
USUAL = "registration"
#: Words of a label → what is asked under it.
LABELLED = (
    ("apply", re.compile(r"partner|partenair|soci[oa]s|candidat|applica|nominat|postul|bewerb")),
    ("propose", re.compile(r"propos|propuesta|abstract|ponencia")),
    ("express-interest", re.compile(r"interest|interet|interes|participa")),
    ("submit", re.compile(r"contribu|paper|poster|affiche|cartel|contest|concours|concurso|competition|entr(?:y|ies)")),
    ("respond", re.compile(r"survey|enquete|encuesta|consulta|sondage|questionnaire|cuestionario")),
)
OPEN_TO_ALL = re.compile(
    r"\b(?:open\sto\s(?:all|everybody|everyone)|ouvert\w*\sa\stou(?:s|tes)|abiert[oa]s?\sa\stod[oa]s|for\severybody|para\stod[oa]s|pour\stou(?:s|tes))\b"
)
#: "reconfirm your attendance by e-mail", without a day.
RECONFIRM = re.compile(
    r"\b(?:reconfirm\w*|confirm\w*\s(?:your\s)?(?:attendance|participation|presence|place)\w*|confirm\w*\s(?:once\smore|again)"
    r"|confirm\w*\s(?:a|de)\snouveau|(?:confirm|redi)\w*\sencore\sune\sfois|confirm\w*\svotre\s(?:presence|participation|venue)"
    r"|confirm\w*\s(?:de\snuevo|otra\svez|una\svez\smas)|confirm\w*\ssu\s(?:asistencia|participacion|presencia))\b"
)
_WISHES = (
    r"(?:wants?\sto|wish(?:es)?\sto|would\s(?:\w+\s)?like\sto|(?:would\syou|should\syou)[^.?!]{0,90}?\b(?:like|wish|want)\sto|interested\sin|willing\sto|ready\sto"
    r"|souhait(?:ez|ent|e|eriez|eraient)|voul(?:ez|driez)|veulent|voudr(?:iez|aient|ait)|aimer(?:iez|aient|ait)|desir(?:ez|ent)|envie\sde"
    r"|quier(?:e|en|es)|dese(?:a|an|en)|(?:les|le|te)\sgustaria|quisier(?:a|an)|interesad[oa]s?\sen|dispuest[oa]s?\sa)"
)
_GIVING = (
    r"(?:shar(?:e|ing)|present(?:ing)?|tak(?:e|ing)\sthe\sfloor|speak(?:ing)?|contribut(?:e|ing)|showcas(?:e|ing)|giv(?:e|ing)\sa\s(?:talk|presentation)|host(?:ing)?|lead(?:ing)?"
    r"|partager|presenter|prendre\sla\sparole|intervenir|temoigner|contribuer|animer"
    r"|compartir|presentar|tomar\sla\spalabra|intervenir|contribuir|dirigir|moderar)"
)
_GIFTS = (
    r"(?:practices?|experiences?|floor|speak|talk|testimon\w+|sessions?|workshops?|presentations?|stor(?:y|ies)|examples?"
    r"|pratiques?|parole|temoign\w+|interven\w+|seances?|ateliers?|exposes?|exemples?"
    r"|practicas?|experiencias?|palabra|testimonios?|sesion(?:es)?|taller(?:es)?|ponencias?|ejemplos?)"
)
#: "If you want to share good practices and take the floor": an offer is wanted.
OFFER = re.compile(
    rf"\b{_WISHES}\b[^.?!]{{0,160}}?\b{_GIVING}\b[^.?!]{{0,120}}?\b{_GIFTS}\b"
    rf"|\b{_WISHES}\b[^.?!]{{0,90}}?\b(?:take\sthe\sfloor|prendre\sla\sparole|tomar\sla\spalabra)\b"
)
#: The writers speak of themselves.
OURSELVES = re.compile(r"\b(?:we|i|nous|nos)\s(?:\w+\s)?$")
#: "Send us your stories": a contribution is wanted.
SEND = re.compile(
    r"\b(?:(?:send|submit|share)\s(?:us\s|with\sus\s)?|(?:envoy|transmett|partag)ez(?:-nous)?\s|(?:envi|compart)[ae]n?(?:nos)?\s)"
    r"(?:your|vos|votre|sus?|tus?)\s(?:\w+\s){0,3}"
    r"(?:practices?|stor(?:y|ies)|photos?|videos?|contributions?|posters?|drawings?|experiences?|projects?|pratiques?|histoires?|dessins?|projets?|affiches?"
    r"|practicas?|historias?|fotos?|contribucion(?:es)?|carteles|dibujos|experiencias?|proyectos?)\b"
)
#: Lines above a date that say nothing of what is asked.
PLAIN_LINE = re.compile(
    r"^(?:key\s|important\s)?(?:dates?|deadlines?|timeline|calendar|schedule|agenda|how|who|what|when|where|why|themes?|target|more|further|information|contact|note|steps?"
    r"|calendrier|echeances?|comment|qui|quand|ou|pourquoi|public|pour\sen|renseign\w+|etapes?|delais?"
    r"|fechas?|plazos?|calendario|como|quien(?:es)?|cuando|donde|por\sque|temas?|mas|informacion|contacto|pasos?)\b|\?$"
)
