"""A file that turns out to be malicious after it was accepted: it is given out no more, and who has it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heliograph.calls.models import AnswerFile, Response, StoredContent
from heliograph.calls.retaining.models import FileAccess
from heliograph.calls.reviewing.rules import name_given
from heliograph.calls.rules import calls_run_by, responses_of
from heliograph.calls.topics import ANSWERS
from heliograph.frame.finished import touch
from heliograph.network.letters import Written, send, to_person
from heliograph.network.models import Person
from heliograph.network.rules import is_secretariat


def note_access(file: AnswerFile, person: Person, at: datetime) -> None:
    """Write down that somebody fetches a file of a response that is not his own; once for each."""
    note_accesses([file], person, at)


def note_accesses(files: Iterable[AnswerFile], person: Person, at: datetime) -> None:
    """The same for several files of others. One query."""
    rows = [FileAccess(file=file, person=person, at=at) for file in files]
    FileAccess.objects.bulk_create(rows, ignore_conflicts=True)


def is_own(file: AnswerFile, person: Person) -> bool:
    """Whether a file came with a response that is the person's own to answer."""
    return responses_of(person).filter(pk=file.response_id).exists()


def accesses_of(response: Response) -> QuerySet[FileAccess]:
    """Who has fetched the files of a response that are held back, and when; the files in the order of their sending."""
    held = FileAccess.objects.filter(file__response=response, file__content__quarantined_at__isnull=False)
    return held.select_related("file", "person").order_by("file", "at", "pk")


def may_hold_back(person: Person, content: StoredContent) -> bool:
    """Whether a person may hold a content back everywhere: the secretariat, and who runs all calls it came to."""
    if is_secretariat(person):
        return True
    own = calls_run_by(person).values("pk")
    return not AnswerFile.objects.filter(content=content).exclude(response__call__in=own).exists()


@transaction.atomic
def hold_back(content: StoredContent, at: datetime) -> bool:
    """Give a content out no more, and write to all who have fetched it; False where that was so before."""
    if not StoredContent.objects.filter(pk=content.pk, quarantined_at=None).update(quarantined_at=at):
        return False
    AnswerFile.objects.filter(content=content).update(settled_at=None)
    touch()
    had = FileAccess.objects.filter(file__content=content).select_related("file", "person")
    for access in had.order_by("pk").iterator(chunk_size=500):
        if access.person.is_active:
            _warn(access, at)
    return True


def _warn(access: FileAccess, at: datetime) -> None:
    def write() -> Written:
        said = {"name": name_given(access.person, access.file)}
        text = _(
            "You have saved the file “%(name)s”, which came with an answer to a call. It has since been found to be "
            "malicious, and is given out no more. Delete it and do not open it. If you have opened it, tell whoever "
            "looks after your computer."
        )
        return Written(_("Delete the file “%(name)s”: it is malicious") % said, text % said)

    key = f"held-{access.file.content_id}-{access.person_id}-{int(at.timestamp())}"
    send(to_person(access.person), write, key, at, ANSWERS)


def settle(file: AnswerFile, at: datetime | None) -> bool:
    """Mark a file that is held back as dealt with at an instant, or with None as not dealt with; False where that was
    so before, or it is not held back.
    """
    held = AnswerFile.objects.filter(pk=file.pk, content__quarantined_at__isnull=False)
    return bool(held.filter(settled_at__isnull=at is not None).update(settled_at=at))


@transaction.atomic
def give_again(content: StoredContent) -> bool:
    """Give a content out again that was held back by mistake; False where it was not held back."""
    held = StoredContent.objects.filter(pk=content.pk, quarantined_at__isnull=False)
    if not held.update(quarantined_at=None):
        return False
    touch()
    return True
