"""How one takes part: online, on site or both."""

from __future__ import annotations

import re
from collections.abc import Iterable

from heliograph.bulletin.importing.source import Block

ONLINE, ON_SITE, HYBRID = "online", "on-site", "hybrid"

_HYBRID = re.compile(
    r"\bhybrid(?:e|o|a)?\b|in person (?:and|or) online|online (?:and|or) in person|"
    r"en présentiel et (?:en ligne|à distance)|presencial y (?:en línea|virtual)",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:online (?!application|form|proposal|registration|questionnaire|survey|platform|catalog)|"
    r"online[.,;:)]|online$|webinars?|zoom|(?:ms |microsoft )?teams(?= (?:link|meeting|at|on|,))|webex|"
    r"google meet|"
    r"youtube|live ?stream\w*|virtual(?:ly|le|mente)?|en ligne(?! :)|webinaires?|visioconférences?|à distance|"
    r"en línea|seminario web|a distancia|videoconferencias?|remotely)",
    re.IGNORECASE | re.MULTILINE,
)
_ON_SITE = re.compile(
    r"\b(?:on[ -]?site|in[ -]person|face[ -]to[ -]face|venue|headquarters|sur place|en présentiel|présentiels?|"
    r"au siège|presencial(?:es|mente)?|in situ|sede)\b",
    re.IGNORECASE,
)


def mode(blocks: Iterable[Block], places: tuple[str, ...]) -> str | None:
    """online, on-site or hybrid; None where nothing is said."""
    text = "\n".join(block.text for block in blocks)
    if _HYBRID.search(text):
        return HYBRID
    online, on_site = _ONLINE.search(text), _ON_SITE.search(text)
    if online and on_site:
        return HYBRID
    if online:
        return ONLINE
    held = places and re.search(r"\b(?:held|take[sn]? place|hosted|lieu|tiendra|lugar|celebrar\w*)\b|\| ", text)
    return ON_SITE if on_site or held else None
