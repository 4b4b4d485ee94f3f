"""The calls and events of the sample: calls confirmed from its proposals, answered as the life cycle does; events as
the bulletin announces them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from heliograph.bulletin.models import Binding, Item, ItemMoment, ItemProposal
from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.desk.starting import kind_named
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import STEPS, leads
from heliograph.calls.models import AnswerFile, Programme, Response, ResponseEntry
from heliograph.calls.questions.schema import problems, read
from heliograph.calls.questions.types import type_named
from heliograph.calls.reviewing.models import Review, Reviewer
from heliograph.calls.states import HOLDING, CallState, DeadlineKind, Limit, ResponseState, Verb
from heliograph.conference.attending.counting import present as there
from heliograph.conference.attending.models import ParticipationCertificate
from heliograph.conference.models import Conference
from heliograph.conference.published.owing import news_of, owed, with_sessions
from heliograph.conference.registering.following_up import awaiting
from heliograph.conference.registering.models import InvitationLetter, Stay
from heliograph.conference.registering.taking_part import confirmed
from heliograph.conference.sessions.models import PartnerOffer
from heliograph.conference.timetable.checking import conflicts
from heliograph.conference.timetable.loading import load
from heliograph.conference.timetable.versions import placements_of, published_timetable
from heliograph.events.afterwards.attending import attended
from heliograph.events.afterwards.captions import search
from heliograph.events.afterwards.models import AttendanceCertificate, Feedback
from heliograph.events.models import Event
from heliograph.events.shown import proposed, when_of
from heliograph.frame.reader import Reader
from heliograph.moments.stored import day_in
from heliograph.network.models import Audience, Organization, Person, Role
from heliograph.sample.calls import sample_calls, worded
from heliograph.sample.courses import Rules, lives
from heliograph.sample.draws import draw
from heliograph.sample.network import sample_network
from heliograph.sample.people import SECRETARIAT
from heliograph.sample.responses import _SHARES, _answerers
from heliograph.sample.reviews import load_reviews
from heliograph.sample.sending import country_of
from heliograph.sample.sources import edition
from heliograph.sample.staging import lead_sample, stage_answers, stage_archive, stage_bulletin
from heliograph.sample.webinar import comes, registrants, webinar
from heliograph.sample.words import words_in
from heliograph.texts.multilingual import LanguageState, state, texts_of

AT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
LANGUAGES = {"en", "fr", "es", "ar"}
WHAT = {"register", "submit-poster", "propose", "speak", "apply", "express-interest", "submit"}


def make_people():
    """The secretariat, the organizer in Korea, and in each of the first countries a coordinator and a school."""
    desk = Person.objects.create_person(SECRETARIAT, AT, name="Secretariat")
    Role.objects.create(person=desk, kind="secretariat", begins=AT.date())
    commission = Organization.objects.create(
        identifier="SMP-KR-NC", kind="commission", name="National Commission", country="KR", created_at=AT
    )
    organizer = Person.objects.create_person("organizer@kr.natcom.example.org", AT, name="Organizer")
    Role.objects.create(person=organizer, kind="organizer", organization=commission, begins=AT.date())
    network = sample_network()
    for one in network.coordinators[:20]:
        person = Person.objects.create_person(one.email, AT, name=one.country)
        Role.objects.create(
            person=person, kind="coordinator", country=one.country, begins=AT.date() - timedelta(days=60)
        )
    for school in [each for each in network.schools if each.identifier.endswith("-0001")][:20]:
        Person.objects.create_person(f"focal@{school.email.split('@')[1]}", AT, name=school.identifier)
        Organization.objects.create(
            identifier=school.identifier, kind="school", name=school.name, country=school.country, created_at=AT
        )


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """How many answers the sample has. It is put on stage once for all tests here, each of which takes back its own."""
    var = tmp_path_factory.mktemp("sample")
    with (
        django_db_blocker.unblock(),
        override_settings(VAR=var, MEDIA_ROOT=var / "media"),
        transaction.atomic(),
    ):
        make_people()
        stage_archive(AT)
        stage_bulletin(AT)
        yield stage_answers(AT)
        transaction.set_rollback(True)


@pytest.fixture
def staged(stage, db):
    return sample_calls(22)


@pytest.mark.parametrize("what", [*sorted(WHAT), "webinar"])
def test_everything_is_written_in_four_languages(what):
    words = worded().get(what) or words_in(what)
    questions = words.get("questions", [])
    texts = [words["summary"], words["text"], *([words["title"]] if what == "webinar" else [])]
    for question in questions:
        texts += [question[name] for name in ("label", "why", "help") if name in question]
        texts += [option["label"] for option in question.get("options", [])]
    assert [set(one) for one in texts] == [LANGUAGES] * len(texts)
    assert problems(questions) == ()


def test_each_proposal_becomes_a_call_that_is_open(staged):
    assert set(staged) == WHAT
    assert {what: (call.kind, state_at(call, dates_of(call), AT)) for what, call in staged.items()} == {
        "register": ("conference", "open"),
        "submit-poster": ("poster", "open"),
        "propose": ("session", "open"),
        "speak": ("floor", "open"),
        "apply": ("application", "open"),
        "express-interest": ("interest", "open"),
        "submit": ("contribution", "open"),
    }
    assert Programme.objects.filter(state="published").exclude(calls=None).distinct().count() == 5
    assert staged["apply"].programme.organizer.identifier == "SMP-KR-NC"
    assert not ItemProposal.objects.calls().open().exists()


def test_dates_are_those_of_the_bulletin(staged):
    dates = {
        what: [(row.kind, f"{row.at + timedelta(hours=12):%d %b}" if row.at else "") for row in call.deadlines.all()]
        for what, call in staged.items()
    }
    assert dates == {
        "register": [("closes", "01 Feb"), ("reconfirm", ""), ("withdraw", "26 Jan")],
        "submit-poster": [("closes", "01 Feb")],
        "propose": [("closes", "29 Jan")],
        "speak": [],
        "apply": [("closes", "31 Jan"), ("contact", "31 Mar")],
        "express-interest": [("closes", "15 Feb")],
        "submit": [("closes", "30 Mar")],
    }


def test_a_webinar_was_held_with_all_that_remains_of_one(staged):
    event = webinar()
    call, (time,) = event.registration, event.occurrences.all()
    assert (state_at(call, dates_of(call), AT), call.programme) == ("closed", staged["speak"].programme)
    assert dates_of(call).until(DeadlineKind.CLOSES) == time.start == datetime(2025, 12, 9, 13, tzinfo=UTC)
    people = [each for each in registrants(sample_network()) if Person.objects.filter(email=each).exists()]
    there = {each.response.person.email for each in attended(time).select_related("response__person")}
    assert call.responses.count() == len(people) > len(there)
    assert there == {each for each in people if comes(each)}
    assert {(row.document.slug, row.part) for row in event.documents.all()} == {
        ("webinar-3", "recording"), ("webinar-3-slides", "slides"),
    }  # fmt: skip
    recording = event.documents.get(part="recording")
    assert sorted(recording.captions.values_list("language", flat=True)) == ["en", "es", "fr"]
    assert len(search(recording.captions.all(), "río cercano")) == 1
    assert AttendanceCertificate.objects.filter(occurrence=time).exists()
    assert Feedback.objects.filter(occurrence=time).exists()


def test_an_earlier_number_tells_how_many_came_to_the_webinar():
    there = [each for each in registrants(sample_network()) if comes(each)]
    countries = {country_of(each) for each in there}
    (english, french) = (edition(21, language, AT.date()).items[1].body for language in ("en", "fr"))
    assert f"{len(there)} people from {len(countries)} countries" in english
    assert f"{len(there)} personnes de {len(countries)} pays" in french


@pytest.mark.parametrize(("what", "kind"), [("register", "conference"), ("express-interest", "interest")])
def test_somebody_waits_for_a_place_where_all_are_taken(what, kind):
    kind, capacity = kind_named(kind), worded()[what]["capacity"]
    people = sorted(one.email for one in _answerers(what, sample_network()) if draw(one.email, what) < _SHARES[what])
    found = lives(people, Rules(kind.settled, kind.states, capacity, True), AT - timedelta(days=26), AT)
    assert sum(life.state in HOLDING for life in found) == capacity
    assert sum(life.state == ResponseState.WAITLISTED for life in found) > 5


FORMS = re.compile(
    r"https://(conference\.example\.org/(register|sessions|$)|exchange|consultation\.example\.org/i|webinars\.example\.org/3)"
)
LED = {(21, 1): 1, (21, 3): 1, (22, 1): 7, (22, 2): 1, (22, 4): 1, (22, 7): 2}


def test_readers_of_every_language_end_at_the_calls(staged, settings):
    for item in Item.objects.filter(bindings__isnull=False).select_related("issue").distinct():
        for language, text in texts_of(item.body).items():
            links = re.findall(rf"\]\({settings.SITE_URL}(/calls/[a-z0-9-]+/)\)", text)
            place = (item.issue.number, item.position)
            assert (place, language, len(links)) == (place, language, LED.get(place, 0))
            assert set(links) <= {f"/calls/{binding.call.slug}/" for binding in item.bindings.exclude(call=None)}
            assert not FORMS.search(text + item.action_url)
            assert state(item.body, item.marks["body"], "en", language) == LanguageState.REVIEWED
        assert "by e-mail" not in texts_of(item.body)["en"]


def test_the_calls_are_found_again_on_another_port(staged, settings):
    settings.SITE_URL = "http://127.0.0.1:8001"
    lead_sample()
    item = Item.objects.get(issue__number=22, position=1)
    assert item.action_url == f"http://127.0.0.1:8001/calls/{staged['register'].slug}/"
    assert ":8000/" not in "".join(texts_of(item.body).values())


def test_items_of_all_issues_are_bound(staged):
    rows = Binding.objects.exclude(call=None).order_by("item__issue__number", "item__position", "position")
    assert [(row.item.issue.number, row.item.position, row.call.kind) for row in rows] == [
        (21, 1, "conference"), (21, 3, "interest"),
        (22, 1, "conference"), (22, 1, "poster"),
        (22, 1, "session"), (22, 2, "floor"), (22, 4, "application"), (22, 7, "interest"), (22, 7, "contribution"),
    ]  # fmt: skip


def test_titles_texts_and_questions_speak_the_sample_languages(staged):
    for call in staged.values():
        assert set(texts_of(call.title)) >= LANGUAGES
        assert set(texts_of(call.text)) == LANGUAGES
        assert read(call.question_sets.get().questions)
    assert texts_of(staged["submit"].title)["fr"].endswith("\u00a0: contributions")


def test_answers_are_right_and_their_lives_are_those_of_the_life_cycle(stage, staged):
    assert stage == Response.objects.count() > 50
    assert stage_answers(AT) == 0
    for response in Response.objects.select_related("call__programme", "question_set", "person"):
        _check_life(response)
        _check_answers(response)
    assert Response.objects.filter(call__limit=Limit.MANY).count() > 5
    assert not ResponseEntry.objects.filter(told_at=None).exists()
    sent = Response.objects.exclude(state="draft").filter(call=staged["submit-poster"])
    assert AnswerFile.objects.filter(response__in=sent).count() == sent.count() > 0


def test_the_exchange_is_reviewed_half_way_in_several_languages(staged):
    call = sample_calls(22)["apply"]
    plan = call.review_plan
    assert plan.saved_at == AT
    assert set(texts_of(plan.guidance)) >= LANGUAGES
    reviews = Review.objects.filter(response__call=call)
    people = set(Reviewer.objects.filter(call=call).values_list("person", flat=True))
    done = reviews.filter(state="done")
    assert set(done.values_list("person", flat=True)) <= people
    assert 2 <= len(people) <= 3
    assert done.exists()
    assert reviews.filter(state="assigned").exists()
    assert all(plan.lowest <= each.score <= plan.highest and each.comment for each in done)
    before = list(reviews.values_list("pk", "state"))
    assert load_reviews(22, AT) == 0
    assert list(reviews.values_list("pk", "state")) == before


def _check_life(response):
    states, before = kind_of(response.call).states, ""
    at = response.call.published_at
    steps = response.entries.exclude(verb=Verb.JOIN)
    for entry in steps.order_by("at", "pk"):
        assert (entry.before, at <= entry.at <= AT) == (before, True)
        if before:
            assert leads(Verb(entry.verb), ResponseState(before), states)
            assert entry.actor in STEPS[Verb(entry.verb)].by
        at, before = entry.at, entry.after
    assert (before, response.saved_at, response.version) == (response.state, at, steps.count())
    assert (response.state == "draft") == (response.submitted_at is None)


def _check_answers(response):
    said = response.answers or response.draft
    for question in read(response.question_set.questions):
        type_ = type_named(question.type)
        if question.key in said:
            assert type_.fits(said[question.key])
        elif type_.asks and question.required and response.answers:
            assert question.shown is not None


def test_who_registers_stands_on_his_badge_with_his_own_name(staged):
    for response in staged["register"].responses.select_related("person"):
        said = response.answers or response.draft
        assert said["badge"] == response.person.name
        assert not (response.person.email.startswith("coordinator@") and "role" in said)


def test_places_are_never_more_than_there_are_and_who_waits_comes_next():
    people = [f"p{number}@school.example.org" for number in range(200)]
    kind = {"settled": ResponseState.CONFIRMED, "states": frozenset(ResponseState), "reconfirms": True}
    found = lives(people, Rules(capacity=100, **kind), AT - timedelta(days=20), AT)
    states = [life.state for life in found]
    assert sum(state in HOLDING for state in states) == 100
    assert {"waitlisted", "confirmed", "withdrawn", "draft"} <= set(states)
    assert any(step.verb == Verb.TAKE_UP for life in found for step in life.steps)
    assert lives(people, Rules(capacity=100, **kind), AT - timedelta(days=20), AT) == found


def test_whom_the_calls_address(staged):
    named = {what: str(call.audience) if call.audience else "" for what, call in staged.items()}
    assert named == {
        "register": "", "submit-poster": "", "speak": "", "apply": "",
        "propose": "National Coordinators and deputies",
        "express-interest": "Those who speak for the schools of the network",
        "submit": "Those who speak for the schools of the network",
    }  # fmt: skip
    assert Audience.objects.count() == 2


def event_titled(part):
    return Event.objects.get(title__contains=part)


def times_of(event):
    """Its times as the organizer's clock shows them, with state and languages."""
    paris = ZoneInfo("Europe/Paris")
    return [
        (
            one.start and f"{one.start.astimezone(paris):%a %d %b %H:%M}",
            one.end and f"{one.end.astimezone(paris):%H:%M}",
            one.state,
            list(one.languages),
        )
        for one in event.occurrences.all()
    ]


