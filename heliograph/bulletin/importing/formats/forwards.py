"""A message that was passed on: what is above it and its header lines are not the bulletin."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"^[ \t>]*(?:-{2,}|_{5,})?[ \t]*(?:forwarded message|begin forwarded message|original message|"
    r"message transf[ée]r[ée]|"
    r"d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|message d['’]origine|mensaje (?:reenviado|"
    r"original)|"
    r"weitergeleitete nachricht|mensagem encaminhada|messaggio inoltrato)[ \t]*:?[ \t]*(?:-{2,}|"
    r"_{5,})?[ \t]*\\?$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"[ \t>*]*(?P<name>from|to|cc|date|sent|subject|reply-to|de|à|objet|envoyé|para|asunto|fecha|enviado|von|"
    r"an|betreff|datum|"
    r"gesendet|assunto|data|a|da|oggetto)[ *]*:[ *]*(?P<value>.*)$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset(("subject", "objet", "asunto", "betreff", "assunto", "oggetto"))


def forwarded(text: str) -> tuple[str, str]:
    """(the text of the innermost message passed on, its subject); the text itself where none is."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return text, ""
    lines = text[marks[-1].end() :].lstrip("\n").split("\n")
    subject = ""
    while lines and ((found := _FIELD.match(lines[0])) or not lines[0].strip()):
        if found and found["name"].lower() in _SUBJECTS:
            subject = found["value"].strip(" *\\")
        if not found and not any(_FIELD.match(line) for line in lines[1:3]):
            break
        lines.pop(0)
    rest = "\n".join(lines)
    return (rest, subject) if any(sign.isalnum() for sign in rest) else (text, "")
