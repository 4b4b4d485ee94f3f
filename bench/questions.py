"""What the measuring of the directory runs in a process of its own: ``python -m bench.questions SCHOOLS``."""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench import crowd  # noqa: E402
from heliograph.network.countries import Region, all_countries  # noqa: E402
from heliograph.network.models import Organization  # noqa: E402
from heliograph.network.states import Level, Theme  # noqa: E402

COMMON = (
    "school", "the", "primary", "sch", "children", "lighthouse", "école", "escuela", "lycée", "de", "مدرسة", "小学",
    "friendship", "primary school", "the children", "école primaire", "technical college", "peoples of the world", "第",
)  # fmt: skip
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de", "sw", "to", "ka", "is")
EACH = 30
PATH = "/network/schools/"


def _of_names(dice: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    schools = list(Organization.objects.listed().order_by("pk").values_list("name", "city"))
    for name, city in dice.sample(schools, EACH):
        yield "a whole name", {"q": name}
        yield "a town", {"q": city}
        word = max(name.split(), key=len)
        yield "the longest word of a name", {"q": word}
        yield "its first three letters", {"q": word[:3]}
        yield "a word and a town", {"q": f"{word} {city}"}


def _filters(dice: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    yield from (("everything", {}) for _ in range(3))
    yield from (("a region", {"region": region.slug}) for region in Region)
    for country in dice.sample(all_countries(), EACH):
        yield "a country", {"country": country.code}
    yield from (("a level", {"level": level.value}) for level in Level)
    yield from (("a theme", {"theme": theme.value}) for theme in Theme)
    yield from (("a language", {"language": language}) for language in LANGUAGES)
    for _time in range(EACH):
        region, level = dice.choice(list(Region)).slug, dice.choice(list(Level)).value
        theme, language = dice.choice(list(Theme)).value, dice.choice(LANGUAGES)
        yield "two filters", {"region": region, "level": level}
        yield "three filters", {"level": level, "theme": theme, "language": language}


def _common(dice: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    for words in COMMON:
        yield "a common word", {"q": words}
        yield "a common word and a country", {"q": words, "country": dice.choice(all_countries()).code}
        yield "a common word and a region", {"q": words, "region": dice.choice(list(Region)).slug}
        yield "a common word and a language", {"q": words, "language": dice.choice(LANGUAGES)}


def _deeper(dice: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    keys = list(Organization.objects.listed().order_by("pk").values_list("pk", flat=True))
    for words in COMMON:
        yield "a later page", {"q": words, "after": str(dice.choice(keys))}
        yield "a page before", {"level": dice.choice(list(Level)).value, "before": str(dice.choice(keys))}


class Watch:
    """Adds up what the database takes, rows being fetched included."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., object], *arguments: object) -> object:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - began


def _ask(client: Client, query: dict[str, str]) -> tuple[float, float]:
    """Milliseconds that a page takes, and those of them that its statements take."""
    watch, began = Watch(), time.perf_counter()
    with connection.execute_wrapper(watch):
        response = client.get(f"{PATH}?{urlencode(query)}")
    taken = time.perf_counter() - began
    assert response.status_code == 200, query
    return 1000 * taken, 1000 * watch.seconds


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _say(size: int, what: str, times: list[tuple[float, float]]) -> None:
    pages, statements = [page for page, _own in times], [own for _page, own in times]
    figures = (_share(pages, 0.5), _share(pages, 0.95), max(pages), _share(statements, 0.5), _share(statements, 0.95))
    told = " | ".join(f"{figure:.1f}" for figure in figures)
    print(f"| {size:,} | {what} | {len(times)} | {told} |", flush=True)


def main(size: int) -> None:
    call_command("migrate", verbosity=0)
    if not Organization.objects.exists():
        crowd.make(size)
    dice, client = random.Random(4), Client()
    questions = [*_of_names(dice), *_filters(dice), *_common(dice), *_deeper(dice)]
    dice.shuffle(questions)
    for _what, query in questions[:20]:
        _ask(client, query)
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for what, query in questions:
        # A word at the end makes each address new: no finished page answers it.
        found[what].append(_ask(client, query | {"zone": "", "n": str(len(found[what]))}))
    for what in sorted(found):
        _say(size, what, found[what])
    _say(size, "all", [each for times in found.values() for each in times])


if __name__ == "__main__":
    main(int(sys.argv[1]))
