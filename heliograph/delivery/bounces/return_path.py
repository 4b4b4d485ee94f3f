"""The return path of a message: the address that says, when a report comes back to it, which letter it is about.

The signature is known to nobody but the letter's own reader and the servers on its way. Case counts for nothing, since
servers change it.
"""

from __future__ import annotations

import re
from base64 import b32encode
from functools import lru_cache
from hashlib import blake2b, sha256
from hmac import compare_digest

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.http import int_to_base36

_PERSON = b"return path"
_TOKEN = re.compile(r"([0-9a-z]{1,13})\.([a-z2-7]{16})")
_LOCAL = re.compile(r"[a-z0-9.+-]+")
_KEYS = 2**63
#: RFC 5321, 4.5.3.1.1; the token takes 30 octets at most, the ``+`` before it one.
LONGEST_LOCAL = 64
LONGEST_OWN = LONGEST_LOCAL - 31


@lru_cache(maxsize=4)
def _keyed(secret: str) -> blake2b:
    return blake2b(key=sha256(secret.encode()).digest(), person=_PERSON, digest_size=10)


@lru_cache(maxsize=4)
def _around(setting: str) -> tuple[str, str]:
    """What stands before and after the token."""
    local, _at, domain = setting.lower().rpartition("@")
    if not domain or not _LOCAL.fullmatch(local) or len(local) > LONGEST_OWN:
        raise ImproperlyConfigured(
            f"MAIL_BOUNCES must be an address whose part before the @ has at most {LONGEST_OWN} characters, "
            f"of a-z, 0-9, '.', '+' and '-': {setting}"
        )
    return f"{local}+", f"@{domain}"


def _signature(number: str) -> str:
    state = _keyed(settings.SECRET_KEY).copy()
    state.update(number.encode())
    return b32encode(state.digest()).decode().lower()


def token(message_pk: int) -> str:
    """The signed form of a message's key, of ``[0-9a-z.]`` alone."""
    number = int_to_base36(message_pk)
    return f"{number}.{_signature(number)}"


def read_token(signed: str) -> int | None:
    """The key that a token was made for; None where it was altered or signed by another site."""
    found = _TOKEN.fullmatch(signed.lower())
    if found is None or not compare_digest(found[2], _signature(found[1])):
        return None
    key = int(found[1], 36)
    return key if key < _KEYS else None


def return_path(message_pk: int) -> str:
    """The envelope sender of a message; empty where ``MAIL_BOUNCES`` is, and reports go to the From address.

    Raises ImproperlyConfigured for a setting that is no address, or too long a one to be signed.
    """
    if not settings.MAIL_BOUNCES:
        return ""
    before, after = _around(settings.MAIL_BOUNCES)
    return f"{before}{token(message_pk)}{after}"


def read_return_path(address: str) -> int | None:
    """The key of the message that an address was made for; None for any other address.

    The signature decides, not what stands around it: letters sent before ``MAIL_BOUNCES`` was changed are found too.
    """
    local, _at, _domain = address.rpartition("@")
    _own, plus, signed = local.rpartition("+")
    return read_token(signed) if plus else None