def test_events_stand_as_the_bulletin_announces_them(stage):
    assert Event.objects.count() == Event.objects.published().count() == 11
    (days,) = event_titled("Global Conference").occurrences.all()
    assert (day_in(days.start, "Asia/Shanghai"), day_in(days.end, "Asia/Shanghai"), days.precision) == (
        date(2026, 3, 31), date(2026, 4, 2), "day",
    )  # fmt: skip
    assert times_of(event_titled("Asia and the Pacific")) == [("Thu 15 Jan 09:30", "10:30", "confirmed", [])]
    assert times_of(event_titled("Europe and North")) == [("Thu 22 Jan 15:00", "16:00", "confirmed", [])]
    assert times_of(event_titled("Arab States")) == [("Mon 02 Feb 00:00", None, "tentative", [])]
    assert times_of(event_titled("Latin America")) == [(None, None, "tentative", [])]
    assert times_of(event_titled("Education in emergencies")) == [
        ("Tue 20 Jan 10:00", None, "confirmed", ["en"]),
        ("Tue 20 Jan 17:00", None, "confirmed", ["es"]),
        ("Wed 21 Jan 13:00", None, "confirmed", ["fr"]),
    ]
    assert times_of(event_titled("morning session")) == [("Fri 23 Jan 10:00", "13:00", "confirmed", [])]
    assert times_of(event_titled("afternoon session")) == [("Fri 23 Jan 15:00", "17:00", "confirmed", ["en", "fr"])]


