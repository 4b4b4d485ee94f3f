"""DKIM signatures, checked by another implementation with a key from memory."""

from __future__ import annotations

from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat as Private
from cryptography.hazmat.primitives.serialization import PublicFormat as Public
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.smtp.backend import EmailBackend
from heliograph.delivery.smtp.signing import Signer, configured, domain_of, sender_of

RSA = rsa.generate_private_key(65537, 2048)
ED25519 = ed25519.Ed25519PrivateKey.generate()
HEAD = (
    b"From: Heliograph <bulletin@heliograph.example.org>\r\nTo: ama@example.org\r\nSubject:  Issue 22:\r\n"
    b"\tanswer  by Friday \r\nDate: Mon, 12 Jan 2026 09:00:00 +0000\r\nMessage-ID: <1@heliograph.example.org>\r\n"
    b"List-Id: <bulletin.heliograph.example.org>\r\nList-Unsubscribe: <https://heliograph.example.org/u/1>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n"
)
LETTER = HEAD + b"\r\nDear Ama,\r\n\r\n  two  blanks\tand a tab \r\n\r\n\r\n"
keys = pytest.mark.parametrize("key", [RSA, ED25519], ids=["rsa", "ed25519"])


def pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, Private.PKCS8, encryption or NoEncryption())


def record(key):
    """What stands in the DNS."""
    if key is RSA:
        return b"v=DKIM1; k=rsa; p=" + b64encode(
            key.public_key().public_bytes(Encoding.DER, Public.SubjectPublicKeyInfo)
        )
    return b"v=DKIM1; k=ed25519; p=" + b64encode(key.public_key().public_bytes(Encoding.Raw, Public.Raw))


def verified(content, key):
    asked = []

    def txt(name, timeout=5):
        asked.append(name)
        return record(key)

    result = dkim.verify(content, dnsfunc=txt)
    assert asked == [b"h2026._domainkey.heliograph.example.org."]
    return result


def signed(content=LETTER, key=RSA):
    return Signer("h2026", key).sign(content, "heliograph.example.org")


@keys
def test_signature_holds(key):
    content = signed(key=key)
    assert content.endswith(LETTER)
    assert verified(content, key)


@keys
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Ama", b"Kofi"),
        (b"Friday", b"Monday"),
        (b"One-Click", b"Two"),
        (b"ama@", b"kofi@"),
        (b"To:", b"From: x\r\nTo:"),
    ],
)
def test_signature_breaks_with_what_it_covers(key, before, after):
    assert not verified(signed(key=key).replace(before, after), key)


def test_signature_bears_what_servers_do_on_the_way():
    head, _blank, body = signed().partition(b"\r\n\r\n")
    relayed = head.replace(b"\r\n\tanswer  by", b" answer\r\n by") + b"\r\nX-Seen: yes\r\n\r\n" + body + b"\r\n"
    assert verified(b"Received: from somewhere\r\n" + relayed, RSA)


BODIES = st.lists(st.sampled_from([b" ", b"\t", b"\r\n", b"a", b".", b"\xc3\xa9"]), max_size=20).map(b"".join)


@given(BODIES)
def test_signature_holds_over_any_body(body):
    assert verified(signed(HEAD + b"\r\n" + body.removesuffix(b"\r\n") + b"\r\n", ED25519), ED25519)


def test_signed_headers_are_those_that_are_there_and_from_once_more():
    (line,) = [part for part in signed().replace(b"\r\n ", b"").split(b"; ") if part.startswith(b"h=")]
    assert line.partition(b";")[0] == (
        b"h=from:to:subject:date:message-id:list-id:list-unsubscribe:list-unsubscribe-post:mime-version:content-type:from"
    )


def test_lines_of_the_signature_are_short():
    assert max(map(len, signed().partition(b"\r\nFrom:")[0].split(b"\r\n"))) <= 120


def test_same_message_has_the_same_signature():
    assert signed() == signed()


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("Desk <desk@Example.org>", "example.org"),
        ("desk@example.org", "example.org"),
        ("=?utf-8?q?B=C3=BCro?= <d@xn--bro-hoa.example.org>", "xn--bro-hoa.example.org"),
        ("desk@büro.example.org", ""),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_domain_is_that_of_the_from_address(sender, domain):
    assert (
        domain_of(sender_of(b"To: a@example.org\r\nFrom: " + sender.encode() + b"\r\n\r\nFrom: b@example.org"))
        == domain
    )


def test_folded_from_is_read():
    assert sender_of(b"from: A very long name\r\n <desk@example.org>\r\n\r\nx") == "A very long name <desk@example.org>"


# By settings


@pytest.fixture
def configure(settings, tmp_path):
    def write(content: bytes | None, selector: str = "h2026") -> None:
        path = tmp_path / "dkim.pem"
        if content is not None:
            path.write_bytes(content)
        settings.MAIL_DKIM_SELECTOR, settings.MAIL_DKIM_KEY = selector, str(path)

    return write


@keys
def test_backend_seals_by_settings(configure, key):
    configure(pem(key))
    assert verified(EmailBackend().seal(LETTER, "bounce@other.example.org"), key)


def test_backend_takes_the_senders_domain_where_from_has_none(configure):
    configure(pem(ED25519))
    content = LETTER.replace(b"<bulletin@heliograph.example.org>\r\nTo", b"x\r\nTo", 1)
    assert b"d=heliograph.example.org;" in EmailBackend().seal(content, "desk@heliograph.example.org")


def test_without_settings_nothing_is_signed(settings):
    settings.MAIL_DKIM_SELECTOR = settings.MAIL_DKIM_KEY = ""
    assert configured() is None
    assert EmailBackend().seal(LETTER, "desk@example.org") is LETTER


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read"),
        (b"", "no private key in PEM"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key in PEM"),
        (pem(RSA, BestAvailableEncryption(b"secret")), "without a password"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "neither an RSA nor an Ed25519 key"),
    ],
    ids=["missing", "empty", "broken", "with a password", "another kind"],
)
def test_key_that_cannot_sign_is_an_error_at_the_start(configure, content, reason):
    configure(content)
    with pytest.raises(ImproperlyConfigured, match=reason):
        EmailBackend()


def test_half_a_setting_is_an_error(settings):
    settings.MAIL_DKIM_SELECTOR, settings.MAIL_DKIM_KEY = "h2026", ""
    with pytest.raises(ImproperlyConfigured, match="go together"):
        EmailBackend()


def test_selector_that_is_no_name_is_an_error(configure):
    configure(pem(ED25519), selector="h; d=example.org")
    with pytest.raises(ImproperlyConfigured, match="no name in the DNS"):
        EmailBackend()
