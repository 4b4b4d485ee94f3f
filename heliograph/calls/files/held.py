"""What the files of responses hold about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.calls.files import scanning
from heliograph.calls.models import AnswerFile
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person

BATCH = 500


def _personal(person: Person) -> QuerySet[AnswerFile]:
    """The files of answers that a person gave for no organization and no country, and of those given for him."""
    alone = Q(response__organization=None, response__organization_name="") & ~Q(response__slot__startswith="c")
    slot = f"p{person.pk}"
    about = Q(response__slot=slot) | Q(response__slot__startswith=f"{slot}:")
    return AnswerFile.objects.filter(alone & (Q(response__person=person) | about))


def _files(person: Person) -> Iterator[dict[str, Any]]:
    sent = AnswerFile.objects.filter(Q(sent_by=person) | Q(pk__in=_personal(person).values("pk"))).order_by("pk")
    about = {"answer": F("response__public_id"), "content_type": F("content__content_type"), "size": F("content__size")}
    for row in sent.values("public_id", "question", "name", "sent_at", **about).iterator(chunk_size=BATCH):
        yield {**row}


def _forget_files(erasing: Erasing) -> None:
    """What was sent for an organization or a country stays theirs; the bytes go when they are swept."""
    _personal(erasing.person).delete()


def register_files() -> None:
    """For ``ready()``. A scanner that is named wrongly is told at the start."""
    scanning.address()
    register(Holding("answer-files", _("files you sent with answers"), _files, _forget_files, order=69))
