"""Reading pages as an editor does."""

from __future__ import annotations

from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response, selector):
    return [" ".join(one.get_text(" ").split()) for one in soup(response).select(selector)]


def filled(response, action=None):
    """The fields of the page's form as a browser would send them, without its buttons."""
    forms = [
        form for form in soup(response).select("main form[method=post]") if not action or form.get("action") == action
    ]
    form = max(forms, key=lambda one: len(one.select("input, textarea, select")))
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[field["name"]] = chosen["value"]
        elif field.name == "textarea":
            sent[field["name"]] = field.get_text().removeprefix("\n").replace("\n", "\r\n")
        elif field["type"] in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                sent[field["name"]] = field.get("value", "on")
        elif field["type"] not in {"submit", "file"}:
            sent[field["name"]] = field.get("value", "")
    return sent
