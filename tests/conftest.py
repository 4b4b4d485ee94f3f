"""What every test may use: three stock people, and Hypothesis without a stop watch."""

from __future__ import annotations

import gc
import os
from collections import Counter
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.template import Template
from django.test.signals import template_rendered
from hypothesis import HealthCheck, settings

from heliograph.config.messages import compile_catalogs
from heliograph.frame.finished import shelf
from heliograph.frame.keeping import forget_parts
from tests.installation import migrated
from tests.migrating import begin_with_what_is_kept
from tests.remembered import remembered

compile_catalogs()

settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "default")


#: Fixtures by which a test reaches the database, or processes of its own that have a copy of it; the mark does it too.
_DATABASE = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})


def _asks_database(item):
    return bool(item.get_closest_marker("django_db")) or not _DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


#: As many cases of one test are tried on PostgreSQL as show that it goes there, too; ``every_case`` are those whose
#: cases ask the database different things.
_CASES = 3


def _on_postgresql(items):
    """What asks a database and is not marked ``once``, and of a test with many cases the first few.

    What asks no database says the same in the run on SQLite.
    """
    seen = Counter()
    for item in items:
        if not _asks_database(item) or item.get_closest_marker("once"):
            continue
        test = item.nodeid.partition("[")[0]
        seen[test] += 1
        if seen[test] <= _CASES or item.get_closest_marker("every_case"):
            yield item


@pytest.hookimpl(hookwrapper=True)
def pytest_collection_modifyitems(config, items):
    """Browser tests last, each part in its random order; on PostgreSQL what asks no database is left out.

    Browser tests commit to the database and empty it afterwards, labels of the first migration included, and a browser
    that is driven from this thread keeps an event loop running in it until the session ends.
    """
    if os.environ.get("HELIOGRAPH_DATABASE_URL", "").startswith("postgres"):
        kept = list(_on_postgresql(items))
        rest = set(items).difference(kept)
        items[:] = kept
        config.hook.pytest_deselected(items=list(rest))
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_collection_finish():
    """What is loaded by now stays to the end: to look through it for litter again and again is a tenth of the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Before the database is made: on SQLite it begins as the one that an earlier run has migrated."""
    begin_with_what_is_kept()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of the run, and a copy of it for tests with processes of their own."""
    with django_db_blocker.unblock(), migrated() as kept:
        yield kept


@pytest.fixture(scope="session", autouse=True)
def files_are_opened_once():
    """The same file is opened in a process apart once."""
    with remembered():
        yield


def _told_once(page, context):
    """A page tells the test's client of itself, and not of each of its parts, of which it has hundreds."""
    if context.template is page:
        template_rendered.send(sender=page, template=page, context=context)
    return page.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def pages_are_told_of_once(django_test_environment):
    with patch.object(Template, "_render", _told_once):
        yield


@pytest.fixture
def scratch_database(db, django_db_setup, tmp_path):
    """The URL of a database for real processes, with its tables and nobody in it."""
    with django_db_setup.copied(tmp_path) as database:
        yield database


NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    """Monday 12 January 2026, 09:00 UTC."""
    return NOW


def person_with(kind, email, **role):
    from heliograph.network.models import Person, Role

    person = Person.objects.create_person(email, NOW, name=email.split("@")[0])
    Role.objects.create(person=person, kind=kind, begins=date(2020, 1, 1), **role)
    return person


@pytest.fixture
def secretary(db):
    """Somebody of the secretariat."""
    return person_with("secretariat", "desk@secretariat.example.org")


@pytest.fixture
def coordinator(db):
    """The National Coordinator of Togo."""
    return person_with("coordinator", "coordinator@tg.natcom.example.org", country="TG")


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    from heliograph.network.models import Person

    return Person.objects.create_person("someone@example.org", NOW, name="someone")


@pytest.fixture(autouse=True)
def fresh_pages():
    """No finished page of another test is kept: a rollback is no edit."""
    from heliograph.calls.answering import kept

    shelf.clear()
    kept.forget()
    forget_parts()


@pytest.fixture
def desk(client, secretary):
    """The secretariat's browser."""
    client.force_login(secretary)
    return client
