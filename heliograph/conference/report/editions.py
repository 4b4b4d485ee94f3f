"""The report as a PDF: asked for on the desk, made in the background, made again where that was lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.report.models import ReportEdition
from heliograph.conference.report.pdf import report_pdf
from heliograph.frame.finished import touch
from heliograph.frame.reader import Reader
from heliograph.frame.typesetting import MissingFont, Unprintable
from heliograph.network.models import Person
from heliograph.network.states import Refused

logger = logging.getLogger(__name__)

#: An edition that is being made for so long has lost its task.
LOST_AFTER = timedelta(minutes=10)
#: So many editions of a language are kept; older ones go with their files, those that failed with the next.
KEPT = 2


def editions_of(conference: Conference) -> Sequence[ReportEdition]:
    """The newest edition of each language that is made or being made, by language. One query."""
    found: dict[str, ReportEdition] = {}
    for each in conference.reports.order_by("as_of", "pk"):
        found[each.language] = each
    return [found[code] for code, _name in settings.LANGUAGES if code in found]


def is_lost(edition: ReportEdition, at: datetime) -> bool:
    """Whether the task of an edition is gone."""
    return edition.made_at is None and edition.as_of < at - LOST_AFTER


def newest_made(conference: Conference, language: str) -> ReportEdition | None:
    """The edition that readers of a language get."""
    made = conference.reports.filter(language=language, made_at__isnull=False, problem="")
    return made.order_by("-as_of", "-pk").first()


@transaction.atomic
def ask(conference: Conference, language: str, by: Person, at: datetime) -> ReportEdition:
    """Let an edition be made; while one of the language is being made, that. Raises Refused: ``no-language``."""
    held = held_conference(conference, by)
    if language not in dict(settings.LANGUAGES):
        raise Refused("no-language", _("Choose one of the languages."))
    being_made = held.reports.filter(language=language, made_at=None, as_of__gt=at - LOST_AFTER).first()
    if being_made is not None:
        return being_made
    edition = ReportEdition.objects.create(conference=held, language=language, as_of=at, asked_by=by)
    log(held, "report-asked", by, at, language=language)
    transaction.on_commit(lambda: _enqueue(edition.pk))
    return edition


def _enqueue(key: int) -> None:
    # By name: the task imports this module.
    import_string("heliograph.conference.report.tasks.make_report").enqueue(key)


def make(key: int) -> None:
    """Make an edition that is not made yet; done twice, it is done once."""
    edition = ReportEdition.objects.select_related("conference__programme").filter(pk=key, made_at=None).first()
    if edition is None:
        return
    data, problem = _typeset(edition)
    _keep(edition, data, problem)


def _typeset(edition: ReportEdition) -> tuple[bytes, str]:
    """The PDF, or why there is none."""
    reader = Reader((edition.language, settings.LANGUAGE_CODE), edition.conference.zone)
    with translation.override(edition.language):
        try:
            return report_pdf(edition.conference, reader, edition.as_of), ""
        except (MissingFont, Unprintable, OSError) as error:
            logger.warning("The report %s could not be made: %s", edition.public_id, error)
            return b"", _("It could not be made. Try again; if it fails again, tell who runs this site: %(why)s") % {
                "why": str(error)[:200]
            }


@transaction.atomic
def _keep(edition: ReportEdition, data: bytes, problem: str) -> None:
    row = ReportEdition.objects.select_for_update().filter(pk=edition.pk, made_at=None).first()
    if row is None:
        return
    if data:
        row.file.save(f"{row.public_id.hex}.pdf", ContentFile(data), save=False)
    row.size, row.problem, row.made_at = len(data), problem[:500], timezone.now()
    row.save()
    _forget_older(row)
    touch()


def _forget_older(edition: ReportEdition) -> None:
    rows = ReportEdition.objects.filter(conference=edition.conference_id, language=edition.language)
    done = rows.exclude(made_at=None)
    good, failed = done.filter(problem="").order_by("-as_of", "-pk"), done.exclude(problem="").exclude(pk=edition.pk)
    for old in [*good[KEPT:], *failed]:
        if old.file:
            path = Path(old.file.path)
            transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]
        old.delete()


def make_lost(at: datetime) -> int:
    """Make the editions that a lost task has not made; returns how many. For the clock."""
    lost = ReportEdition.objects.filter(made_at=None, as_of__lt=at - LOST_AFTER).order_by("pk")
    keys = list(lost.values_list("pk", flat=True)[:5])
    for key in keys:
        make(key)
    return len(keys)
