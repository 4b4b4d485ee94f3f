"""Whom an item is for, in a fixed vocabulary of English words (see docs/import.md)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from heliograph.bulletin.importing.facts.languages import folded_in_place
from heliograph.bulletin.importing.source import Block, BlockKind

#: The regions of the network among the audiences.
REGIONS = (
    "Africa",
    "Arab States",
    "Asia and the Pacific",
    "Europe and North America",
    "Latin America and the Caribbean",
)

#: Patterns over text without accents, in lower case.
_VOCABULARY: tuple[tuple[str, str], ...] = (
    (
        "Africa",
        r"(?<!history of )(?<!south )(?:sub-?saharan )?africa(?:n region| region)?(?=\W|$)(?! diaspora)|"
        r"afrique(?! du sud)(?: subsaharienne)?|africa subsahariana|african (?:countries|schools|states)",
    ),
    (
        "Arab States",
        r"arab (?:states|region|countries)|etats arabes|estados arabes|الدول العربية|"
        r"арабски\w+ государств\w*|阿拉伯国家",
    ),
    (
        "Asia and the Pacific",
        r"asia(?:(?: and|/| &|-)(?: the)? ?| )pacific|asie(?:-| et (?:le )?|"
        r" et dans le )pacifique|asia(?: y el|-| y) ?pacifico",
    ),
    (
        "Europe and North America",
        r"europe(?:an)?(?: and|,| &|/)? ?(?:the )?north(?:ern)? america(?:n)?|"
        r"europe et (?:l')?amerique du nord|europa y (?:america del norte|norteamerica)",
    ),
    (
        "Latin America and the Caribbean",
        r"latin america(?:n)?(?: and| &|/| y)?(?: the)? ?caribbean|"
        r"amerique latine(?: et (?:les )?(?:des )?caraibes?)?|america latina(?: y el caribe)?|\blac region\b",
    ),
    (
        "national coordinators",
        r"national co-?ordinat(?:ors?|rices?)|coordinat(?:eurs?|"
        r"rices?)(?:\W\w+)? nationa(?:ux|l|les)|coordinador(?:es|as?)?(?:\W\w+)? nacional(?:es)?",
    ),
    (
        "regional coordinators",
        r"regional co-?ordinators?|coordinateurs? region(?:al|aux)|"
        r"coordinador(?:es)? regional(?:es)?",
    ),
    (
        "school coordinators",
        r"school co-?ordinators?|coordinateurs? (?:d'ecole|scolaires?)|"
        r"coordinador(?:es)? escolar(?:es)?",
    ),
    ("National Commissions", r"national commissions|commissions nationales|comisiones nacionales"),
    ("focal points", r"focal points?|points? focaux|points? focal|puntos? focal(?:es)?|personnes? ressources?"),
    (
        "principals",
        r"(?:school )?principals|head ?teachers?|school (?:heads|leaders|directors)|heads of school|"
        r"chef(?:fe)?s? d'etablissements?|direct(?:eurs?|rices?) d'ecoles?|direct(?:ores|oras|or|"
        r"ora)(?:/as)? (?:de (?:escuela|centro|colegio)s?|escolares)",
    ),
    ("teacher trainers", r"teacher (?:trainers|educators)|formateurs? d'enseignants|formador(?:es)? de docentes"),
    (
        "teachers",
        r"(?<!head )teachers?(?! train| educat)|enseignant(?:e|s|es)?(?:[·.]e[·.]?s)?|professeur(?:e|"
        r"s|es)?|docentes|profesor(?:es|as|ado)|maestr[oa]s|المعلم\w+|учител\w+|教师",
    ),
    ("educators", r"(?<!teacher )educators|educateurs|educador(?:es|as)|pedagogues"),
    (
        "students",
        r"students?(?! network)|pupils?|eleves?|etudiant(?:e|s|es)|alumn[oa]s?|alumnado|estudiantes|"
        r"الطلاب|الطلبة|учащи\w+|学生",
    ),
    ("children", r"children|enfants|ninos|ninas"),
    ("youth", r"youth(?!-led|ful)|young people|adolescents|jeunes(?:se)?|jovenes|juventud|الشباب|молодеж\w+|青年"),
    ("parents", r"parents(?! d'eleves? elus)|families|familles|padres(?: y madres)?|familias"),
    (
        "schools",
        r"schools(?! of (?:law|medicine))|ecoles|etablissements scolaires|escuelas|"
        r"centros (?:educativos|escolares)|colegios|المدارس|школ\w*|学校",
    ),
    ("universities", r"universities|higher education institutions|universites|universidades"),
    (
        "teacher training institutions",
        r"teacher[ -](?:training|education) (?:institutions?|institutes?|"
        r"colleges?)|instituts? de formation (?:des|d')\s?enseignants",
    ),
    (
        "partners",
        r"(?<!international )partner (?:schools|institutions|organi[sz]ations)|ecoles partenaires|"
        r"escuelas (?:asociadas|socias)",
    ),
    ("experts", r"experts|expertes|expertos|expertas"),
    ("researchers", r"researchers|chercheu(?:rs|ses)|investigador(?:es|as)"),
    (
        "policy-makers",
        r"policy-?\s?makers|decision-?makers|decideurs|responsables politiques|"
        r"responsables de (?:la formulacion de )?politicas",
    ),
    (
        "pre-primary",
        r"pre-?primary|early childhood|kindergarten|maternelle|prescolaire|preescolar|"
        r"primera infancia|petite enfance",
    ),
    (
        "primary",
        r"(?<!pre-)(?<!pre)primary(?: school| education| level|,| and| \(|\b)|ecoles? primaires?|(?:du|"
        r"le|cycle|niveau) primaire|elementary|primaria",
    ),
    (
        "lower secondary",
        r"lower(?: and upper)? secondary|middle schools?|colleg(?:e|es|iens)(?= |,|"
        r"\.)(?<!teacher college)|premier cycle du secondaire|secundaria (?:baja|inferior)|"
        r"primer ciclo de secundaria",
    ),
    (
        "upper secondary",
        r"upper secondary|high schools?|lyce(?:e|es|ens)|second cycle du secondaire|"
        r"secundaria superior|bachillerato|segundo ciclo de secundaria",
    ),
    (
        "secondary",
        r"(?<!lower )(?<!upper )secondary(?: school| education| level)|(?:le|du|enseignement|niveau|"
        r"ecoles?) secondaires?|(?:educacion |escuelas? )secundarias?(?! (?:baja|superior|inferior))",
    ),
    (
        "higher education",
        r"higher education|tertiary education|university students|enseignement superieur|"
        r"educacion superior",
    ),
    (
        "technical and vocational",
        r"technical and vocational|vocational (?:education|schools?|training)|"
        r"\btvet\b|formation professionnelle|lycees? professionnels?|formacion (?:tecnica|profesional)",
    ),
    (
        "special education",
        r"special(?: needs)? (?:needs )?education|education speciali?see?|education speciale|"
        r"educacion especial",
    ),
)
_COMPILED = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _VOCABULARY)
_AGES = re.compile(
    r"(?:age(?:s|d|es)?|years? old|eleves? de|enfants de|jeunes de|de|entre|between|edades?|anos|"
    r"edad)\W{0,3}(?:ages? |d'|de |from |entre |between |groups? )*?"
    r"(?P<runs>\d{1,2}\s?(?:-|–|to|and|a|et|y)\s?\d{1,2}(?:(?:,| and| et| y| or| ou| o)* \d{1,2}\s?(?:-|–|to|"
    r"a)\s?\d{1,2})*)(?P<after>\s?(?:ans|anos|years?|year-olds?|-year-olds?|yo)?)"
)
_AGES_AFTER = re.compile(
    r"(?P<low>\d{1,2})\s?(?:-|–|to|a|et|y)\s?(?P<high>\d{1,2})[ -](?:years?(?:[ -]olds?)?|"
    r"ans|anos)\b"
)
_RUN = re.compile(r"(\d{1,2})\s?(?:-|–|to|and|a|et|y)\s?(\d{1,2})")
_FROM = re.compile(
    r"(?:over|above|at least|older than|plus de|a partir de|mayores de|des|"
    r"desde los) (\d{1,2})(?: years| ans| anos)|(\d{1,2}) (?:years|ans|anos)(?: old)? (?:and|et|ou|or|y|"
    r"o) (?:above|over|older|plus|mas)"
)
_UNDER = re.compile(r"(?:under|younger than|moins de|menores de) (\d{1,2})(?: years| ans| anos|\b)")


def audiences(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The audiences in the order in which they are named, each once."""
    found: dict[str, None] = {}
    for block in blocks:
        if block.kind is not BlockKind.IMAGE:
            found.update(dict.fromkeys(name for _, name in sorted(_in_text(folded_in_place(block.text), found))))
    return tuple(found)


