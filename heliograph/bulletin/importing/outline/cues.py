"""What a block looks like: a title, a sub-heading, a label by its form, a field, a footer."""

from __future__ import annotations

import re

from heliograph.bulletin.importing.labels import folded, is_known_label
from heliograph.bulletin.importing.outline.calendar import begins_with_date, is_date_line
from heliograph.bulletin.importing.source import Block, BlockKind

_LONGEST_TITLE = 160
_LONGEST_LABEL = 40
_MOST_LABEL_WORDS = 5
_NO_TITLE_END = (".", ";", ",", ":", "…", "،", "؛", "。", "；", "：")
_OPENERS = "\"'“”«‹([#*-–—•→►¿¡ "
_FIELDS = (
    r"dates?|times?|when|where|who|what|why|how|venue|place|location|deadlines?|contacts?|languages?|"
    r"registration|themes?|topics?|"
    r"audience|target (?:group|audience)|format|links?|zoom|e-?mail|tel|phone|organi[sz]ers?|duration|cost|"
    r"fees?|price|host|"
    r"speakers?|moderator|part \w+|session \w+|day \w+|step \w+|option \w+|timeline|working languages?|to|from|"
    r"subject|cc|"
    r"heures?|horaires?|quand|ou|qui|quoi|comment|lieu|date limite|langues?|inscriptions?|theme|"
    r"public(?: cible)?|lien|courriel|"
    r"duree|organisateurs?|intervenants?|objet|fechas?|horas?|horario|cuando|donde|quien(?:es)?|lugar|"
    r"fecha limite|plazo|idiomas?|"
    r"inscripcion(?:es)?|temas?|publico|enlaces?|correo(?: electronico)?|duracion|organiza|asunto|ponentes?"
)
_FIELD = re.compile(rf"¿?(?:pour |para |for |a )?(?:{_FIELDS}) ?[:?]")
_ANY_FIELD = re.compile(r"[^:：]{1,35}[:：?]")
_SUBHEADINGS = re.compile(
    r"(?:how|who|what|why|when|where|comment|qui|quoi|pourquoi|quand|que|quien(?:es)?|como|cuando|donde|"
    r"por que|quel(?:le)?s?)\b"
    r".{0,60}\?$|"
    r"(?:the )?(?:programme|program|agenda|dates?|key dates|important dates|timeline|calendar|schedule|"
    r"registration|deadlines?|"
    r"contacts?|background|objectives?|aims?|goals?|themes?|topics?|languages?|working languages?|eligibility|"
    r"criteria|requirements|"
    r"participants?|participation|target (?:group|audience)|audience|celebrations?|context|about|overview|"
    r"introduction|conclusion|"
    r"speakers|format|venue|location|practical information|how to \w+|next steps?|resources|more information|"
    r"for more information|further information|useful links|selection|benefits|costs?|funding|"
    r"morning session.*|"
    r"afternoon session.*|day \w+|part \w+|step \w+|week \w+|"
    r"contexte|objectifs?|calendrier|programme|public(?: cible)?|inscriptions?|langues?(?: de travail)?|"
    r"thematiques?|criteres|"
    r"modalites(?: .*)?|conditions(?: .*)?|dates?(?: importantes| cles)?|informations pratiques|"
    r"pour en savoir plus|"
    r"pour plus d'informations?|prochaines etapes|intervenants|lieu|duree|etapes|matinee|apres-midi|"
    r"antecedentes|contexto|objetivos?|calendario|programa|publico(?: .*)?|inscripcion(?:es)?|idiomas?|temas|"
    r"criterios|requisitos|"
    r"fechas?(?: importantes| clave)?|informacion practica|mas informacion|para mas informacion|proximos pasos|"
    r"ponentes|lugar|"
    r"contacto|duracion|bases|plazos)$"
)
_FOOTERS = re.compile(
    r"(?:contact us|contacts?|contactez-nous|contacto|contactenos|nous contacter|about (?:us|this .*)|"
    r"a propos.*|acerca de.*|"
    r"follow us.*|suivez-nous.*|siganos.*|imprint|mentions legales|aviso legal|unsubscribe.*|"
    r"(?:se )?desabonner.*|"
    r"darse de baja.*|©.*|all rights reserved.*|tous droits reserves.*|(?:best|kind|warm) regards.*|"
    r"yours (?:sincerely|faithfully).*|"
    r"sincerely.*|cordialement.*|bien a vous.*|(?:saludos|un saludo|atentamente|cordialmente).*|"
    r"you (?:are receiving|receive|received) this.*|"
    r"vous recevez .*|recibe este .*|to unsubscribe.*|pour vous desabonner.*|the (?:\w+ )?(?:secretariat|team|"
    r"editors)|view (?:this )?.*in your browser.*)$"
)
_CONTENTS = re.compile(
    r"(?:(?:table of )?contents|in this (?:issue|edition|bulletin)|dans ce numero|au sommaire|sommaire|"
    r"table des matieres|"
    r"en este (?:numero|boletin)|(?:tabla de )?contenidos?|indice|sumario|inhalt|"
    r"highlights of this issue)\s*:?$"
)


