"""How each language puts a date into a sentence: patterns of CLDR for the parts, the word order between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Word order of a language. Patterns of dates are CLDR's; ``{a}`` and ``{b}`` are the two ends of a range.

    ``first`` is how the first of a month is written where that is not "1". With ``year_first`` it is the end of a range
    that leaves out what both ends share. ``last_month`` is the pattern of a range's last month where it differs.
    """

    locale: str
    day: str
    day_month: str
    weekday: str
    weekday_month: str
    month: str
    month_only: str
    dash: str
    from_to: str
    months: str
    weeks: tuple[str, str, str, str, str]
    first: str = ""
    year_first: bool = False
    day_only: str = "d"
    last_month: str = ""


_ENGLISH = Phrases(
    locale="en",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE, d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="from {a} to {b}",
    months="from {a} to {b}",
    weeks=(
        "the first week of {month}",
        "the second week of {month}",
        "the third week of {month}",
        "the fourth week of {month}",
        "the last week of {month}",
    ),
)
_FRENCH = Phrases(
    locale="fr",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="du {a} au {b}",
    months="de {a} à {b}",
    weeks=(
        "la première semaine de {month}",
        "la deuxième semaine de {month}",
        "la troisième semaine de {month}",
        "la quatrième semaine de {month}",
        "la dernière semaine de {month}",
    ),
    first="1er",
)
_SPANISH = Phrases(
    locale="es",
    day="d 'de' MMMM 'de' y",
    day_month="d 'de' MMMM",
    weekday="EEEE d 'de' MMMM 'de' y",
    weekday_month="EEEE d 'de' MMMM",
    month="MMMM 'de' y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="del {a} al {b}",
    months="de {a} a {b}",
    weeks=(
        "la primera semana de {month}",
        "la segunda semana de {month}",
        "la tercera semana de {month}",
        "la cuarta semana de {month}",
        "la última semana de {month}",
    ),
)
_ARABIC = Phrases(
    locale="ar",
    day="d MMMM y",
    day_month="d MMMM",
    weekday="EEEE d MMMM y",
    weekday_month="EEEE d MMMM",
    month="MMMM y",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="من {a} إلى {b}",
    months="من {a} إلى {b}",
    weeks=(
        "الأسبوع الأول من {month}",
        "الأسبوع الثاني من {month}",
        "الأسبوع الثالث من {month}",
        "الأسبوع الرابع من {month}",
        "الأسبوع الأخير من {month}",
    ),
)
_RUSSIAN = Phrases(
    locale="ru",
    day="d MMMM y 'года'",
    day_month="d MMMM",
    weekday="EEEE, d MMMM y 'года'",
    weekday_month="EEEE, d MMMM",
    month="MMMM y 'года'",
    month_only="MMMM",
    dash="{a} – {b}",
    from_to="с {a} по {b}",
    months="с {a} по {b}",
    weeks=(
        "первой неделе {month}",
        "второй неделе {month}",
        "третьей неделе {month}",
        "четвёртой неделе {month}",
        "последней неделе {month}",
    ),
    last_month="LLLL y 'года'",
)
_CHINESE = Phrases(
    locale="zh",
    day="y年M月d日",
    day_month="M月d日",
    weekday="y年M月d日EEEE",
    weekday_month="M月d日EEEE",
    month="y年M月",
    month_only="M月",
    dash="{a}至{b}",
    from_to="{a}至{b}",
    months="{a}至{b}",
    weeks=("{month}第一周", "{month}第二周", "{month}第三周", "{month}第四周", "{month}最后一周"),
    year_first=True,
    day_only="d日",
)

#: By primary language subtag.
PHRASES = {
    "en": _ENGLISH,
    "fr": _FRENCH,
    "es": _SPANISH,
    "ar": _ARABIC,
    "ru": _RUSSIAN,
    "zh": _CHINESE,
}
