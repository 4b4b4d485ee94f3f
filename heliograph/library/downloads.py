"""How often files are fetched: a total for each file and day, and nothing about who did."""

from __future__ import annotations

import re
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from heliograph.library.models import Document, DocumentDownload, DocumentFile

#: What programs call themselves that fetch whatever they find.
_PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|scan|monitor|link check|curl|wget|python", re.IGNORECASE)


def is_program(agent: str) -> bool:
    """Whether a request's User-Agent says that nobody reads what it fetches."""
    return not agent or _PROGRAM.search(agent) is not None


def count(file: DocumentFile, day: date) -> None:
    """One download more. Two statements at the most, and no row of the file is held."""
    rows = DocumentDownload.objects.filter(file=file, day=day)
    if rows.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DocumentDownload.objects.create(file=file, day=day, count=1)
    except IntegrityError:
        rows.update(count=F("count") + 1)


def totals(document: Document) -> dict[int, int]:
    """By the file's primary key how often it was fetched so far; those never fetched are left out."""
    rows = DocumentDownload.objects.filter(file__version__document=document).values_list("file").order_by()
    return dict(rows.annotate(total=Sum("count")))