def test_a_meeting_in_the_first_week_of_a_month_is_told_so_to_everybody(stage):
    (one,) = event_titled("Sub-Saharan Africa").occurrences.all()
    assert (one.start, one.precision, one.words, one.state) == (None, "week", "2026-02-02", "tentative")
    assert set(texts_of(one.said)) == LANGUAGES
    assert texts_of(one.said)["en"].startswith("In the first week of February. ")
    assert texts_of(one.said)["fr"].startswith("Pendant la première semaine de février. ")


def test_registration_for_the_webinar_is_open_and_for_the_day_to_be_announced(stage):
    webinar, day = event_titled("Education in emergencies"), event_titled("afternoon session")
    assert state_at(webinar.registration, dates_of(webinar.registration), AT) == CallState.OPEN
    assert state_at(day.registration, dates_of(day.registration), AT) == CallState.ANNOUNCED
    assert webinar.floor == sample_calls(22)["speak"]
    assert event_titled("morning session").registration is None


def test_a_reader_is_proposed_the_time_in_his_language_at_a_civil_hour(stage):
    times = list(event_titled("Education in emergencies").occurrences.all())
    seoul, lima = Reader(("en", "fr"), "Asia/Seoul"), Reader(("es", "en"), "America/Lima")
    assert proposed(times, seoul, AT).languages == ["en"]
    assert proposed(times, lima, AT).languages == ["es"]
    assert "11:00" in " ".join(map(str, vars(when_of(proposed(times, lima, AT), lima, AT)).values()))


