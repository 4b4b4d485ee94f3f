"""E-mail addresses as delivery keeps and compares them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

LONGEST = 254
#: What nearly every address looks like, and needs no closer look.
_PLAIN = re.compile(r"[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+){0,5}@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,5}[a-z]{2,20}", re.ASCII)


class Malformed(ValueError):
    """No letter can go to this address."""


def normal(address: str) -> str:
    """The address as it is sent to: no space around it, its domain in small letters and in ASCII (RFC 5890 A-labels).

    Raises Malformed for what is no ``local@domain`` of ASCII local part and at most 254 octets (RFC 5321, 4.5.3.1.3).
    """
    if len(address) <= LONGEST and _PLAIN.fullmatch(address):
        return address
    local, at, domain = address.strip().rpartition("@")
    try:
        written = f"{local}{at}{punycode(domain).lower()}"
        validate_email(written)
    except (UnicodeError, ValidationError) as error:
        raise Malformed(address) from error
    if len(written) > LONGEST:
        raise Malformed(address)
    return written


def key(address: str) -> str:
    """What two ways to write one address have in common: small letters.

    RFC 5321 lets a host tell local parts apart by case; none that is met does, and nobody wants a letter twice.
    """
    return address.lower()
