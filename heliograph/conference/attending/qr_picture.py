"""A QR code as the address of a picture that needs no request of its own."""

from __future__ import annotations

from base64 import b64encode

from heliograph.network.joining.certificate_pdf import qr


def picture_of(text: str) -> str:
    """The ``data:`` address of the QR code of a text."""
    return f"data:image/svg+xml;base64,{b64encode(qr(text).encode()).decode()}"