def test_items_lead_to_their_events_and_everything_is_in_four_languages(stage):
    bound = Binding.objects.filter(item__issue__number=22).exclude(event=None)
    assert sorted(bound.values_list("item__position", flat=True)) == [1, 1, 1, 1, 1, 1, 2, 3, 6, 6]
    replaced = [uid for row in bound for uid in row.moments]
    dates = ItemMoment.objects.filter(item__issue__number=22, item__position__in=(1, 2, 6))
    left = dates.filter(kind__in=("event", "tentative")).exclude(uid__in=replaced)
    assert not left.exists()
    for event in Event.objects.all():
        assert set(texts_of(event.title)) & set(texts_of(event.summary)) >= LANGUAGES


def test_the_conference_is_made_of_its_calls_and_their_answers(staged):
    one = Conference.objects.get(registration=staged["register"])
    assert (one.registration, one.posters, one.sessions) == (
        staged["register"], staged["submit-poster"], staged["propose"],
    )  # fmt: skip
    accepted = {
        what: staged[what].responses.filter(state=ResponseState.ACCEPTED).count()
        for what in ("submit-poster", "propose")
    }
    assert (one.posters_shown.count(), one.sessions_held.count()) == (accepted["submit-poster"], accepted["propose"])
    assert min(accepted.values()) > 2
    assert one.sessions_held.filter(people__position=1).exists()


