"""The house stands: who may know whom, also where no import says it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from django.apps import apps

from tests.architecture.house import APPS, PACKAGE, ROOT, ROWS, app_of, files, may_know, named_apps

#: Reasons that a function-level import may give.
LAZY_REASONS = (
    "start-up",
    "app registry",
    "environment is complete",
    "as above",
    "models import this module",
    "only the worker",
    "needs no database",
)


def test_imports_go_down_only():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_stands_in_one_row():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == APPS
    assert sum(len(row) for row in ROWS) == len(APPS)


def test_templates_addresses_and_string_keys_go_down_only():
    upward = [
        f"{path.relative_to(PACKAGE)} names {other}"
        for path in files("*.py", "*.html", "*.txt", "*.mjml")
        if (app := app_of(path)) is not None
        for other in sorted(named_apps(path))
        if not may_know(app, other)
    ]
    assert upward == []


def test_the_reader_of_files_sees_a_planted_upward_link(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('{% extends "bulletin/base.html" %}{% url "home:desk" %}')
    code = tmp_path / "code.py"
    code.write_text('reverse("bulletin:issue")\nmodels.ForeignKey("network.Person")')
    assert named_apps(page) == {"bulletin", "home"}
    assert named_apps(code) == {"bulletin", "network"}
    assert not may_know("frame", "home")


def test_no_model_is_reached_backwards_from_a_lower_row():
    upward = []
    for model in apps.get_models():
        app = model.__module__.split(".")[1] if model.__module__.startswith("heliograph.") else None
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            if app is None or related is None or related == "self" or field.auto_created:
                continue
            if related.__module__.startswith("heliograph."):
                other = related.__module__.split(".")[1]
                named_back = field.remote_field.related_name != "+" and other != app
                if not may_know(app, other) or named_back:
                    upward.append(f"{model.__name__}.{field.name} to {related.__name__}")
    assert upward == []


def test_frame_moments_and_texts_have_no_models():
    assert [a for a in ("frame", "moments", "texts") if (PACKAGE / a / "models.py").exists()] == []


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "core", "base", "misc"])
def test_no_drawer(name):
    # Django asks for a database's wrapper by this name.
    assert [path for path in files("*.py") if path.stem == name and path.parent.name != "postgresql"] == []


def test_no_file_is_longer_than_five_hundred_lines():
    kinds = {".py", ".html", ".css", ".js", ".typ", ".mjml", ".sh"}
    every = [path for folder in ("heliograph", "tests", "bench") for path in (ROOT / folder).rglob("*")]
    chosen = [path for path in every if path.suffix in kinds and "migrations" not in path.parts]
    long = {str(path.relative_to(ROOT)): n for path in chosen if (n := len(path.read_text().splitlines())) > 500}
    assert long == {}


def test_templates_stay_small():
    def conditions(text: str) -> int:
        return len(re.findall(r"{%-?\s*(?:if|elif)\b", text))

    heavy = {
        str(path.relative_to(PACKAGE)): (len(text.splitlines()), conditions(text))
        for path in files("*.html", "*.mjml")
        if len((text := path.read_text()).splitlines()) > 120 or conditions(text) > 12
    }
    assert heavy == {}


def test_function_level_imports_give_a_reason():
    silent = []
    for path in files("*.py"):
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    line = lines[inner.lineno - 1]
                    if not any(reason in line for reason in LAZY_REASONS):
                        silent.append(f"{path.relative_to(PACKAGE)}:{inner.lineno}")
    assert silent == []