def is_title_like(block: Block) -> bool:
    """Whether a block could stand over an item: short, no sentence, no date alone, no field, no label."""
    if block.kind is BlockKind.HEADING:
        return not is_known_label(block.text) and not is_date_line(block.text)
    return block.kind is BlockKind.PARAGRAPH and reads_as_title(block.text)


def is_numbered_title(block: Block) -> bool:
    """Whether an item of a numbered list could be a title: "2. Prize for gardens"."""
    return is_marked_title(block) and block.target[:1].isdigit()


def is_marked_title(block: Block) -> bool:
    """Whether an outermost list item could be a title, whatever its marker: "IV. Yearbook", "■ Winter forum"."""
    return (
        block.kind is BlockKind.LIST_ITEM
        and block.level == 1
        and (reads_as_title(block.text) or is_known_label(block.text))
    )


def reads_as_title(text: str) -> bool:
    bare = text.strip()
    if not bare or len(bare) > _LONGEST_TITLE or text.count("\n") > 1 or bare.endswith(_NO_TITLE_END):
        return False
    if (
        "@" in bare
        or "://" in bare
        or _FIELD.match(folded(bare))
        or is_known_label(bare)
        or is_date_line(bare)
        or begins_with_date(bare)
    ):
        return False
    if "\n" in bare and all(_ANY_FIELD.match(line) for line in bare.split("\n")):
        return False
    first = bare.lstrip(_OPENERS)[:1]
    return bool(first) and not first.islower() and _has_letters(bare) and not _is_sentence(bare)


_SENTENCE = re.compile(r"[.!?…]['\"”»)]* +[^\W\d_a-z]\w*.*[.!?]$|[.!?]['\"”»)]* +[A-ZÀ-Þ¿¡]\w* \w+ .*")


def _is_sentence(text: str) -> bool:
    """Two sentences, or one that addresses the reader: "Dear colleagues"."""
    return (bool(_SENTENCE.search(text)) and len(text.split()) > 14) or bool(_GREETING.match(folded(text)))


_GREETING = re.compile(
    r"(?:dear|hello|cher|chere|chers|cheres|bonjour|estimad[oa]s?|querid[oa]s?|hola|"
    r"mesdames|good (?:morning|day))\b"
)


def _has_letters(text: str) -> bool:
    return sum(sign.isalpha() for sign in text) >= 3 or any(sign > "\u2e80" for sign in text)


def is_upper(text: str) -> bool:
    return text.isupper() and sum(sign.isalpha() for sign in text) >= 3


def is_label_by_form(text: str) -> bool:
    """A short line in capitals: a label that no list knows, where it stands beside a title."""
    bare = text.strip()
    short = len(bare) <= _LONGEST_LABEL and len(bare.split()) <= _MOST_LABEL_WORDS
    return short and is_upper(bare) and not re.search(r"\d", bare) and not bare.endswith((",", ";", "."))


def is_all_bold(block: Block) -> bool:
    """Whether all the letters of a block are in bold."""
    covered = {place for span in block.strong for place in range(span.start, span.end)}
    return all(place in covered for place, sign in enumerate(block.text) if sign.isalnum())


def is_subheading(text: str) -> bool:
    return bool(_SUBHEADINGS.match(folded(text).strip(" :*")))


def is_footer(text: str) -> bool:
    return len(text) < 400 and bool(_FOOTERS.match(folded(text.split("\n", 1)[0]).strip(" :*,")))


def is_contents(text: str) -> bool:
    return bool(_CONTENTS.match(folded(text)))
