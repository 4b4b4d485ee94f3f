"""What the project as a whole promises: clean lock files, no foreign names, complete catalogs."""

from __future__ import annotations

import re
import subprocess

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command

from heliograph.config.messages import catalogs
from tests.architecture.house import PACKAGE, ROOT

LOCKS = ("requirements.lock", "requirements-timetable.lock", "requirements-dev.lock")


def tracked(*patterns: str) -> list[str]:
    done = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_pin_with_hashes_and_name_no_host(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:", text)
    pins = re.findall(r"^[A-Za-z0-9._-]+==\S+.*$", text, re.M)
    assert pins
    assert all(pin.rstrip().endswith("\\") for pin in pins)


def test_each_lock_holds_what_the_running_one_pins():
    pins = [set(re.findall(r"^([A-Za-z0-9._-]+==[^ ;\\]+)", (ROOT / name).read_text(), re.M)) for name in LOCKS]
    assert all(pins[0] <= more for more in pins[1:])


def test_addresses_stand_on_example_org_alone():
    pattern = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
    foreign = {}
    for name in tracked("*.py", "*.html", "*.md", "*.txt", "*.json", "*.csv", "*.typ", "*.po"):
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        hosts = {host.lower() for host in pattern.findall(text)}
        odd = {host for host in hosts if not re.search(r"(^|\.)example\.(org|invalid)$|\.(png|py|html)$", host)}
        if odd:
            foreign[name] = sorted(odd)
    assert foreign == {}


def test_nothing_is_left_open():
    words = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b"
    left = [
        f"{name}:{number}"
        for name in tracked("*.py", "*.html", "*.js", "*.css", "*.typ")
        for number, line in enumerate((ROOT / name).read_text(errors="replace").splitlines(), 1)
        if re.search(words, line)
    ]
    assert left == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_a_catalog_is_complete(language):
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path in list(catalogs())
    with path.open("rb") as stream:
        catalog = read_po(stream, locale=language)
    open_ = [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not all(message.string if message.pluralizable else [message.string]))
    ]
    assert open_ == []
