"""What the files of responses hold about a person. They go with their responses (``calls/forgetting.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import lost_with, told_to
from heliograph.calls.models import AnswerFile
from heliograph.calls.retaining.models import FileAccess
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.files import scanning
from heliograph.network.models import Person

BATCH = 500


def _files(person: Person) -> Iterator[dict[str, Any]]:
    """What he has sent, and what came with the answers that he gave for himself or that others have sent for him."""
    own = lost_with(person, [person.email.lower()]) & told_to(person)
    sent = AnswerFile.objects.filter(Q(sent_by=person) | Q(response__in=own.values("pk"))).order_by("pk")
    about = {"answer": F("response__public_id"), "content_type": F("content__content_type"), "size": F("content__size")}
    for row in sent.values("public_id", "question", "name", "sent_at", **about).iterator(chunk_size=BATCH):
        yield {**row}


def _fetched(person: Person) -> Iterator[dict[str, Any]]:
    """The files of others' answers that he has fetched."""
    found = FileAccess.objects.filter(person=person).order_by("pk")
    for row in found.values("at", name=F("file__name")).iterator(chunk_size=BATCH):
        yield {**row}


def _forget_fetched(erasing: Erasing) -> None:
    FileAccess.objects.filter(person=erasing.person).delete()


def register_files() -> None:
    """For ``ready()``. A scanner that is named wrongly is told at the start."""
    scanning.address()
    kept = _("Files you sent with answers: each goes or stays as the answer that it came with.")
    register(Holding("answer-files", _("files you sent with answers"), _files, order=69, erased=kept))
    fetched = ("calls.FileAccess.person",)
    register(Holding("fetched", _("files of others' answers that you fetched"), _fetched, _forget_fetched, 78, fetched))
