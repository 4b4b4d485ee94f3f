"""Where the mail server is and how it is spoken to."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail.utils import DNS_NAME

#: Seconds for a command where ``EMAIL_TIMEOUT`` sets none: nothing waits for ever.
TIMEOUT = 60.0
#: Seconds for the answer to a whole message, which the server may be scanning (RFC 5321, 4.5.3.2.6 allows 600).
ANSWER_TIMEOUT = 300.0


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """``use_tls`` begins TLS by STARTTLS, ``use_ssl`` with the connection; times are seconds.

    ``keyfile`` and ``certfile`` are this site's own, for servers that ask for them.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False
    use_ssl: bool = False
    keyfile: str | None = None
    certfile: str | None = None
    timeout: float = TIMEOUT
    answer_timeout: float = ANSWER_TIMEOUT
    local_hostname: str | None = None

    def __post_init__(self) -> None:
        if self.use_tls and self.use_ssl:
            raise ValueError("EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other: set one of them")

    @property
    def hostname(self) -> str:
        """What this host calls itself to the server."""
        return self.local_hostname or str(DNS_NAME)

    def tls(self) -> ssl.SSLContext:
        """Certificates are checked against those that the system trusts. Raises OSError for unreadable files."""
        context = ssl.create_default_context()
        if self.certfile:
            context.load_cert_chain(self.certfile, self.keyfile)
        return context


def configured() -> ServerOptions:
    """As Django's ``EMAIL_…`` settings say."""
    return ServerOptions(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        use_tls=settings.EMAIL_USE_TLS,
        use_ssl=settings.EMAIL_USE_SSL,
        keyfile=settings.EMAIL_SSL_KEYFILE,
        certfile=settings.EMAIL_SSL_CERTFILE,
        timeout=settings.EMAIL_TIMEOUT or TIMEOUT,
    )
