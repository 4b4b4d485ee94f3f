"""A new edition: everything that was written comes along, nothing that was answered; the dates a year later."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from i18nfield.strings import LazyI18nString

from heliograph.calls import editions
from heliograph.calls.deadlines.following import follow
from heliograph.calls.deadlines.moments import on_day, sometime
from heliograph.calls.editions import Moving, Wish, moved_day
from heliograph.calls.models import Attachment, Call, Deadline, Extension, Programme
from heliograph.network.models import Audience
from heliograph.network.states import Refused
from tests.calls.factories import call, deadline, programme, response
from tests.network.factories import NOW, person

PARIS = "Europe/Paris"
QUESTIONS = [{"key": "name", "type": "short", "label": {"en": "Name"}}]


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_moves_to_the_same_weekday_or_the_same_date_of_the_next_year(day):
    weekday, same = moved_day(day, Moving.WEEKDAY), moved_day(day, Moving.DATE)
    assert (weekday.weekday(), (weekday - day).days) == (day.weekday(), 364)
    assert same.year == day.year + 1
    assert (same.month, same.day) == (day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


@pytest.mark.parametrize(
    ("moving", "at"),
    [
        (Moving.WEEKDAY, datetime(2027, 3, 27, 11, tzinfo=UTC)),
        (Moving.DATE, datetime(2027, 3, 28, 10, tzinfo=UTC)),
    ],
)
def test_a_time_stays_the_same_on_the_organizers_clock_when_that_has_changed(moving, at):
    row = Deadline(at=datetime(2026, 3, 28, 11, tzinfo=UTC), zone=PARIS, precision="minute")
    assert editions.moved(row, moving).at == at


def test_a_day_stays_a_day_and_what_is_to_be_announced_its_words():
    day = on_day(date(2026, 2, 1), PARIS)
    assert editions.moved(Deadline(**day.fields), Moving.DATE) == on_day(date(2027, 2, 1), PARIS)
    open_ = editions.moved(Deadline(at=None, zone=PARIS, words="in May", precision="day"), Moving.DATE)
    assert (open_.at, open_.words) == (None, "in May")
    about = Deadline(**sometime(date(2026, 5, 4), "month", PARIS).fields)
    assert editions.moved(about, Moving.DATE) == sometime(date(2027, 5, 1), "month", PARIS)


@pytest.mark.parametrize(
    ("slug", "wanted"),
    [("fair-2026", "fair-2027"), ("fair", "fair-2027"), ("2026-fair", "2027-fair"), ("fair-20260", "fair-20260-2027")],
)
def test_the_name_in_addresses_has_the_next_year(slug, wanted):
    assert editions.next_slug(slug, 2027) == wanted


@pytest.fixture
def fair(db, settings, tmp_path):
    """A programme with two calls, answered and followed, and a cancelled one."""
    settings.MEDIA_ROOT = tmp_path
    one = programme(
        "Fair 2026",
        slug="fair-2026",
        text=LazyI18nString({"en": "Come"}),
        begins=date(2026, 5, 4),
        ends=date(2026, 5, 6),
    )
    first = call(
        "Registration 2026", slug="registration-2026", programme=one, capacity=40, questions=QUESTIONS, grace=5
    )
    second = call("Sessions", slug="sessions", programme=one, kind="proposal", position=1)
    call("Off", slug="off", programme=one, status="cancelled")
    who = response(first, name="Ama").person
    follow(first, who, NOW)
    Extension.objects.create(call=first, person=who, until=NOW, made_at=NOW)
    deadline(second, "decide", None, words="in May")
    Attachment.objects.create(call=first, title="Guide", file=ContentFile(b"%PDF", "guide.pdf"))
    Attachment.objects.create(programme=one, title="Site", url="https://fair.example.org/")
    return one


def made(fair, organizer, moving=Moving.DATE) -> Programme:
    return editions.new_edition_of_programme(fair, Wish("fair-2027", moving), organizer, NOW)


def test_a_programme_comes_with_its_texts_its_days_and_its_calls(fair, organizer):
    copy = made(fair, organizer)
    assert (str(copy.title), str(copy.text), copy.state, copy.edition_of) == ("Fair 2027", "Come", "draft", fair)
    assert (copy.begins, copy.ends, copy.published_at) == (date(2027, 5, 4), date(2027, 5, 6), None)
    assert [each.slug for each in copy.calls.all()] == ["registration-2027", "sessions-2027"]
    assert [each.url for each in copy.attachments.all()] == ["https://fair.example.org/"]


def test_a_call_comes_as_a_draft_to_be_checked_without_answers_followers_or_favours(fair, organizer):
    copy = made(fair, organizer).calls.get(slug="registration-2027")
    before = Call.objects.get(slug="registration-2026")
    assert (str(copy.title), copy.status, copy.to_check, copy.edition_of) == (
        "Registration 2027",
        "draft",
        True,
        before,
    )
    assert (copy.capacity, copy.grace, copy.published_at) == (40, 5, None)
    assert (copy.public_id, copy.link) != (before.public_id, before.link)
    counts = [copy.responses.count(), copy.followers.count(), copy.extensions.count()]
    assert counts == [0, 0, 0]
    assert [each.questions for each in copy.question_sets.all()] == [QUESTIONS]


def test_dates_are_moved_without_their_history_under_new_names(fair, organizer):
    copy = made(fair, organizer).calls.get(slug="sessions-2027")
    before = {row.kind: row for row in Call.objects.get(slug="sessions").deadlines.all()}
    rows = {row.kind: row for row in copy.deadlines.all()}
    assert rows["closes"].at == datetime(2027, 1, 22, 9, tzinfo=UTC)
    assert (rows["decide"].at, rows["decide"].words) == (None, "in May")
    assert all(row.uid != before[kind].uid and row.sequence == 0 for kind, row in rows.items())


def test_a_file_is_copied_so_that_removing_one_leaves_the_other(fair, organizer):
    copy = made(fair, organizer).calls.get(slug="registration-2027").attachments.get()
    old = Attachment.objects.get(call__slug="registration-2026")
    old.file.delete()
    assert (copy.file.name != old.file.name, copy.file.read()) == (True, b"%PDF")
    copy.file.close()


def test_one_call_alone_comes_beside_the_old_one(fair, organizer):
    one = Call.objects.get(slug="sessions")
    copy = editions.new_edition_of_call(one, Wish("sessions-2027"), organizer, NOW)
    assert (copy.programme, copy.edition_of) == (fair, one)
    assert [(entry.verb, entry.by) for entry in copy.entries.all()] == [("edition", organizer)]


def test_who_does_not_run_it_makes_no_edition_and_looks_at_no_dates(fair, organizer):
    other, copy = person(), made(fair, organizer).calls.first()
    for act in (
        lambda: editions.new_edition_of_programme(fair, Wish("fair-2028"), other, NOW),
        lambda: editions.new_edition_of_call(Call.objects.get(slug="sessions"), Wish("more"), other, NOW),
        lambda: editions.checked(copy, other, NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not-yours"
    assert (Programme.objects.count(), Call.objects.count()) == (2, 5)


def test_an_audience_of_who_has_answered_last_years_call_is_to_be_looked_at(fair, organizer, client):
    asked = Call.objects.get(slug="registration-2026")
    rule = {"clause": "answered", "values": [str(asked.public_id)], "state": "any"}
    audience = Audience.objects.create(name="Came", rule=rule, made_at=NOW, changed_at=NOW)
    Call.objects.filter(slug="sessions").update(audience=audience)
    copy = made(fair, organizer).calls.get(slug="sessions-2027")
    client.force_login(organizer)

    def said(slug):
        page = BeautifulSoup(client.get(f"/desk/calls/{slug}/").content, "html.parser")
        return [line for line in page.select(".checks li") if "asks for answers to: Registration 2026" in line.text]

    assert said(copy.slug)[0].a["href"] == f"/desk/calls/{copy.slug}/edit/"
    assert said("sessions") == []
    Audience.objects.filter(pk=audience.pk).update(rule={"clause": "language", "values": ["fr"]})
    assert said(copy.slug) == []


@pytest.mark.parametrize(("slug", "code"), [("fair-2026", "taken"), ("Fair 2027", "slug"), ("", "slug")])
def test_a_name_that_is_taken_or_cannot_be_one_is_refused(fair, organizer, slug, code):
    with pytest.raises(Refused) as refused:
        editions.new_edition_of_programme(fair, Wish(slug), organizer, NOW)
    assert (refused.value.code, Programme.objects.count()) == (code, 1)


def test_a_call_whose_name_is_taken_gets_a_number(fair, organizer):
    call(slug="sessions-2027")
    assert made(fair, organizer).calls.filter(slug="sessions-2027-2").exists()


def test_of_calls_that_were_copied_from_one_another_the_last_is_carried_over(fair, organizer):
    first = Call.objects.get(slug="sessions")
    second = editions.new_edition_of_call(first, Wish("sessions-2027"), organizer, NOW)
    third = editions.new_edition_of_call(second, Wish("sessions-2028"), organizer, NOW)
    Call.objects.filter(pk=second.pk).update(to_check=False)
    carried = [each.edition_of for each in made(fair, organizer).calls.exclude(slug__startswith="registration")]
    assert carried == [third]


def test_where_the_last_was_cancelled_the_one_before_it_is_carried_over(fair, organizer):
    first = Call.objects.get(slug="sessions")
    second = editions.new_edition_of_call(first, Wish("sessions-2027"), organizer, NOW)
    Call.objects.filter(pk=second.pk).update(status="cancelled")
    assert first in list(editions.calls_to_carry_over(fair))
    assert second not in list(editions.calls_to_carry_over(fair))


def test_somebody_says_once_that_he_has_looked(fair, organizer):
    copy = made(fair, organizer).calls.first()
    assert [editions.checked(copy, organizer, NOW), editions.checked(copy, organizer, NOW)] == [True, False]
    copy.refresh_from_db()
    assert not copy.to_check
