"""Audiences on the desk."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from heliograph.network.audiences import changing
from heliograph.network.audiences.parsing import parse
from heliograph.network.models import Audience
from heliograph.network.states import Refused
from tests.bulletin.desk.pages import filled, soup, words
from tests.conftest import person_with
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

LIST, NEW, COUNT = "/desk/audiences/", "/desk/audiences/new/", "/desk/audiences/count/"
TEACHERS = {"all": [{"clause": "role", "values": ["teacher"]}]}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def audience(name="Teachers", data=TEACHERS):
    return changing.add_audience(name, parse(data), None, timezone.now())


def place(one, end=""):
    return f"{LIST}{one.public_id}/{end}"


@pytest.fixture
def teachers():
    """Two teachers in Togo, one of whom reads French, and one in Kenya."""
    lome, nairobi = school("Lomé"), school("Nairobi", country="KE")
    return [
        with_role(person("ama@example.org", name="Ama", languages=["fr"]), "teacher", organization=lome),
        with_role(person("kofi@example.org", languages=["en"]), "teacher", organization=lome),
        with_role(person("wanjiru@example.org", languages=["en", "sw"]), "teacher", organization=nairobi),
    ]


def addresses(one):
    return [("get", LIST), ("get", NEW), ("post", NEW), ("post", COUNT)] + [
        (method, place(one, end))
        for end, methods in {"": "get post", "recount/": "post", "delete/": "get post", "people/": "get"}.items()
        for method in methods.split()
    ]


def test_only_the_secretariat_gets_in(client, coordinator):
    one = audience()
    others = [coordinator, person_with("regional-office", "africa@example.org", region="Africa"), person()]
    others.append(with_role(person(), "focal-point", organization=school()))
    for who in others:
        client.force_login(who)
        assert {getattr(client, method)(at).status_code for method, at in addresses(one)} == {404}
    client.logout()
    assert {getattr(client, method)(at)["Location"].split("?")[0] for method, at in addresses(one)} == {
        "/account/login/code/"
    }
    assert Audience.objects.get().people_count == 0


def test_first_visit_says_how_to_begin(desk):
    page = desk.get(LIST)
    assert "There is no audience yet." in page.text
    begin = [link["href"] for link in soup(page).select("main li a[href*=begin]")]
    assert begin == [f"{NEW}?begin={word}" for word in ("coordinators", "schools", "teachers", "everybody")]
    for address in begin:
        desk.post(NEW, {**filled(desk.get(address)), "do": "save"})
    assert Audience.objects.count() == 4


def test_list_tells_whom_each_means_and_how_many_on_which_day(desk, teachers):
    audience()
    audience("Everybody", {"all": []})
    page = desk.get(f"{LIST}?zone=UTC")
    rows = [words(page, f"tbody tr:nth-of-type({row}) > *")[:3] for row in (1, 2)]
    at = "Monday, 12 January 2026, 09:00 (UTC)"
    assert rows == [["Everybody", "Everybody.", f"4 people {at}"], ["Teachers", "Teachers.", f"3 people {at}"]]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(desk, count, django_assert_num_queries):
    for number in range(count):
        audience(f"Teachers {number}")
    with django_assert_num_queries(4):
        desk.get(LIST)


def test_rule_is_built_line_by_line_and_saved(desk, secretary, teachers):
    page = desk.post(NEW, {**filled(desk.get(NEW)), "do": "line", "new": "role"})
    page = desk.post(NEW, {**filled(page), "values-0": "teacher", "do": "group"})
    page = desk.post(NEW, {**filled(page), "group-1": "none", "new-1": "language", "do": "line-1"})
    page = desk.post(NEW, {**filled(page), "values-1-0": "sw", "name": " Not Swahili ", "do": "count"})
    assert words(page, "#outcome-count, #outcome-sentence") == [
        "Teachers, but not people who read Swahili.",
        "2 people",
    ]
    assert words(page, "#outcome-examples li") == ["Ama ama@example.org", "kofi@example.org"]
    assert not Audience.objects.exists()
    response = desk.post(NEW, {**filled(page), "do": "save"})
    assert words(desk.get(response["Location"]), ".note-success") == ["“Not Swahili” is saved: 2 people."]
    made = Audience.objects.get()
    assert made.rule == {
        "all": [
            {"clause": "role", "values": ["teacher"]},
            {"not": {"any": [{"clause": "language", "values": ["sw"]}]}},
        ]
    }
    assert (made.name, made.people_count, made.counted_at, made.made_by, made.changed_by) == (
        "Not Swahili", 2, NOW, secretary, secretary,
    )  # fmt: skip


def test_removed_line_is_put_back(desk):
    made = audience()
    page = desk.post(place(made), {**filled(desk.get(place(made))), "do": "remove-0"})
    assert words(page, ".rule-stub .quiet") == ["Removed: teachers"]
    page = desk.post(place(made), {**filled(page), "do": "restore-0"})
    assert [box["value"] for box in soup(page).select("input[checked]")] == ["teacher"]
    assert soup(page).select_one("#part-0").has_attr("autofocus")


def test_incomplete_rule_is_not_saved_and_each_fault_is_named(desk):
    page = desk.post(NEW, {"group": "all", "line-0": "role", "group-1": "any", "line-2": "person", "do": "save"})
    assert page.status_code == 422
    assert words(page, "[role=alert] a") == [
        "Give the audience a name.",
        "Nothing is chosen yet: tick what you mean, or remove the line.",
        "This group is empty. Add a line to it, or remove it.",
        "Nobody is chosen yet: look for people and tick them, or remove the line.",
    ]
    assert [link["href"] for link in soup(page).select("[role=alert] a")] == ["#name", "#part-0", "#part-1", "#part-2"]
    assert all(soup(page).select_one(link) for link in ("#name", "#part-0", "#part-1", "#part-2"))
    assert not Audience.objects.exists()


def test_empty_rule_never_addresses_everybody_by_mistake(desk):
    page = desk.post(NEW, {"group": "all", "name": "All", "do": "save"})
    assert words(page, "#fault") == ["There is no line yet. Add one; to address everybody, add the line “Everybody”."]


def test_name_is_taken_once(desk):
    audience("Teachers")
    page = desk.post(NEW, {"group": "all", "line-0": "everybody", "name": "Teachers", "do": "save"})
    assert (page.status_code, words(page, "#name-fault")) == (422, ["Another audience has this name. Choose another."])
    assert Audience.objects.get().rule == TEACHERS


def nested(groups):
    """The form of groups within one another, none of which is so, around a line that is none of these."""
    form = {f"group{'-0' * depth}": "none" for depth in range(groups)}
    end = "-0" * groups
    return {**form, f"line{end}": "role", f"values{end}": "teacher", f"not{end}": "not", "name": "Deep"}


def test_groups_are_counted_as_they_stand_on_the_page(desk):
    page = desk.post(NEW, {**nested(8), "do": "save"})
    assert page.status_code == 302
    page = desk.get(place(Audience.objects.get()))
    assert desk.post(place(Audience.objects.get()), {**filled(page), "do": "save"}).status_code == 302


def test_too_many_groups_are_refused_in_words_by_save_and_by_count_alike(desk):
    why = "Too many groups stand within one another; 8 will do."
    page = desk.post(NEW, {**nested(9), "do": "save"})
    assert (page.status_code, words(page, "[role=alert] a")) == (422, [why])
    assert soup(page).select_one("[role=alert] a")["href"] == "#part" + "-0" * 8
    assert words(desk.post(NEW, {**nested(9), "do": "count"}), "#outcome-sentence") == [why]
    assert words(desk.post(COUNT, nested(9)), "#outcome-sentence") == [why]


def test_too_many_parts_are_refused_in_words(desk):
    form = {"group": "all", "name": "Long", "do": "save"} | {f"line-{number}": "everybody" for number in range(100)}
    why = "The rule has more than 100 parts. Make it shorter."
    assert words(desk.post(NEW, form), "[role=alert] a, #outcome-sentence") == [why, why]
    del form["line-99"]
    form |= {f"not-{number}": "not" for number in range(99)}
    assert desk.post(NEW, form).status_code == 302


def test_new_audience_that_is_sent_twice_is_saved_once(desk, secretary):
    form = {"group": "all", "line-0": "everybody", "name": "All", "do": "save"}
    answers = [desk.post(NEW, form) for _time in range(2)]
    assert [answer["Location"] for answer in answers] == [LIST, LIST]
    assert Audience.objects.count() == 1
    Audience.objects.update(made_by=person())
    assert desk.post(NEW, form).status_code == 422


def test_change_of_somebody_else_is_not_overwritten_unseen(desk, clock):
    made = audience()
    form = {**filled(desk.get(place(made))), "name": "Mine", "do": "save"}
    clock.shift(60)
    changing.change_audience(made, "Theirs", parse({"all": []}), made.changed_at, None, timezone.now())
    page = desk.post(place(made), form)
    assert page.status_code == 422
    assert (
        "Somebody changed this audience while you had it open. It says now: Everybody." in words(page, ".note-error")[0]
    )
    assert Audience.objects.get().name == "Theirs"
    desk.post(place(made), {**filled(page), "do": "save"})
    assert (Audience.objects.get().name, Audience.objects.get().rule) == ("Mine", TEACHERS)


def test_people_are_looked_for_and_chosen(desk, teachers):
    form = {"group": "all", "line-0": "person", "words-0": "ama", "do": "find-0"}
    page = desk.post(NEW, form)
    assert words(page, ".rule-choices label") == ["Ama, ama@example.org"]
    ama = str(teachers[0].public_id)
    page = desk.post(NEW, {**form, "values-0": ama, "words-0": "WANJIRU@example.org"})
    assert words(page, ".rule-choices label") == ["Ama, ama@example.org", "wanjiru@example.org"]
    assert "Nobody is found." in desk.post(NEW, {**form, "words-0": "zzz"}).text
    desk.post(NEW, {**form, "values-0": ama, "name": "Ama", "do": "save"})
    assert Audience.objects.get().rule == {"all": [{"clause": "person", "values": [ama]}]}


def test_somebody_who_was_erased_can_be_taken_out_of_a_rule(desk, teachers):
    gone = teachers[0]
    made = audience("Two", {"clause": "person", "values": [str(one.public_id) for one in teachers[:2]]})
    type(gone).objects.filter(pk=gone.pk).update(erased_at=NOW, is_active=False)
    page = desk.get(place(made))
    assert words(page, ".rule-choices label") == ["somebody who is no longer known", "kofi@example.org"]
    assert words(page, "#outcome-count") == ["1 person"]


def test_signs_that_no_database_takes_do_no_harm(desk):
    form = {"group": "all", "line-0": "person", "words-0": "a\0b", "address": "\0", "seen": "2026-13-45T99:00"}
    assert desk.post(NEW, {**form, "name": "\0", "do": "save"}).status_code == 422
    made = audience()
    form = {"group": "all", "line-0": "everybody", "name": "a\0b", "seen": "2026-01-12T09:00", "do": "save"}
    assert desk.post(place(made), form).status_code == 422
    desk.post(NEW, form)
    assert Audience.objects.filter(name="a b").exists()


def test_count_is_answered_to_the_script_and_changes_nothing(desk, teachers):
    form = {"group": "all", "line-0": "role", "values-0": "teacher", "line-1": "country", "values-1": "KE"}
    answer = desk.post(COUNT, {**form, "address": "ama@example.org"})
    assert words(answer, "p")[:2] == ["1 person", "Teachers in Kenya."]
    assert words(answer, "#outcome-trial p") == ["Ama ( teacher, Lomé ): is not in it. So it would be told:"]
    assert words(answer, "#outcome-trial li") == ["Your school is not in Kenya."]
    assert "Nobody has the address “x@example.org”." in desk.post(COUNT, {**form, "address": "x@example.org"}).text
    assert words(desk.post(COUNT, {"group": "all"}), "p")[0] == "not yet counted"
    assert not Audience.objects.exists()


def test_people_of_an_audience_are_listed_and_told_by_country_and_language(desk, teachers, monkeypatch):
    monkeypatch.setattr("heliograph.network.audiences.desk.PER_PAGE", 2)
    with_role(teachers[0], "teacher", organization=school("Mombasa", country="KE"))
    made = audience()
    first = desk.get(place(made, "people/"))
    assert words(first, "main p strong") == ["3 people are in it today."]
    assert words(first, "dt, dd") == ["Kenya", "2", "Togo", "2", "English", "2", "French", "1"]
    (following,) = soup(first).select(".paging a")
    second = desk.get(place(made, "people/") + following["href"])
    assert [words(page, "tbody td") for page in (first, second)] == [
        ["ama@example.org", "kofi@example.org"],
        ["wanjiru@example.org"],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_listed_in_the_same_number_of_questions(desk, teachers, count, django_assert_num_queries):
    for extra in range(count):
        with_role(person(), "teacher", organization=school(country=["FR", "TG", "EG"][extra]))
    made = audience()
    with django_assert_num_queries(8):
        desk.get(place(made, "people/"))


@pytest.mark.parametrize("count", [1, 3])
def test_editor_asks_the_same_number_of_questions(desk, teachers, count, django_assert_num_queries):
    named = [str(one.public_id) for one in teachers[:count]]
    made = audience("Named", {"any": [{"clause": "person", "values": [each]} for each in named]})
    with django_assert_num_queries(7):
        desk.get(place(made))


def test_audience_is_counted_again(desk, teachers, clock):
    made = audience()
    with_role(person(), "teacher", organization=school())
    clock.shift(60)
    page = desk.get(desk.post(place(made, "recount/"))["Location"])
    assert words(page, ".note-success") == ["“Teachers”: 4 people."]
    made.refresh_from_db()
    assert (made.people_count, made.counted_at, made.changed_at) == (4, timezone.now(), NOW)


def test_audience_is_deleted_after_a_question(desk):
    made = audience()
    page = desk.get(place(made, "delete/"))
    assert (words(page, "h1"), Audience.objects.count()) == (["Delete “Teachers”?"], 1)
    desk.post(place(made, "delete/"))
    assert Audience.objects.count() == 0
    assert desk.get(place(made)).status_code == 404


def test_change_after_another_is_refused_by_the_domain():
    made = audience()
    with pytest.raises(Refused) as refused:
        changing.change_audience(made, "x", parse(TEACHERS), NOW.replace(year=2020), None, NOW)
    assert refused.value.code == "changed-meanwhile"
