"""DKIM (RFC 6376): the site's signature on every message, by settings.

``MAIL_DKIM_SELECTOR`` names the key in the DNS, ``MAIL_DKIM_KEY`` is the path of its private half in PEM, RSA
(RFC 8301) or Ed25519 (RFC 8463). The domain is that of the From address.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.utils import parseaddr
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

#: Headers under the signature, where the message has them.
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
    b"mime-version",
    b"content-type",
)
#: Bits of the shortest RSA key that verifiers accept (RFC 8301, 3.2).
SHORTEST = 1024
_FOLD = b"\r\n "
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)\r\n", re.MULTILINE)
_FROM = re.compile(rb"^from[ \t]*:([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_BLANKS = re.compile(rb"[ \t\r\n]+")
_PORTIONS = re.compile(rb".{1,70}")
_SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")

Key = RSAPrivateKey | Ed25519PrivateKey


class Signer:
    """Puts a signature before messages; the same message gets the same one, whenever it is signed."""

    def __init__(self, selector: str, key: Key) -> None:
        self._selector = selector.encode("ascii")
        self._key = key
        self._algorithm = b"rsa-sha256" if isinstance(key, RSAPrivateKey) else b"ed25519-sha256"

    def sign(self, content: bytes, domain: str) -> bytes:
        """The message (CRLF line ends) with its DKIM-Signature on top, for an ASCII domain."""
        head, _blank, body = content.partition(b"\r\n\r\n")
        fields = fields_of(head)
        names = [name for name in SIGNED for _each in fields.get(name, ())]
        lines = b"".join([name + b":" + value + b"\r\n" for name in SIGNED for value in reversed(fields.get(name, []))])
        unsigned = self._header(domain.encode("ascii"), names, digest(body))
        signature = self._signature(lines + b"dkim-signature:" + relaxed_value(unsigned))
        return b"".join([b"DKIM-Signature:", unsigned, folded(signature), b"\r\n", content])

    def _header(self, domain: bytes, names: list[bytes], body_hash: bytes) -> bytes:
        """Everything of the header's value but the signature. From stands twice: so that no second one is added."""
        tags = b" v=1; a=%b; c=relaxed/relaxed; d=%b;" % (self._algorithm, domain)
        signed = b":".join([*names, b"from"]).replace(b":list-id", b":" + _FOLD + b"list-id")
        return _FOLD.join([tags, b"s=%b; h=%b;" % (self._selector, signed), b"bh=%b;" % body_hash, b"b="])

    def _signature(self, data: bytes) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return b64encode(self._key.sign(data, PKCS1v15(), SHA256()))
        return b64encode(self._key.sign(sha256(data).digest()))


def fields_of(head: bytes) -> dict[bytes, list[bytes]]:
    """A message's headers by their names in small letters, in order, in relaxed form (RFC 6376, 3.4.2)."""
    fields: dict[bytes, list[bytes]] = {}
    for name, value in _FIELD.findall(head + b"\r\n"):
        fields.setdefault(name.lower(), []).append(relaxed_value(value))
    return fields


def relaxed_value(value: bytes) -> bytes:
    return _BLANKS.sub(b" ", value).strip(b" ")


def digest(body: bytes) -> bytes:
    """The hash of a body in relaxed form (RFC 6376, 3.4.4), as it stands in the header."""
    return b64encode(sha256(relaxed_body(body)).digest())


def relaxed_body(body: bytes) -> bytes:
    """Blanks in a row are one, at the end of a line none; empty lines at the end are left out."""
    if b"\t" in body:
        body = body.replace(b"\t", b" ")
    while b"  " in body:
        body = body.replace(b"  ", b" ")
    if b" \r\n" in body:
        body = body.replace(b" \r\n", b"\r\n")
    body = body.rstrip(b"\r\n") if body.endswith(b"\r\n") else body.rstrip(b" ")
    return body + b"\r\n" if body else b""


def folded(signature: bytes) -> bytes:
    """A long word in lines that every server passes on; blanks in it mean nothing (RFC 6376, 3.5)."""
    return _FOLD.join(_PORTIONS.findall(signature))


@lru_cache(maxsize=16)
def domain_of(address: str) -> str:
    """The domain of an address as it is written in headers, in small letters; empty where it has none in ASCII."""
    _local, at, domain = parseaddr(address)[1].rpartition("@")
    return domain.lower() if at and domain.isascii() else ""


def sender_of(content: bytes) -> str:
    """The From header of a message; empty where there is none."""
    found = _FROM.search(content, 0, max(0, content.find(b"\r\n\r\n")))
    return relaxed_value(found[1]).decode("utf-8", "replace") if found else ""


def configured() -> Signer | None:
    """The signer that the settings ask for. Raises ImproperlyConfigured where it cannot sign."""
    selector = getattr(settings, "MAIL_DKIM_SELECTOR", "")
    path = str(getattr(settings, "MAIL_DKIM_KEY", "") or "")
    if not (selector or path):
        return None
    if not (selector and path):
        raise ImproperlyConfigured("MAIL_DKIM_SELECTOR and MAIL_DKIM_KEY go together: set both or neither")
    if not _SELECTOR.fullmatch(selector):
        raise ImproperlyConfigured(f"MAIL_DKIM_SELECTOR is no name in the DNS: {selector!r}")
    return Signer(selector, key_in(Path(path)))


def key_in(path: Path) -> Key:
    """The private key in a PEM file. Raises ImproperlyConfigured, saying what is wrong with it."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as error:
        raise ImproperlyConfigured(f"MAIL_DKIM_KEY cannot be read: {error}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(f"MAIL_DKIM_KEY is no private key in PEM without a password: {path}") from error
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise ImproperlyConfigured(f"MAIL_DKIM_KEY is neither an RSA nor an Ed25519 key: {path}")
    if isinstance(key, RSAPrivateKey) and key.key_size < SHORTEST:
        raise ImproperlyConfigured(f"MAIL_DKIM_KEY has {key.key_size} bits; no verifier accepts less than {SHORTEST}")
    return key
