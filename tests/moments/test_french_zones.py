"""French contracts its article and elides before a vowel, also in the names of zones."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from heliograph.moments.locales import zone_label


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Paris", "heure de Paris"),
        ("Africa/Abidjan", "heure d’Abidjan"),
        ("Africa/Cairo", "heure du Caire"),
        ("Asia/Ulaanbaatar", "heure d’Oulan-Bator"),
        ("Africa/Harare", "heure de Harare"),
        ("Indian/Reunion", "heure de La Réunion"),
    ],
)
def test_a_zone_reads_like_french(zone, words):
    with override("fr"):
        assert zone_label(zone, "fr") == words
