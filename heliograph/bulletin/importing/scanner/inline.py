"""What stands inside a paragraph: links, images, emphasis, escapes, entities, bare addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from heliograph.bulletin.importing.scanner.emphasis import Mark, pairs
from heliograph.bulletin.importing.scanner.stretch import Stretch, cleaned, packed
from heliograph.bulletin.importing.source import Link, Span

_LABEL = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\]|!\[[^\[\]]*\]\([^()\s]*\))*"
_DEST = r"\(\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\s*(?:(?:\"[^\"]*\"|'[^']*'|\([^()]*\))\s*)?\)"
_TAGS = "a|abbr|b|big|br|center|cite|code|div|em|font|i|img|mark|o:p|p|s|small|span|strong|sub|sup|u|wbr"
_TOKEN = re.compile(
    rf"""
    (?P<escape>\\[!-/:-@\[-`{{-~])
  | (?P<image>!\[(?P<alt>[^\[\]]*)\](?P<image_dest>{_DEST}))
  | (?P<link>\[(?P<label>{_LABEL})\](?P<dest>{_DEST}))
  | (?P<reference>\[(?P<ref_label>[^\[\]]+)\]\[(?P<ref>[^\[\]]*)\])
  | (?P<auto><(?P<auto_url>(?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>)
  | (?P<tag></?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--.*?-->)
  | (?P<bare>(?<![\w@/])(?:https?://|www\.)[^\s<>"“”«»|*]+)
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
  | (?P<mark>\*+|_+|~~)
  | (?P<code>`)
    """,
    re.VERBOSE | re.DOTALL,
)
_BARE_END = re.compile(r"[.,;:!?'’…]+$")


@dataclass
class Inline:
    """The plain text of a stretch with what was marked in it; spans are in ``text``."""

    signs: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    images: list[tuple[str, str, int]] = field(default_factory=list)

    def put(self, stretch: Stretch) -> None:
        clean = cleaned(stretch)
        self.signs.extend(clean.text)
        self.origins.extend(clean.origins)


@dataclass(frozen=True)
class Plain:
    """A finished stretch: text, origins and spans over it; images are (alternative text, target, origin)."""

    text: str
    origins: Sequence[int]
    links: tuple[Link, ...] = ()
    strong: tuple[Span, ...] = ()
    emphasis: tuple[Span, ...] = ()
    images: tuple[tuple[str, str, int], ...] = ()


def destination(raw: str) -> str | None:
    """The address in ``(…)`` of a link; None where it leads nowhere (``#``, empty, ``about:blank``)."""
    inner = raw.strip()[1:-1].strip()
    words = inner.split(maxsplit=1)
    inner = inner[1 : inner.find(">")] if inner.startswith("<") else "".join(words[:1])
    return real_target(html.unescape(inner))


def real_target(url: str) -> str | None:
    """The address itself, or None for one that leads nowhere."""
    bare = url.strip()
    nowhere = not bare or bare.startswith("#") or bare.lower().startswith(("javascript:", "about:", "file:", "data:"))
    return None if nowhere else bare


def read_inline(stretch: Stretch, references: Mapping[str, str]) -> Plain:
    """The plain text of one paragraph and its marks; ``references`` are the targets of ``[text][name]``."""
    out = Inline()
    _walk(stretch, out, references)
    return _finish(out)


def _walk(stretch: Stretch, out: Inline, references: Mapping[str, str]) -> None:
    place = 0
    text = stretch.text
    while found := _TOKEN.search(text, place):
        out.put(stretch.cut(place, found.start()))
        place = _take(found, stretch, out, references)
    out.put(stretch.cut(place))


def _take(found: re.Match[str], stretch: Stretch, out: Inline, references: Mapping[str, str]) -> int:
    """Put one token; returns where reading goes on."""
    match next(name for name in _KINDS if found.group(name) is not None):
        case "escape":
            out.put(stretch.cut(found.start() + 1, found.end()))
        case "image":
            origin = stretch.origins[found.start()]
            out.images.append((found["alt"], destination(found["image_dest"]) or "", origin))
        case "link":
            _link(found, "label", destination(found["dest"]), stretch, out, references)
        case "reference":
            return _reference(found, stretch, out, references)
        case "auto":
            _autolink(found, stretch, out)
        case "bare":
            return _bare(found, stretch, out)
        case "entity":
            _entity(found, stretch, out)
        case "mark":
            _mark(found, stretch, out)
        case "tag" if found[0].lower().startswith("<br"):
            out.put(Stretch("\n", stretch.origins[found.start() : found.start() + 1]))
        case _:  # other tags and code marks are dropped
            pass
    return found.end()


_KINDS = ("escape", "image", "link", "reference", "auto", "tag", "bare", "entity", "mark", "code")


def _link(
    found: re.Match[str], group: str, url: str | None, stretch: Stretch, out: Inline, references: Mapping[str, str]
) -> None:
    start = len(out.signs)
    _walk(stretch.cut(found.start(group), found.end(group)), out, references)
    span = Span(start, len(out.signs))
    # A link that shows an image shows the image's alternative text.
    shown = "".join(out.signs[start:]).strip() or (out.images[-1][0] if out.images else "")
    out.links.append(Link(span, _without_marks(shown), url))


def _without_marks(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _reference(found: re.Match[str], stretch: Stretch, out: Inline, references: Mapping[str, str]) -> int:
    name = (found["ref"] or found["ref_label"]).casefold()
    if name not in references:
        out.put(stretch.cut(found.start(), found.start() + 1))
        return found.start() + 1
    _link(found, "ref_label", real_target(references[name]), stretch, out, references)
    return found.end()


def _autolink(found: re.Match[str], stretch: Stretch, out: Inline) -> None:
    start = len(out.signs)
    skipped = len("mailto:") if found["auto_url"].lower().startswith("mailto:") else 0
    out.put(stretch.cut(found.start("auto_url") + skipped, found.end("auto_url")))
    url = found["auto_url"]
    if "@" in url and not url.lower().startswith(("http", "mailto:")):
        url = "mailto:" + url
    out.links.append(Link(Span(start, len(out.signs)), "".join(out.signs[start:]), url))


def _bare(found: re.Match[str], stretch: Stretch, out: Inline) -> int:
    url = _trimmed(found["bare"])
    start = len(out.signs)
    out.put(stretch.cut(found.start(), found.start() + len(url)))
    target = url if url.lower().startswith("http") else "https://" + url
    out.links.append(Link(Span(start, len(out.signs)), url, html.unescape(target)))
    return found.start() + len(url)


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence and a bracket that was opened before it."""
    while True:
        shorter = _BARE_END.sub("", url)
        for opening, closing in ("()", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


def _entity(found: re.Match[str], stretch: Stretch, out: Inline) -> None:
    signs = html.unescape(found[0])
    out.put(Stretch(signs, (stretch.origins[found.start()],) * len(signs)))


def _mark(found: re.Match[str], stretch: Stretch, out: Inline) -> None:
    before = stretch.text[found.start() - 1] if found.start() else " "
    after = stretch.text[found.end()] if found.end() < len(stretch.text) else " "
    out.marks.append(Mark(found[0], len(out.signs), before, after))
    out.put(stretch.cut(found.start(), found.end()))


def _finish(out: Inline) -> Plain:
    """Take the marks that found a partner out of the text, and what surrounds the whole."""
    spans, removed = pairs(out.marks)
    kept = [place for place in range(len(out.signs)) if place not in removed]
    text = "".join(out.signs[place] for place in kept)
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    kept = kept[lead:tail] if tail > lead else []
    moved = _positions(kept, len(out.signs))

    def shift(start: int, end: int) -> Span:
        return Span(moved[start], moved[end])

    return Plain(
        "".join(out.signs[place] for place in kept),
        packed([out.origins[place] for place in kept]),
        tuple(Link(shift(x.span.start, x.span.end), _shown(x, moved, out, kept), x.url) for x in out.links),
        tuple(shift(start, end) for start, end, strong in spans if strong),
        tuple(shift(start, end) for start, end, strong in spans if not strong),
        tuple(out.images),
    )


def _shown(link: Link, moved: list[int], out: Inline, kept: list[int]) -> str:
    shown = "".join(out.signs[place] for place in kept[moved[link.span.start] : moved[link.span.end]])
    return _without_marks(shown) or link.text


def _positions(kept: list[int], length: int) -> list[int]:
    """For every old position, how many kept characters stand before it."""
    moved, count, following = [], 0, iter(kept)
    upcoming = next(following, -1)
    for place in range(length + 1):
        moved.append(count)
        if place == upcoming:
            count += 1
            upcoming = next(following, -1)
    return moved
