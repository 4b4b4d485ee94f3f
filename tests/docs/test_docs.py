"""What the documents promise is so: settings, words, commands, links."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.apps import apps

from heliograph.config.cli import COMMANDS
from tests.architecture.house import PACKAGE, ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_setting_is_documented_and_no_other():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (PACKAGE / "config" / "settings.py").read_text()))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.M))
    assert read == table
    assert len(read) <= 40


def test_every_model_stands_among_the_words():
    words = re.sub(r"\W", "", (ROOT / "docs" / "words.md").read_text()).lower()
    models = [m.__name__ for m in apps.get_models() if m.__module__.startswith("heliograph.")]
    assert [name for name in models if name.lower() not in words] == []


def test_every_word_of_dev_is_in_the_readme_or_in_contributing():
    door = (ROOT / "dev").read_text()
    words = set(re.findall(r"^([a-z]+)\)", door, re.M))
    told = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    assert {word for word in words if f"./dev {word}" not in told} == set()


def test_every_command_says_what_it_does():
    assert [name for name, command in COMMANDS.items() if not command.help] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_dependency_gives_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    named = {re.split(r"[\[><=]", line)[0] for line in lines}
    told = (ROOT / "docs" / "dependencies.md").read_text()
    assert {name for name in named if f"`{name}`" not in told} == set()
    assert len(named) > 20
