"""The words by which a text says what a date is for, in English, French and Spanish; all for folded text."""

from __future__ import annotations

import re

DEADLINE_NOUN = re.compile(
    r"\b(?:deadlines?|due(?:\sdate)?|clos(?:es?|ing)(?:\sdate)?|cut-?off(?:\sdate)?|last\s(?:day|date|chance)|expir\w+"
    r"|no\slater\sthan|not\slater\sthan|at\sthe\slatest|latest|remains?\sopen|stays?\sopen|is\sopen|are\sopen|open\suntil"
    r"|date\slimite|dates\slimites|delais?|echeances?|cloture\w*|cloturent|au\splus\stard|dernier\sdelai"
    r"|date\sbutoir|limite|fecha\slimite|fechas\slimite|fecha\sde\scierre|plazos?|cierr[ea]\w*|cierre|vence\w*|vencimiento|a\smas\stardar"
    r"|ultimo\sdia|prazo|frist|einsendeschluss|anmeldeschluss|scadenza|крайний\sсрок|срок)\b|截止"
)
DIRECT = re.compile(
    r"(?:\b(?:by|before|until|till|untill|no\slater\sthan|not\slater\sthan|due(?:\son|\sby|\sfor)?|expected(?:\son|\sby)?|attendue?s?|se\sesperan?|latest(?:\sby|\son)?|up\sto|through"
    r"|closes?(?:\son)?|expires?(?:\son)?|avant|jusqu'au|jusqu'en|jusqu'a|d'ici|d'ici\sa|d'ici\sau|au\splus\stard|antes|antes\sde|antes\sdel|hasta"
    r"|(?:received|submitted|sent|arriving)\s(?:later\sthan|after)|(?:recu|parven|depos|envoy)\w*\sapres|(?:recibid|enviad|presentad)\w*\sdespues"
    r"|a\smas\stardar|bis|bis\szum|vor\sdem|spatestens|ate|ate\so|entro|entro\sil|до|не\sпозднее)"
    r"(?:,?\s(?:at|the|on|le|la|el|del|de|du|date|dem|zum|dia|midnight|minuit|medianoche|noon|midi|a|as|las|jour|day|close|last|fin|end|of|al|um|o|il"
    r"|this|coming|next|tomorrow|today|ce|cet|cette|demain|aujourd'hui|este|esta|manana|hoy|proximo|proxima|y|and|et|up|to|including|inclusive|incluso"
    r"|eod|cob|eob|business|play|working|office|hours|your|local|time|our)){0,6}"
    r"|قبل|حتى|في\sموعد\sأقصاه|截至)\s{0,2}[\s(:,]{0,2}$"
)
_ASKED = (
    r"(?:surveys?|questionnaires?|vot(?:es?|ing|aciones)|votacion|polls?|consultations?|registrations?|applications?|submissions?|nominations?|entries|orders?"
    r"|inscriptions?|candidatures?|sondages?|enquetes?|scrutin|depots?|commandes?|appel|encuestas?|cuestionarios?|consultas?|inscripcion(?:es)?|convocatorias?"
    r"|plazos?|candidaturas?|postulacion(?:es)?|solicitudes|entregas?|envios?|recepcion|reception|concours|contest|competition|concursos?|call)"
)
_OF = r"(?:(?:of|de|du|des|del|de\sla|de\slas|de\slos)\s(?:the\s|la\s|l')?|d'|de\sl')"
_END_OF = rf"(?:end|clos(?:e|ing|ure)|fin|cloture|cierre|termino|fermeture)\s{_OF}{_ASKED}\b"
#: "End of the survey: 12 May", "12 May: end of the survey".
ENDS_BEFORE = re.compile(rf"\b{_END_OF}[^.;\d]{{0,30}}?[\s:,(–-]{{0,3}}(?:on\s|le\s|el\s)?$")
ENDS_AFTER = re.compile(rf"^[\s,:;)(|–-]{{1,4}}(?:the\s|la\s|el\s)?{_END_OF}")
#: "the survey ends on": the end of what can be answered; an event that ends is none.
COMES_TO_END = re.compile(
    r"\b(?:se\stermine\w*|se\sterminera|s'acheve\w*|termine\w*|prend\w*\sfin|prendra\sfin|termina\w*|finaliza\w*|concluye\w*|acaba\w*|(?:will\s)?ends?|finishes)"
    r"(?:\s(?:on|the|le|el|dia|ce|este|this|at|a|midnight|minuit|medianoche|la|as|las)){0,4}[\s:,(]{1,3}$"
)
LASTS = re.compile(
    r"\b(?:stages?|cours|expositions?|semaines?|programmes?|projets?|voyages?|annee|mandats?|cursos?|exposicion\w*|proyectos?|programas?|viajes?|semanas?|ano|courses?|projects?"
    r"|programs?|weeks?|year|term|trip|internships?)\b"
)
#: "no report will be accepted after".
NOT_AFTER = re.compile(
    r"\b(?:no|not|nothing|cannot|won't|aucune?s?|ne|ni|n'\w+|rien|ningun\w*|nada)\b.{0,70}\b(?:accept\w*|receiv\w*|consider\w*|admi\w+|possible|taken|recue?s?|recevable\w*|pris\w*"
    r"|examin\w+|acept\w*|recib\w*|posible|tomar\w*|tendr\w+)\b.{0,30}\b(?:after|beyond|later\sthan|apres|au-dela|passe|despues|posterior\w*|mas\salla|pasado)"
    r"(?:\s(?:the|le|du|de|del|el|la|al|dia)){0,3}\s$"
)
#: "send your lists for", "sont attendus pour le": a day by which something is to be done.
DUE_FOR = re.compile(
    r"\b(?:merci\sd[e']|veuillez|priere\sd[e']|envoye\w*|envoi\w*|transm\w+|remett\w+|remise?s?|retourn\w+|confirm\w+|repond\w+|attendue?s?|a\srendre|rendre|rendez\s|depose\w*"
    r"|doit|doivent|inscriptions?|inscripcion(?:es)?|obligatoires?|imperativement|obligatori\w+|needed|required|wanted|due|expected|deben?|debera\w*|envi(?:a|e)\w*|entreg\w+|rogamos|remit\w+|esperan?|esperamos|respond\w+)\b[^.;]{0,90}?\b"
    r"(?P<for>pour|for|para)\s(?:(?:le|el|the|ce|este|this|dia)\s){0,2}$"
)
LABELLED = re.compile(r"(?:^|[|;.]\s?|-\s)(?P<label>[^:;.|]{3,60}?)\s?[:–-]\s?(?:on\s|le\s|el\s)?$")
PAPERS = re.compile(
    r"\b(?:letters?\sof\sintent|lettres?\sd'intention|cartas?\sde\sintencion|dossiers?|files?|full\s(?:paper|proposal|text)s?|manuscripts?|textes?|textos?)\b"
)
AFTER = re.compile(
    r"^(?:\s?[,:;)(–|-]{1,2}\s?|\s(?:is|are|est|es|being|as)\s|\s(?=at\s(?:the\s)?latest|au\splus|a\smas|como\s(?:max|tope)|dernier\sdelai|delai\sde\srigueur|ultimo\s(?:dia|plazo)))(?:(?:the|la|le|el|our|final)\s)?(?:(?!and\b)\w{3,14}\s){0,2}?"
    r"(?:deadline|closing\sdate|closes|ends|last\sday|due|cut-?off|at\s(?:the\s)?latest|date\slimite|dernier\sdelai|delai|cloture|au\splus\stard|echeance"
    r"|fecha\slimite|plazo|cierre|ultimo\sdia|a\smas\stardar|como\s(?:maximo|tope)|delai\sde\srigueur|ultimo\splazo)\b"
    r"|^\s?(?:前|之前|以前|截止)"
)
EVENT_NOUN = re.compile(
    r"\b(?:meetings?|webinars?|conferences?|sessions?|workshops?|events?|forums?|seminars?|festivals?|ceremon\w+|exhibitions?|visits?|camps?|days?"
    r"|takes?\splace|(?:will\s)?(?:be\s)?held|happens?|starts?|begins?|runs?|opens?|launch\w*|reunions?|rencontres?|webinaires?|seances?|ateliers?|colloques?"
    r"|forums?|evenements?|journees?|se\stien\w+|aura\slieu|auront\slieu|a\slieu|debute\w*|commence\w*|reunion|reuniones|seminarios?|talleres|taller|encuentros?"
    r"|jornadas?|eventos?|sesion(?:es)?|se\scelebra\w*|tendra\slugar|tiene\slugar|tendran\slugar|comienza\w*|empieza\w*|inici(?:a|an|ara|aran))\b"
)
WINDOW = re.compile(
    r"\b(?:appl(?:y|ications?|icants?)|regist\w+|sign-?\s?up|enrol\w*|submi\w+|submission\w*|nominat\w+|entries|proposals?|call\sfor|calls?\sis\sopen|vot\w+|inscri\w+"
    r"|candidat\w+|appel\sa|soumi\w+|soumettre|propositions?|depo[ts]\w*|dossiers?|postul\w+|solicitud\w*|convocatoria|propuestas?|plazo|envio\w*|presenta\w+|inscriben"
    r"|responses?|replies|reponses|respuestas|survey|questionnaire|consultation\sis\sopen|deadlines?|send|orders?|commande\w*|envoy\w+|enviar|envien|reception|(?:contest|competition|concours|concurso|sondage|enquete|encuesta|poll|scrutin)\s(?:is|are|will\sbe|est|sera|esta|estara)\s(?:open|ouverte?|abiert[oa])|receiv\w+|accept\w+|recib\w+|acept\w+|recue?s?|recevr\w+|recevons|bewerb\w+|anmeld\w+|inscric\w+)\b"
)
OPENS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|starts?|begins?|from|ouvr\w+|ouvert\w*|ouvertur\w+|debut\w*|a\spartir|du|des\sle|abr\w+|abierto?a?s?|abierta|apertura|desde|a\spartir\sde|del)\b"
)
CLOSES = re.compile(
    r"\b(?:clos\w+|end(?:s|ing)?|until|till|to|deadline|ferm\w+|clotur\w+|clos|fin\w*|jusqu\w*|au|cierr\w+|cerrar\w*|cierre|hasta|termin\w+|finaliz\w+|al|a)\b"
)