def test_its_timetable_is_solved_published_and_without_conflicts(staged):
    one = Conference.objects.get(registration=staged["register"])
    public = published_timetable(one)
    assert {each.session for each in placements_of(public)} == set(one.sessions_held.all())
    problem = load(one, public, ["en"]).problem
    assert conflicts(problem, problem.now) == []


def test_participants_are_asked_how_they_come_and_letters_are_in_every_state(staged):
    one = Conference.objects.get(registration=staged["register"])
    answered = Stay.objects.filter(registration__call=one.registration, response__isnull=False)
    assert answered.count() == one.follow_up.responses.count() > 2
    assert awaiting(one).exists()
    states = InvitationLetter.objects.filter(response__call=one.registration).values_list("state", flat=True)
    assert "signed" in set(states) <= {"signed", "refused", "asked"}
    assert one.badges.count() == confirmed(one).count()
    assert one.door_keys.exists()


def test_ideas_look_for_partners(staged):
    one = Conference.objects.get(registration=staged["register"])
    assert one.searches.filter(closed_at=None).count() == one.searches.count() > 0
    offers = PartnerOffer.objects.filter(search__conference=one)
    assert offers.filter(taken_at__isnull=False).count() == offers.filter(declined_at__isnull=False).count() == 1
    assert offers.filter(taken_at=None, declined_at=None).exists()


def test_the_conference_before_was_held_and_its_report_is_published(staged):
    present = Conference.objects.get(registration=staged["register"])
    one = Conference.objects.exclude(pk=present.pk).get()
    assert one.first_day == present.first_day - timedelta(weeks=52)
    assert one.programme.state == "closed"
    assert {state_at(call, dates_of(call), AT) for call in one.programme.calls.all()} == {"closed"}
    assert 0 < there(one).count() <= one.badges.count()
    assert ParticipationCertificate.objects.filter(badge__conference=one).exists()
    assert {each.session for each in placements_of(published_timetable(one))} == set(
        one.sessions_held.filter(stands=True)
    )
    assert one.sessions_held.exclude(outcome="").exists()
    assert one.posters_shown.filter(shown=True).exists()
    assert one.report.published_at is not None
    photographs = one.photographs.all()
    assert all(each.agreed and set(texts_of(each.alt)) == LANGUAGES for each in photographs)
    assert photographs.count() == 5
    assert not owed_to(one, AT)


def owed_to(conference, at):
    """What letters would tell of its programme."""
    return news_of(with_sessions(owed().filter(timetable__conference=conference)), at)
