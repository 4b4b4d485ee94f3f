"""PDF documents that have a text layer."""

from heliograph.bulletin.importing.formats.pdf.converting import convert_pdf

__all__ = ["convert_pdf"]