def _in_text(flat: str, known: Container[str]) -> list[tuple[int, str]]:
    """The audiences of a text and where they stand; those known already are not looked for again."""
    sought = (entry for entry in _COMPILED if entry[0] not in known)
    named = [(match.start(), name) for name, pattern in sought if (match := pattern.search(flat))]
    return named + _ages(flat)


def _ages(flat: str) -> list[tuple[int, str]]:
    found: dict[str, int] = {}
    for match in _AGES.finditer(flat):
        if re.match(r"age|years|edad|anos", match[0]) or match["after"].strip():
            for run in _RUN.finditer(match["runs"]):
                _keep(int(run[1]), int(run[2]), match.start("runs") + run.start(), found)
    for match in _AGES_AFTER.finditer(flat):
        _keep(int(match["low"]), int(match["high"]), match.start(), found)
    for match in _FROM.finditer(flat):
        found.setdefault(f"ages {match[1] or match[2]} and over", match.start())
    for match in _UNDER.finditer(flat):
        found.setdefault(f"ages under {match[1]}", match.start())
    return [(start, name) for name, start in found.items()]


_OLDEST_HIGH = 99
_YOUNGEST = 2


def _keep(low: int, high: int, start: int, found: dict[str, int]) -> None:
    if _YOUNGEST <= low < high <= _OLDEST_HIGH:
        found.setdefault(f"ages {low} to {high}", start)
