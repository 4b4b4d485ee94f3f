"""What cells say is understood leniently, and refused with a reason where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.network.sheets.values import Unclear, parse


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("country", "tg", "TG"),
        ("country", "TGO", "TG"),
        ("country", "Togo", "TG"),
        ("country", "Côte d’Ivoire", "CI"),
        ("country", "Cote d'Ivoire", "CI"),
        ("country", "Alemania", "DE"),
        ("country", "الأردن", "JO"),
        ("country", "Viet Nam", "VN"),
        ("kind", "School", "school"),
        ("levels", "primary; Lower secondary", ["primary", "lower-secondary"]),
        ("levels", "tvet | primary\ntvet", ["tvet", "primary"]),
        ("themes", "culture and heritage", ["heritage"]),
        ("languages", "French, swahili; AR", ["fr", "sw", "ar"]),
        ("languages", "Deutsch", ["de"]),
        ("name_language", "pt_br", "pt-BR"),
        ("name_language", "zh-hant", "zh-Hant"),
        ("correspondence", "anglais", "en"),
        ("learners", "7", "1-49"),
        ("learners", "1 250", "1000-1999"),
        ("learners", "50–99", "50-99"),
        ("learners", "1,000 to 1,999", "1000-1999"),
        ("learners", "120-200", "100-249"),
        ("learners", "2000+", "2000+"),
        ("latitude", "6,13", 6.13),
        ("latitude", "12.5 S", -12.5),
        ("longitude", "9.5e-05", 0.000095),
        ("longitude", "-17.4", -17.4),
        ("zone", "africa/lome", "Africa/Lome"),
        ("web", "www.example.org", "https://www.example.org"),
        ("email", " mailto:office@example.org ", "office@example.org"),
        ("membership", "yes", "member"),
        ("visibility", "oui", "name"),
        ("visibility", "no", "hidden"),
        ("member_since", "2001", 2001),
        ("member_since", "2001-09-01", 2001),
        ("confirmed_on", "2025-01-31", date(2025, 1, 31)),
        ("confirmed_on", "2025-01-31 00:00:00", date(2025, 1, 31)),
        ("confirmed_on", "45678", date(2025, 1, 21)),
        ("name", "'=Equals", "=Equals"),
        ("name", "- dash", "- dash"),
        ("name", "مدرسة\u00a0السلام ", "مدرسة السلام"),
        ("name", "a\0b\tc", "a b c"),
        ("region", "asia and the pacific", "Asia and the Pacific"),
        ("role", "National Coordinator", "coordinator"),
    ],
)
def test_cell_is_understood(column, cell, value):
    assert parse(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("country", "Atlantis", "No such country is known here."),
        ("levels", "primary; tertiary", "This word is not known here."),
        ("languages", "Klingonish", "No such language is known here."),
        ("correspondence", "German", "Letters are not written in this language."),
        ("learners", "many", "This is no number of learners."),
        ("learners", "90-400", "This is no number of learners."),
        ("latitude", "91", "These are no degrees."),
        ("longitude", "east", "These are no degrees."),
        ("zone", "Mars/Base", "No such time zone is known."),
        ("web", "javascript://x", "This is no web address."),
        ("email", "nobody", "This is no e-mail address."),
        ("confirmed_on", "31/01/2025", "This is no day."),
        ("confirmed_on", "0025-01-31", "The year cannot be right."),
        ("name", '=HYPERLINK("https://example.org")', "A formula is not taken over."),
        ("name", " =1+1", "A formula is not taken over."),
        ("name", "#REF!", "An error of the spreadsheet is no value."),
        ("name", "x" * 251, "It is longer than 250 characters."),
    ],
)
def test_cell_is_refused_with_a_reason_and_what_mends_it(column, cell, reason):
    with pytest.raises(Unclear) as refused:
        parse(column, cell)
    assert refused.value.reason == reason
    assert refused.value.mend