WHAT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(rf"\b(?:{words})\b"))
    for what, words in (
        (
            "contact",
            r"(?:be|been)\s(?:contacted|informed|notified|told)|hear\s(?:back\s)?from|"
            r"(?:contact|inform|notify|answer)\s(?:all\s|the\s|every\s)*(?:applicant|candidate|participant|school)s?|"
            r"(?:contacter|informer|previendr|repondr)\w*\s(?:a\s)?(?:tou(?:te)?s\s)?(?:les\s|aux\s)?(?:candidat|ecole|participant)\w*|"
            r"(?:contactar|informar|avisar|responder)\w*\s(?:a\s)?(?:tod[oa]s\s)?(?:l[oa]s\s)?(?:candidat|escuel|participant|solicitant)\w*|"
            r"prendr\w+\scontact|se\spondr\w+\sen\scontacto|(?:get|be)\sin\stouch|will\scontact|"
            r"(?:sera|seront|serez)\s(?:contact|inform|avise|prevenu|notifie)\w+|recevr\w+\s(?:une|notre|la)\sreponse|(?:aura|auront|aurez)\sde\snos\snouvelles|(?:sera|seran)\s(?:contactad|informad|avisad|notificad)\w+|recibiran?\s(?:una\s|nuestra\s|la\s)?respuesta|tendran?\snoticias",
        ),
        (
            "withdraw",
            r"withdraw\w*|desinscri\w*|retir(?:ez|er)\s(?:\w+\s)?inscription|anul\w+\s(?:\w+\s)?inscripcion|retir(?:en?|ar)\s(?:\w+\s)?inscripcion|d(?:ar|en?)se\sde\sbaja|cancel(?:\s\w+){0,2}\s(?:registration|participation|place|booking)|desist\w*|se\sretir\w+|retrait|annuler(?:\s\w+){0,2}\sinscription"
            r"|annulation|retirar\w*|retirada|darse\sde\sbaja|cancelar(?:\s\w+){0,2}\s(?:inscripcion|participacion|registro)|renunci\w*|baja",
        ),
        (
            "reconfirm",
            r"reconfirm\w*|confirm\w*\s(?:once\smore|again|(?:a|de)\snouveau|encore\sune\sfois|de\snuevo|otra\svez|una\svez\smas)|confirm\w*(?:\s\w+){0,2}\s(?:attendance|participation|presence|places?|venue|asistencia|participacion|presencia)",
        ),
        ("submit-poster", r"posters?|affiches?|carteles|cartel"),
        ("nominate", r"nominat\w*|nominees?|designer|nommer|designar|nominar"),
        (
            "express-interest",
            r"(?:tell|let)\sus\s(?:\w+\s){1,3}interest\w*|(?:dites|faites)-nous\s(?:\w+\s){0,3}interet|(?:dig|cuent)\w+\s(?:\w+\s){0,3}interes|(?:who|if\syou)\sare\sinterested|express\w*\s(?:of\s)?(?:\w+\s)?interest|exprim\w+\s(?:\w+\s)?interet|(?:manifest|manifiest)\w*\s(?:d'|de\s)?(?:\w+\s)?inter\w+|expres\w+\s(?:\w+\s)?interes",
        ),
        (
            "propose",
            r"proposals?|propose\w*|(?:submit|send)\syour\srequest|abstracts?|propositions?|proposer|propuestas?|proponer|ponencias?|soumettre\s(?:votre|une)\sdemande",
        ),
        ("vote", r"votes?|voting|voter|votar|voto"),
        (
            "apply",
            r"appl(?:y|ies|ied|ying|ications?|icants?)|candidat\w*|postul\w*|solicitud\w*|solicitar|convocatoria|bewerb\w+",
        ),
        (
            "respond",
            r"questionnaires?|surveys?|consultations?|respond\w*|responses?|repl(?:y|ies)|answers?|feedback|comments?|encuestas?|sondages?|enquetes?|repondre|reponses?"
            r"|responder|respuestas?|cuestionarios?|observations",
        ),
        ("register", r"regist\w*|sign\s?-?up|enrol\w*|inscri\w*|rsvp|anmeld\w*|book\w*"),
        ("pay", r"pay|payments?|fees?|paiement|frais|pagos?|pagar"),
        ("order", r"orders?|commander|commandes?|pedidos?"),
        (
            "submit",
            r"submi\w*|send\w*|sent|shar(?:e|ed|ing)|upload\w*|hand\sin|deliver\w*|reports?|entries|entry|contribut\w*|soumet\w*|soumission\w*|soumis\w*|envo\w+|transm\w+|depo[ts]\w*|depot"
            r"|remet\w*|faire\sparvenir|envi[aeo]\w*|remit\w*|presenta\w*|entreg\w*|subir|contribu\w*|essays?|rapports?|informes?|works?|obras",
        ),
        ("contact", r"contact\w*|write\sto|ecri\w+\sa|escrib\w+"),
    )
)
HAPPENS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(rf"\b(?:{words})\b"))
    for what, words in (
        (
            "celebrate",
            r"international\s(?:\w+\s){0,4}(?:day|week|year|decade)|world\s(?:\w+\s){1,4}day|journee\s(?:internationale|mondiale)|semaine\sinternationale|dia\s(?:internacional|mundial)|celebrations?|celebracion(?:es)?",
        ),
        ("meet", r"meet(?:ings?)?|reunions?|rencontres?|reunion(?:es)?|encuentros?"),
        ("join", r"webinars?|webinaires?|seminarios?\sweb|online|en\sligne|en\slinea|zoom|teams|webinarios?"),
        (
            "announce",
            r"announce\w*|results?|winners|selected|annonc\w*|resultats?|laureats|anunci\w*|resultados?|ganadores|published|publie\w*|publica\w*",
        ),
        ("visit", r"visits?|visites?|visitas?|exhibitions?|expositions?|exposicion\w*"),
        ("travel", r"travels?|travelled|voyag\w*|viaj\w*"),
    )
)
