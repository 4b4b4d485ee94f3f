"""What is shown to be filled in. The frequent ones are written here and not by templates, which take ten times as long.

What a widget reads from a form (``value_from_datadict``) is what it shows: a text, or a dict of the parts of which each
stands in the form as ``<name>.<part>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from heliograph.calls.templatetags.calls_text import Picked

#: A value and what is shown for it.
Choice = tuple[str, Picked | str]


def several(data: Any, name: str) -> list[str]:
    """All values of a name in a form, or in a plain dict."""
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    value = data.get(name)
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def one(data: Any, name: str) -> str:
    """The last value of a name, as a text."""
    found = several(data, name)
    return str(found[-1]) if found else ""


def words(label: Picked | str, page: str) -> str:
    """A label as HTML, marked where it is in another language than the page."""
    text = conditional_escape(str(label))
    if isinstance(label, Picked) and label.language != page:
        return f'<span lang="{conditional_escape(label.language)}" dir="{label.direction}">{text}</span>'
    return text


class Line(forms.Widget):
    """One line of text; ``type`` and other attributes as HTML has them."""

    use_fieldset = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return one(data, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        every = {"type": "text", "name": name, "dir": "auto", **self.attrs, **(attrs or {}), "value": value or None}
        return mark_safe(f"<input{flatatt(every)}>")


class Lines(Line):
    """Several lines of text."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        every = {"name": name, "rows": 5, "dir": "auto", **self.attrs, **(attrs or {})}
        # What follows the tag directly as a line end is not part of the text (HTML, 13.2.6.4.7).
        return mark_safe(f"<textarea{flatatt(every)}>\n{conditional_escape(value or '')}</textarea>")


class LongList(Line):
    """A list to choose one of; ``options`` is the HTML of all of them, made once for many forms."""

    def __init__(self, options: str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.options = options

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        mark = f'<option value="{conditional_escape(value or "")}"'
        shown = self.options.replace(f"{mark}>", f"{mark} selected>", 1)
        return mark_safe(f"<select{flatatt({'name': name, **self.attrs, **(attrs or {})})}>{shown}</select>")


def options_html(choices: Sequence[Choice]) -> str:
    """Choices as the inside of a list."""
    escaped = [(conditional_escape(key), conditional_escape(str(label))) for key, label in choices]
    return "".join(f'<option value="{key}">{label}</option>' for key, label in escaped)


class Choices(forms.Widget):
    """Circles, or boxes where ``many``. ``other``: the option for words of one's own, and the label of their field."""

    use_fieldset = True

    def __init__(
        self, choices: Sequence[Choice], page: str, *, many: bool = False, other: tuple[str, str] | None = None
    ) -> None:
        super().__init__()
        self.choices, self.page, self.many, self.other = choices, page, many, other

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        found = several(data, name)
        return {"chosen": found if self.many else found[-1:], "other": one(data, f"{name}.other")}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given: Mapping[str, Any] = value if isinstance(value, Mapping) else {"chosen": [], "other": ""}
        base = str((attrs or {}).get("id") or f"id_{name}")
        lines = [self._choice(name, base, number, choice, given) for number, choice in enumerate(self.choices)]
        if self.other:
            lines.append(self._words(name, base, given["other"]))
        return mark_safe(f'<div id="{base}">{"".join(lines)}</div>')

    def _choice(self, name: str, base: str, number: int, choice: Choice, given: Mapping[str, Any]) -> str:
        key, label = choice
        every = {
            "type": "checkbox" if self.many else "radio",
            "name": name,
            "id": f"{base}.{number}",
            "value": key,
            "checked": key in given["chosen"] or (not key and not given["chosen"]),
        }
        return f'<label for="{base}.{number}"><input{flatatt(every)}> {words(label, self.page)}</label>'

    def _words(self, name: str, base: str, value: str) -> str:
        assert self.other is not None
        every = {"type": "text", "name": f"{name}.other", "id": f"{base}.other", "aria-label": self.other[1]}
        return f"<input{flatatt({**every, 'dir': 'auto', 'class': 'other-words', 'value': value or None})}>"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


class Drawn(forms.Widget):
    """A widget that a template draws: it gets the name, the value, the id, and ``context``."""

    use_fieldset = True

    def __init__(self, template_name: str, **context: Any) -> None:
        super().__init__()
        self.template_name, self.context = template_name, context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        base = str((attrs or {}).get("id") or f"id_{name}")
        context = {"name": name, "id": base, **self.context, **self.shown(name, value, base)}
        drawn: SafeString = mark_safe(renderer.render(self.template_name, context))
        return drawn

    def shown(self, name: str, value: Any, base: str) -> dict[str, Any]:
        """What the template needs besides."""
        return {"value": value}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""
