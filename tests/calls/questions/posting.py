"""What a browser would send of a form that it was shown."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import QueryDict

#: Kinds of field that send nothing by themselves here.
_SILENT = {"submit", "button", "file"}


def posted(form: Any) -> QueryDict:
    """The fields of a form as it stands, as a browser sends them without anything being touched."""
    data = QueryDict(mutable=True)
    for field in BeautifulSoup(str(form), "html.parser").find_all(["input", "select", "textarea"]):
        for value in _values(field):
            # As HTML has it (4.10.22.4): line ends are sent as CRLF.
            data.appendlist(str(field["name"]), value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return data


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        options = field.find_all("option")
        chosen = [each for each in options if each.has_attr("selected")] or options[:1]
        return [str(each["value"]) for each in chosen]
    kind = field.get("type", "text")
    if kind in _SILENT or (kind in {"checkbox", "radio"} and not field.has_attr("checked")):
        return []
    return [str(field.get("value", "on" if kind in {"checkbox", "radio"} else ""))]
