"""What goes with an item: its button, its pictures, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from heliograph.bulletin.addresses import absolute
from heliograph.bulletin.dates import Moment, main_ask
from heliograph.bulletin.purposes import button_words
from heliograph.texts.multilingual import pick
from heliograph.texts.weblinks import safe_web_address

if TYPE_CHECKING:
    from heliograph.bulletin.models import Attachment, Item, Picture


@dataclass(frozen=True)
class Button:
    """The one action of an item; ``url`` is absolute."""

    label: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A picture: its absolute address, its name in the storage, its size in pixels (0: unknown).

    ``link`` is the page that it leads to; such a one lies among the static files, and its caption names it.
    """

    url: str
    name: str
    width: int
    height: int
    alt: str
    caption: str
    link: str = ""


@dataclass(frozen=True)
class File:
    """An attachment: its title, absolute address, name in the storage, and the file's last suffix in
    capitals.
    """

    title: str
    url: str
    name: str
    form: str


def button(item: Item, wanted: Sequence[str], moments: Sequence[Moment]) -> Button | None:
    """Where the item's action is done; where the editor wrote no words for it, those of its main deadline
    serve.
    """
    url = safe_web_address(item.action_url)
    if url is None:
        return None
    label, _language = pick(item.action_label, wanted)
    ask = main_ask(moments)
    return Button(label or button_words(ask.what if ask else ""), url)


def shown(picture: Picture, wanted: Sequence[str]) -> Shown:
    caption, _language = pick(picture.caption, wanted)
    alt, _language = pick(picture.alt, wanted)
    return Shown(
        url=absolute(picture.file.url),
        name=picture.file.name or "",
        width=picture.width,
        height=picture.height,
        alt=alt,
        caption=caption,
    )


def file(attachment: Attachment) -> File:
    name = attachment.file.name or ""
    return File(
        title=attachment.title,
        url=absolute(attachment.file.url),
        name=name,
        form=PurePosixPath(name).suffix.removeprefix(".").upper(),
    )
