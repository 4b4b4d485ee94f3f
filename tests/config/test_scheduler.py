"""The scheduler: each job in its time, one failure stops no other, lost tasks come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from heliograph.config.scheduler import LOST_AFTER, Job, jobs, put_back_lost_tasks, run_due


def test_a_job_runs_when_it_is_due_and_not_before(now):
    seen = []
    job = Job("note the time", timedelta(minutes=1), seen.append)
    for seconds in (0, 30, 59, 60, 61):
        run_due([job], now + timedelta(seconds=seconds))
    assert seen == [now, now + timedelta(seconds=60)]


def test_a_job_that_the_database_refuses_stops_no_other(now, caplog):
    def refuse(_at):
        raise OperationalError("database is locked")

    later = []
    waiting = [Job("do what fails", timedelta(minutes=1), refuse), Job("go on", timedelta(minutes=1), later.append)]
    assert run_due(waiting, now) == ["go on"]
    assert later == [now]
    assert "Could not do what fails." in caplog.text


@pytest.mark.django_db
def test_every_job_runs_on_an_empty_database(now):
    assert run_due(jobs(), now) == [job.name for job in jobs()]


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_ready_again(now):
    def running(since):
        return DBTaskResult.objects.create(
            status=TaskResultStatus.RUNNING,
            started_at=now - since,
            args_kwargs={"args": [], "kwargs": {}},
            task_path="heliograph.delivery.tasks.deliver",
            queue_name="mail",
            backend_name="default",
            run_after=now,
            exception_class_path="",
            traceback="",
        )

    lost, working = running(LOST_AFTER + timedelta(minutes=1)), running(LOST_AFTER - timedelta(minutes=1))
    assert put_back_lost_tasks(now) == 1
    lost.refresh_from_db()
    working.refresh_from_db()
    assert (lost.status, working.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)
