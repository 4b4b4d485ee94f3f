"""Names, addresses and places as they are compared to find duplicates: what two spellings have in common."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, hypot, radians
from urllib.parse import urlsplit

from heliograph.texts.tokens import tokens

_KM_PER_DEGREE = 111.2
#: Words for "school" and words without a meaning of their own: they tell nothing apart.
#: Words for a level (lycée, primary, collège) stay: a primary and a secondary school of one name are two.
_IDLE = (
    "school schools the of for and at ecole ecoles etablissement scolaire de des du la le les l d et aux au escuela "
    "escuelas centro educativo institucion educativa el los las del y en schule schulen der die das und von escola "
    "scuola школа школы школ имени мдрс مدرسه مدارس معهد في من skola skole szkola okul okulu sekolah"
)
#: The same where words stand without spaces and are cut in pairs.
_UNSPACED = re.compile("学校|學校")
IDLE = frozenset(word for each in _IDLE.split() for word in tokens(each))


@lru_cache(maxsize=65536)
def core(name: str) -> tuple[str, ...]:
    """The telling words of a name in alphabetical order; all of them where none is telling."""
    every = tokens(_UNSPACED.sub(" ", name)) or tokens(name)
    return tuple(sorted(word for word in every if word not in IDLE)) or tuple(sorted(every))


def numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that are numbers: School 4 is not School 5."""
    return tuple(word for word in words if any(sign.isdigit() for sign in word))


def plain_web(address: str) -> str:
    """A web address without what does not tell two apart: scheme, ``www.``, a slash at the end."""
    parts = urlsplit(address.strip().lower())
    host = parts.netloc.removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" if host else ""


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places (degrees north and east) that are near each other."""
    east = (other[1] - one[1] + 180) % 360 - 180
    return _KM_PER_DEGREE * hypot(other[0] - one[0], east * cos(radians(one[0])))
