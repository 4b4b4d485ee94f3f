"""Links of an item, and links it promises without giving them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext

from heliograph.bulletin.importing.draft import DraftLink, Warned, Warning
from heliograph.bulletin.importing.facts.attachments import names_attachment
from heliograph.bulletin.importing.source import Block, BlockKind, Link

_PROMISES = re.compile(
    r"(?:click(?:ing)?|press|tap)(?: on)? (?:here|(?:on )?(?:the|this) (?:picture|image|photo|link|button|"
    r"banner|logo)s?(?: below| above)?)"
    r"|(?:here )?(?:via|through|using|at|on|follow|from) (?:the|this) (?:following )?link(?: here| below|"
    r" above)?"
    r"|(?:register|sign up|apply|join|download|read more|more information|available|find out more|submit|"
    r"see more|watch|enrol)"
    r"(?: it| them| us| online)? here\b|(?:please )?(?:register|sign up|join) (?:at|via|through|on) (?:the|"
    r"this) (?:link|form|website|page)"
    r"|(?:the )?link (?:below|above)|please download\b|(?:the )?following link\b|see (?:the )?link\b"
    r"|cliquez (?:ici|sur (?:le|ce) lien|sur l['’]image)|en cliquant (?:ici|sur ce lien|sur le lien)|"
    r"(?:via|par|avec|sur|suivez|à partir de|depuis|à travers) (?:le|ce) lien(?: suivant| ci-(?:dessous|dessus|"
    r"après))?"
    r"|(?:inscri(?:vez-vous|ptions?)|disponible|s['’]inscrire|télécharge[rz]|à retrouver|en savoir plus) ici\b|"
    r"lien ci-(?:dessous|dessus|après)"
    r"|(?:haga|haz|hacer|haciendo) cl[ií]c(?:k)? (?:aquí|en (?:el|este) enlace|en la imagen)|pulse aquí|"
    r"pinche aquí"
    r"|(?:en|a través de(?:l)?|mediante|por|vía|con|siga|desde) (?:el |este |"
    r"del )?(?:siguiente )?enlace(?: siguiente)?"
    r"|(?:inscr[ií]base|inscripci(?:ón|ones)|disponible|regístrese|descargar?|descárguelo|consultar?) aquí\b|"
    r"enlace (?:siguiente|de abajo)",
    re.IGNORECASE,
)
#: One of these stands in every promise; looked for first because that is quick.
_IN_PROMISES = (
    *("click", "press", "tap", "here", "link", "register", "sign up", "join", "download"),
    *("cliqu", "lien", "ici", "clic", "clíc", "aquí", "enlace"),
)
_NEAR = 90
_LATER = re.compile(
    r"(?:will|to) (?:be )?(?:shared|sent|available|communicated|provided|posted|announced|follow)|"
    r"sera (?:envoyé|communiqué|partagé|disponible)|"
    r"(?:se )?(?:enviará|compartirá|comunicará)|será (?:enviado|compartido)",
    re.IGNORECASE,
)


def links(blocks: Iterable[Block]) -> tuple[DraftLink, ...]:
    """The links in the order of the text, each pair of text and address once; addresses of persons are e-mails."""
    found = (DraftLink(link.text, link.url) for block in blocks for link in _real(block))
    return tuple(dict.fromkeys(found))


def _real(block: Block) -> Iterator[Link]:
    for link in sorted(block.links, key=lambda link: link.span.start):
        if not (link.url or "").lower().startswith("mailto:") and (link.text or link.url):
            yield link


def link_warnings(blocks: Sequence[Block]) -> tuple[Warning, ...]:
    """One for each link that leads nowhere, and for each "click here" with no link at it."""
    found: list[Warning] = []
    linked_picture = any(block.kind is BlockKind.IMAGE for block in blocks)
    for block in blocks:
        found += [_empty(link) for link in _real(block) if link.url is None and not names_attachment(link.text)]
        found += [_promised(text) for text in _unkept(block, linked_picture)]
    return tuple({(one.kind, one.text): one for one in found}.values())


def _empty(link: Link) -> Warning:
    message = gettext("The link “%(text)s” leads nowhere. Give it an address or take it out.") % {"text": link.text}
    return Warning(Warned.NO_LINK, message, link.text)


def _promised(text: str) -> Warning:
    message = gettext("The text says “%(text)s”, but there is no link there.") % {"text": text}
    return Warning(Warned.NO_LINK, message, text)


def _unkept(block: Block, linked_picture: bool) -> Iterator[str]:
    folded = block.text.lower()
    if not any(word in folded for word in _IN_PROMISES):
        return
    for found in _PROMISES.finditer(block.text):
        picture = re.search(r"picture|image|imagen|photo|banner|logo", found[0], re.IGNORECASE)
        if (
            (picture and linked_picture)
            or _is_kept(block, found)
            or _LATER.search(block.text[found.end() : found.end() + 60])
        ):
            continue
        yield found[0]


def _is_kept(block: Block, found: re.Match[str]) -> bool:
    """Whether a link, good or empty, stands at these words or soon after them, or an address follows."""
    near = any(
        link.span.start < found.end() + _NEAR and link.span.end > found.start() - _NEAR // 3 for link in block.links
    )
    return near or "@" in block.text[found.end() : found.end() + _NEAR]
