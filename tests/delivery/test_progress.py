"""How far a mailing is, on the command line and on the desk."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from heliograph.delivery.management.commands.mail_progress import pace
from heliograph.delivery.models import Mailing
from heliograph.delivery.queries import progress_rows
from heliograph.delivery.sending import tend
from tests.delivery.conftest import addresses, filled, reader, started

pytestmark = pytest.mark.django_db


def told(*options):
    out = StringIO()
    call_command("mail_progress", *options, stdout=out)
    return out.getvalue()


def test_command_says_a_line_for_each_mailing(clock):
    finished = started([reader(a) for a in [*addresses(3), "nobody"]])
    tend(finished.pk, 1, clock)
    filled([reader(a) for a in addresses(2)], key="issue-23")
    Mailing.objects.filter(key="issue-23").update(trouble="421 later")
    assert told() == (
        "  0 %  sent 0, waiting 2, refused 0, not wanted 0  Issue 22 (being prepared)  ! 421 later\n"
        "100 %  sent 3, waiting 0, refused 1, not wanted 0  Issue 22 (sent)\n"
    )


def test_command_says_when_there_is_nothing():
    assert told("--watch") == "Nothing has been sent yet.\n"


@pytest.mark.parametrize(
    ("sent", "waiting", "seconds", "said"),
    [
        (100, 6000, 1.0, "100.0 a second, 1 min left"),
        (0, 10, 1.0, "nothing sent since"),
        (3, 0, 2.0, "1.5 a second, 0 min left"),
    ],
)
def test_pace_says_rate_and_time_left(sent, waiting, seconds, said):
    assert pace(sent, waiting, seconds) == said


def test_desk_table_shows_each_mailing():
    started([reader(a) for a in addresses(3)])
    table = render_to_string("delivery/progress.html", {"rows": progress_rows()})
    assert '<progress max="100" value="0" aria-label="Issue 22"></progress> 0 %' in table
    assert "Nothing has been sent yet" in render_to_string("delivery/progress.html", {"rows": []})
