"""Pieces of regular expressions shared by the recognisers; all are for folded text and bounded in length."""

from __future__ import annotations

SPACE = r"\s{0,3}"
YEAR = r"(?:19|20)\d\d(?!\d|:\d|\.\d)"
ARTICLE = r"(?:(?:the|le|la|el|den|dem|dia|день)\s{1,2}|l')"
ORDINAL = (
    r"\d{1,2}(?!\d)(?:(?:st|nd|rd|th|er|re|ere|eme|e|o|го|-го|-е)(?![^\W\d_])|º|ª|°|\.º|\.o(?![a-z])|\.(?!\d))?"
    r"|\b(?:first|premier|primero|erster)\b"
)
RANGE = (
    r"(?:-{1,2}|至|到|(?:to|through|thru|until|till|up\sto|au|a|al|hasta|jusqu'au|jusqu'a|bis|zum|ao|ate|alle|до|по|الى|حتى)(?![^\W\d_]))"
    r"(?:\s{1,2}el|\s{1,2}the|\s{1,2}le)?"
)
AND = r"(?:,|&|\+|(?:,\s?)?(?:and|et|y|e|und|or|ou|o|u|и|и)(?![^\W\d_])|و)"
BETWEEN = r"(?:between|entre|zwischen|tra|fra|между|بين)"
FROM = r"(?:from|between|du|de|entre|del?|desde|depuis|von|vom|dal|с|من)"

FIRST_WORDS = {"first": 1, "premier": 1, "primero": 1, "erster": 1}

ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
    "premiere": 1,
    "1re": 1,
    "1ere": 1,
    "premier": 1,
    "1er": 1,
    "deuxieme": 2,
    "seconde": 2,
    "2e": 2,
    "2eme": 2,
    "troisieme": 3,
    "3e": 3,
    "3eme": 3,
    "quatrieme": 4,
    "4e": 4,
    "4eme": 4,
    "derniere": -1,
    "dernier": -1,
    "primera": 1,
    "1.ª": 1,
    "1ª": 1,
    "1a": 1,
    "primer": 1,
    "segunda": 2,
    "segundo": 2,
    "2ª": 2,
    "2.ª": 2,
    "tercera": 3,
    "tercer": 3,
    "3ª": 3,
    "cuarta": 4,
    "cuarto": 4,
    "4ª": 4,
    "ultima": -1,
    "ultimo": -1,
    "primeira": 1,
    "primeiro": 1,
    "ersten": 1,
    "zweiten": 2,
    "dritten": 3,
    "letzten": -1,
}

ORDINAL_WORD = "|".join(sorted((word.replace(".", r"\.") for word in ORDINALS), key=len, reverse=True))
