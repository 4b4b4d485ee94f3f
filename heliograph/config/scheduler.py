"""What happens by the clock: one process that runs each job when it is due, and goes on when one fails."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from heliograph.bulletin.publishing import publish_due
from heliograph.calls.corresponding import reminding
from heliograph.calls.deadlines import telling
from heliograph.calls.deciding import running
from heliograph.calls.files import sweeping
from heliograph.calls.mine import tending
from heliograph.calls.reminders import sending as reminders
from heliograph.calls.responses import keys
from heliograph.calls.retaining import anonymising
from heliograph.calls.writing import sending
from heliograph.conference.attending import telling as after_conferences
from heliograph.conference.posters import previews
from heliograph.conference.registering import forgetting as letters
from heliograph.conference.report import editions
from heliograph.delivery import forgetting, steering
from heliograph.delivery.bounces.mailboxes import collect
from heliograph.delivery.digests.posting import send_digests
from heliograph.events.afterwards import telling as after_events
from heliograph.events.observances import telling as coming_days
from heliograph.events.registering import reminding as event_reminders
from heliograph.events.scheduling import recurring
from heliograph.library import contents
from heliograph.library.outside import checking
from heliograph.network.account import sessions
from heliograph.network.confirming.tending import tend
from heliograph.network.joining.lifecycle import forget_unconfirmed
from heliograph.network.sheets import receiving

log = logging.getLogger(__name__)

#: A task that has been running for longer than this has lost its worker; every task is safe to run twice.
LOST_AFTER = timedelta(minutes=20)
KEPT_FOR = timedelta(days=14)
TICK = timedelta(seconds=5)


@dataclass
class Job:
    """Something to do every ``every``; it is given the moment (aware, UTC) at which it was found due."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]
    due_at: datetime | None = None

    def is_due(self, at: datetime) -> bool:
        return self.due_at is None or self.due_at <= at


def put_back_lost_tasks(at: datetime) -> int:
    """Make tasks whose worker died ready again; returns how many."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LOST_AFTER)
    return lost.update(status=TaskResultStatus.READY, started_at=None)


def forget_old_results(at: datetime) -> None:
    """Delete the results of tasks that finished long ago, and sessions that have expired."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=at).delete()


def jobs() -> list[Job]:
    return [
        Job("publish issues whose time has come", timedelta(seconds=15), publish_due),
        Job("give places that were not taken up to the next", timedelta(seconds=30), tending.tend),
        Job("start mailings whose time has come", timedelta(seconds=15), steering.start_due),
        Job("mend times that a clock set back has left ahead", timedelta(minutes=1), forgetting.pull_in),
        Job("read what came back", timedelta(minutes=2), collect),
        Job("remind of invitations to answer together", timedelta(minutes=10), reminding.remind_unfinished),
        Job("remind of calls that close soon", timedelta(minutes=5), reminders.remind),
        Job("remind of events that begin soon", timedelta(minutes=1), event_reminders.remind),
        Job("tell of the international days that people follow", timedelta(hours=1), coming_days.tell),
        Job("write the letters after events", timedelta(minutes=10), after_events.write_due),
        Job("write the letters after conferences", timedelta(minutes=10), after_conferences.tend),
        Job("forget old reminders", timedelta(days=1), reminders.forget),
        Job("send digests", timedelta(minutes=10), send_digests),
        Job("make keys by which answers are found", timedelta(minutes=1), keys.tend),
        Job("delete files that nothing refers to", timedelta(hours=1), sweeping.sweep),
        Job("show files kept earlier to the virus scanner", timedelta(minutes=10), sweeping.scan_unseen),
        Job("make answers anonymous whose time has come", timedelta(hours=1), anonymising.anonymise_due),
        Job("forget invitation letters of conferences that are over", timedelta(hours=1), letters.forget_old),
        Job("draw posters that a lost task has not drawn", timedelta(minutes=2), previews.draw_owed),
        Job("make reports that a lost task has not made", timedelta(minutes=2), editions.make_lost),
        Job("look after the files of the library", timedelta(hours=1), contents.tend),
        Job("note links outside", timedelta(hours=1), checking.gather),
        Job("ask for links outside", timedelta(minutes=2), checking.check_some),
        Job("forget old letters", timedelta(hours=1), forgetting.forget),
        Job("forget applications that nobody confirmed", timedelta(hours=1), forget_unconfirmed),
        Job("look after the round of confirmation", timedelta(minutes=10), tend),
        Job("tell of dates that a lost task has not told", timedelta(minutes=5), telling.tell_owed),
        Job("make the coming times of standing meetings", timedelta(hours=1), recurring.extend_all),
        Job("go on with decisions that were interrupted", timedelta(minutes=1), running.resume_lost),
        Job("hand over messages about answers that a lost task has not", timedelta(minutes=2), sending.resume_lost),
        Job("put back lost tasks", timedelta(minutes=5), put_back_lost_tasks),
        Job("forget old results", timedelta(days=1), forget_old_results),
        Job("forget old spreadsheets", timedelta(days=1), receiving.forget_old),
        Job("forget where people were signed in", timedelta(days=1), sessions.forget),
    ]


def run_due(waiting: Sequence[Job], at: datetime) -> list[str]:
    """Run the jobs that are due; one that the database refuses is logged and tried again in its turn."""
    done = []
    for job in waiting:
        if not job.is_due(at):
            continue
        job.due_at = at + job.every
        try:
            job.run(at)
        except DatabaseError:
            log.exception("Could not %s.", job.name)
        else:
            done.append(job.name)
    return done


def run(stop: threading.Event) -> None:
    """Run the jobs until ``stop`` is set."""
    waiting = jobs()
    while not stop.is_set():
        close_old_connections()
        run_due(waiting, timezone.now())
        stop.wait(TICK.total_seconds())
