"""No text of the interface was added without its translations."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from tests.architecture.house import PACKAGE

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext, which reads the sources, is missing")
def test_every_text_of_the_sources_stands_translated_in_every_catalog(tmp_path):
    copy = tmp_path / "checkout"
    left_out = shutil.ignore_patterns("__pycache__", "*.mo", "*.gz", "static")
    shutil.copytree(PACKAGE, copy / "heliograph", ignore=left_out)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HELIOGRAPH_"))}
    own = {"PYTHONPATH": str(copy), "HELIOGRAPH_VAR": str(tmp_path / "var"), "HELIOGRAPH_DEVELOPMENT": "true"}
    environment = {**kept, **own}
    command = [sys.executable, "-m", "heliograph", "messages"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    missing = {}
    for language in LANGUAGES:
        with (copy / "heliograph" / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
            catalog = read_po(stream, locale=language)
        texts = [(m.id, m.string if m.pluralizable else [m.string], m.fuzzy) for m in catalog if m.id]
        missing[language] = [name for name, words, fuzzy in texts if fuzzy or not all(words)]
    assert missing == {language: [] for language in LANGUAGES}


def test_functions_of_gettext_keep_their_names():
    """The collector knows them by name; only ``_`` is known besides."""
    renamed = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"gettext\w* as (?!_\b)\w+", line)
    ]
    assert renamed == []


def test_no_text_is_asked_for_with_a_plural_and_without():
    """Gettext does not find the entry of a plural where it is asked for the single text: that needs a context."""
    with (PACKAGE / "locale" / LANGUAGES[0] / "LC_MESSAGES" / "django.po").open("rb") as stream:
        plural = {m.id[0] for m in read_po(stream) if m.pluralizable and not m.context}
    found = [path for kind in ("*.py", "*.html", "*.txt") for path in PACKAGE.rglob(kind)]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in found)
    alone = r'(?:(?<!\w)(?:_|gettext(?:_lazy|_noop)?)\(\s*|{% translate )"([^"\n]*)"\s*(?:,?\s*\)|%}|as )'
    assert plural & set(re.findall(alone, sources)) == set()
