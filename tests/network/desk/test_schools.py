"""Schools on the desk: the list, the record, two people at once, the way back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from heliograph.network import records
from heliograph.network.desk import editing
from heliograph.network.models import Organization
from heliograph.network.states import Refused
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def togo(client, coordinator):
    """The browser of Togo's coordinator."""
    client.force_login(coordinator)
    return client


def place(name, one, **more):
    return reverse(f"network_desk:{name}", args=[one.public_id, *more.values()])


def shown(response):
    return [line.organization.name for line in response.context["lines"]]


def written(one, **changes):
    """What the form of a school posts, as a browser would."""
    record = {name: getattr(one, name) for name in records.CORRECTABLE}
    said = {name: "" if value is None else value for name, value in {**record, **changes}.items()}
    return {**said, "seen": editing.seen_of(one)}


def test_a_coordinator_finds_the_schools_of_the_country_and_no_others(togo):
    school("Ours hidden", visibility="hidden")
    school("Theirs", country="KE")
    assert shown(togo.get("/desk/schools/")) == ["Ours hidden"]
    assert shown(togo.get("/desk/schools/?country=KE")) == []


def test_a_teacher_of_another_country_who_coordinates_here_does_not_manage_there(togo, coordinator):
    abroad = school("Abroad", country="KE")
    with_role(coordinator, "teacher", organization=abroad)
    assert shown(togo.get("/desk/schools/")) == []
    assert togo.get(place("organization", abroad)).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["A", "B", "C"]),
        ("?sort=confirmed", ["B", "A", "C"]),
        ("?sort=added", ["C", "B", "A"]),
        ("?sort=nonsense", ["A", "B", "C"]),
        ("?confirmation=stale", ["A", "C"]),
        ("?lacks=address", ["C"]),
        ("?lacks=focal-point", ["B", "C"]),
        ("?kind=ministry", ["B"]),
        ("?visibility=hidden&level=tvet", ["C"]),
    ],
)
@pytest.mark.every_case
def test_the_list_is_sorted_and_filtered(togo, query, names):
    focal = school("A", confirmed_on=TODAY - timedelta(days=900))
    with_role(person(), "focal-point", organization=focal)
    school("B", confirmed_on=TODAY, kind="ministry")
    school("C", email="", visibility="hidden", levels=["tvet"])
    assert shown(togo.get(f"/desk/schools/{query}")) == names


def test_pages_of_the_list_by_confirmation_follow_one_another(togo, monkeypatch):
    monkeypatch.setattr("heliograph.network.desk.organizations.PER_PAGE", 2)
    for name, days in [("A", 1), ("B", 1), ("C", None), ("D", 5), ("E", None)]:
        school(name, confirmed_on=TODAY - timedelta(days=days) if days else None)
    found, query = [], "?sort=confirmed"
    for _page in range(3):
        response = togo.get(f"/desk/schools/{query}")
        found.append(shown(response))
        query = f"?sort=confirmed&after={response.context['page'].after}"
    assert found == [["B", "A"], ["D", "E"], ["C"]]
    back = togo.get(f"/desk/schools/?sort=confirmed&before={Organization.objects.get(name='C').pk}")
    assert shown(back) == ["D", "E"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(togo, count, django_assert_num_queries):
    for _number in range(count):
        school()
    with django_assert_num_queries(5):
        togo.get("/desk/schools/")


def test_the_list_is_saved_as_it_is_filtered(togo):
    school("Ours")
    school("Ours too", kind="ministry")
    school("Theirs", country="KE")
    answer = togo.get("/desk/schools/?format=json&kind=school")
    assert [row["name"] for row in json.loads(answer.getvalue())] == ["Ours"]
    assert togo.get("/desk/schools/?format=exe").status_code == 404


def test_picked_records_are_confirmed_and_those_of_another_country_are_not(togo):
    ours, theirs, left = school(), school(country="KE"), school()
    togo.post("/desk/schools/change/", {"pick": [ours.public_id, theirs.public_id, "nonsense"], "do": "confirm"})
    confirmed = Organization.objects.filter(confirmed_on=TODAY)
    assert list(confirmed) == [ours]
    assert left.entries.count() == 0


def test_what_is_shown_of_picked_schools_is_set_at_once_and_the_list_stays_filtered(togo):
    one, two = school(visibility="full"), school(visibility="name")
    data = {"pick": [one.public_id, two.public_id], "do": "show", "visibility": "name"}
    answer = togo.post("/desk/schools/change/?kind=school&sort=added", data)
    assert answer["Location"] == "/desk/schools/?kind=school&sort=added"
    assert [entry.changes for entry in one.entries.all()] == [{"visibility": ["full", "name"]}]
    assert two.entries.count() == 0


def test_the_page_of_a_school_shows_its_people_and_its_log_in_words(togo, coordinator):
    one = school("Old", levels=["primary"])
    with_role(person("focal@example.org", name="Ama Focal"), "focal-point", organization=one)
    with_role(person("past@example.org", name="Past One"), "teacher", organization=one, ends=TODAY - timedelta(days=9))
    records.correct(one, {"name": "New", "levels": ["primary", "tvet"], "languages": []}, coordinator, NOW)
    response = togo.get(place("organization", one))
    assert [str(role.person) for role in response.context["roles"]] == ["Ama Focal"]
    assert [str(role.person) for role in response.context["past"]] == ["Past One"]
    assert [(c.label, c.before, c.after) for c in response.context["log"][0].changes] == [
        ("Name", "Old", "New"),
        ("Levels", "primary", "primary, technical and vocational"),
        ("Teaching languages", "French", "–"),
    ]


def test_a_record_that_was_merged_leads_to_the_one_that_stays(togo):
    kept, gone = school(), school()
    Organization.objects.filter(pk=gone.pk).update(merged_into=kept)
    assert togo.get(place("organization", gone))["Location"] == place("organization", kept)
    abroad, there = school(country="KE"), school(country="KE")
    Organization.objects.filter(pk=there.pk).update(merged_into=abroad)
    assert togo.get(place("organization", there)).status_code == 404


def test_a_new_school_gets_coordinates_and_clock_of_its_town(togo):
    data = {"kind": "school", "name": " École   neuve ", "name_language": "fr", "country": "TG", "city": "kara"}
    answer = togo.post("/desk/schools/new/", {**data, "correspondence": "fr", "visibility": "hidden"})
    made = Organization.objects.get(name="École neuve")
    assert answer["Location"] == place("organization", made)
    assert (round(made.latitude or 0), made.zone, made.membership) == (10, "Africa/Lome", "none")


def test_a_new_school_in_a_country_of_somebody_else_is_refused_and_what_was_written_stays(togo):
    data = {"kind": "school", "name": "École neuve", "name_language": "fr", "country": "KE", "visibility": "hidden"}
    answer = togo.post("/desk/schools/new/", data)
    assert (answer.status_code, Organization.objects.count()) == (422, 0)
    assert sorted(answer.context["form"].errors) == ["country"]
    assert 'value="École neuve"' in answer.text
    assert 'href="#id_country"' in answer.text


NEW = "/desk/schools/new/"
NEUVE = {"kind": "school", "name": "École neuve", "name_language": "fr", "country": "TG", "visibility": "hidden"}


def test_a_form_that_is_sent_twice_adds_one_school(togo):
    public_id = togo.get(NEW).context["id"]
    answers = [togo.post(NEW, {**NEUVE, "id": public_id}) for _time in range(2)]
    made = Organization.objects.get()
    assert made.public_id == public_id
    assert [answer["Location"] for answer in answers] == [place("organization", made)] * 2
    assert [entry.verb for entry in made.entries.all()] == ["added"]
    togo.post(NEW, {**NEUVE, "name": "Autre école", "id": public_id})
    assert sorted(Organization.objects.values_list("name", flat=True)) == ["Autre école", "École neuve"]


def test_the_id_of_a_school_elsewhere_leads_nowhere(togo):
    abroad = school("École neuve", country="KE")
    answer = togo.post(NEW, {**NEUVE, "id": abroad.public_id})
    assert answer["Location"] == place("organization", Organization.objects.get(country="TG"))
    for nonsense in ("", "x", "0"):
        assert togo.post(NEW, {**NEUVE, "name": f"Other {nonsense}", "id": nonsense}).status_code == 302


@pytest.mark.parametrize(
    ("stands", "written", "status"),
    [
        ({"name": "ECOLE  Neuve", "city": "Lome"}, {"city": "Lomé"}, 409),
        ({"name": "Other", "email": "Office@example.org"}, {"email": "office@EXAMPLE.org"}, 409),
        ({"name": "École neuve", "city": "Kara"}, {"city": "Lomé"}, 302),
        ({"name": "École neuve", "city": "Lomé", "country": "KE"}, {"city": "Lomé"}, 302),
        ({"name": "Other", "email": "office@example.org", "country": "KE"}, {"email": "office@example.org"}, 302),
    ],
)
def test_a_school_that_is_there_is_shown_before_another_is_added(togo, stands, written, status):
    one = school(**stands)
    answer = togo.post(NEW, {**NEUVE, **written})
    assert (answer.status_code, Organization.objects.count()) == (status, 1 if status == 409 else 2)
    if status == 409:
        assert f'There is <a href="{place("organization", one)}">' in answer.text
        more = {"id": answer.context["id"], "nevertheless": answer.context["alike_ids"]}
        assert f'name="nevertheless" value="{one.public_id}"' in answer.text
        togo.post(NEW, {**NEUVE, **written, **more})
        assert Organization.objects.count() == 2


def test_what_is_alike_and_was_not_seen_yet_is_shown_again(togo):
    seen, unseen = school("École neuve", city=""), school("Other", email="a@example.org")
    answer = togo.post(NEW, {**NEUVE, "email": "a@example.org", "nevertheless": str(seen.public_id)})
    assert (answer.status_code, answer.context["alike"]) == (409, [seen, unseen])


def test_a_new_school_is_written_to_in_the_language_of_its_country(desk):
    assert desk.get(f"{NEW}?country=TG").context["form"]["correspondence"].value() == "fr"
    for country, language in (("TG", "fr"), ("KE", "en"), ("DE", "en"), ("EG", "ar")):
        desk.post(NEW, {**NEUVE, "country": country, "correspondence": ""})
        assert Organization.objects.get(country=country).correspondence == language


def test_a_moved_school_gets_the_new_town_unless_its_coordinates_are_written(togo):
    one = school(city="Lomé", latitude=6.13, longitude=1.22)
    togo.post(place("edit_organization", one), written(one, city="Kara"))
    one.refresh_from_db()
    assert (round(one.latitude or 0), one.zone) == (10, "Africa/Lome")
    togo.post(place("edit_organization", one), written(one, city="Lomé", latitude="6.5", longitude="1.5"))
    one.refresh_from_db()
    assert (one.latitude, one.longitude) == (6.5, 1.5)
    togo.post(place("edit_organization", one), written(one, city="Nowhere", note="moved"))
    one.refresh_from_db()
    assert (one.latitude, one.zone) == (None, "Africa/Lome")
    assert one.entries.values_list("note", flat=True).first() == "moved"


def test_saving_what_stands_there_changes_nothing(togo):
    one = school(levels=["tvet", "primary"], languages=["fr", "pt-BR"], latitude=6.13, longitude=1.22, learners="1-49")
    answer = togo.post(place("edit_organization", one), written(one))
    assert (answer.status_code, one.entries.count()) == (302, 0)


def test_who_saves_second_is_shown_what_changed_and_overwrites_nothing(togo, secretary):
    one = school("Name", web="https://old.example.org", city="Lomé")
    mine = written(one, name="My name", email="mine@example.org")
    records.correct(one, {"name": "Their name", "web": "https://new.example.org"}, secretary, NOW)
    answer = togo.post(place("edit_organization", one), mine)
    assert (answer.status_code, Organization.objects.get().name) == (409, "Their name")
    assert [(d.label, d.seen, d.now, d.mine) for d in answer.context["differences"]] == [
        ("Name", "Name", "Their name", "My name"),
        ("Web address", "https://old.example.org", "https://new.example.org", ""),
    ]
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields} | {"seen": answer.context["seen"]}
    togo.post(place("edit_organization", one), {name: "" if v is None else v for name, v in again.items()})
    one.refresh_from_db()
    assert (one.name, one.web, one.email) == ("My name", "https://new.example.org", "mine@example.org")


def test_without_a_word_of_what_was_seen_nothing_is_overwritten(togo):
    one = school("Name")
    answer = togo.post(place("edit_organization", one), {**written(one, name="Other"), "seen": "nonsense"})
    assert (answer.status_code, Organization.objects.get().name) == (409, "Name")


def test_a_correction_is_taken_back_by_one_press(togo, coordinator):
    one = school("Before", visibility="hidden")
    records.correct(one, {"name": "After"}, coordinator, NOW)
    togo.post(place("take_back", one), {"entry": one.entries.get().pk})
    assert Organization.objects.get().name == "Before"
    assert [entry.verb for entry in one.entries.all()] == ["corrected", "corrected"]


def test_a_confirmation_is_taken_back_too(togo, coordinator):
    one = school(confirmed_on=TODAY - timedelta(days=800))
    records.confirm(one, coordinator, NOW)
    editing.take_back(one.entries.get(), coordinator, NOW)
    assert Organization.objects.get().confirmed_on == TODAY - timedelta(days=800)


def test_what_was_changed_again_since_is_not_taken_back(togo, coordinator):
    one = school("First")
    records.correct(one, {"name": "Second"}, coordinator, NOW)
    entry = one.entries.get()
    records.correct(one, {"name": "Third"}, coordinator, NOW)
    answer = togo.post(place("take_back", one), {"entry": entry.pk})
    assert (answer.status_code, "changed again" in answer.text) == (409, True)
    assert Organization.objects.get().name == "Third"


def test_nobody_takes_back_what_would_move_a_school_into_a_country_that_is_not_his(coordinator, secretary):
    one = school(country="KE")
    records.correct(one, {"country": "TG"}, secretary, NOW)
    with pytest.raises(Refused) as caught:
        editing.take_back(one.entries.get(), coordinator, NOW)
    assert caught.value.code == "elsewhere"


def test_an_entry_of_another_school_is_not_found(togo, secretary):
    one, abroad = school(), school(country="KE")
    records.correct(abroad, {"name": "Other"}, secretary, NOW)
    assert togo.post(place("take_back", one), {"entry": abroad.entries.get().pk}).status_code == 404


@pytest.mark.parametrize("name", ["organization", "edit_organization", "take_back"])
def test_schools_of_another_country_are_not_found(coordinator, name):
    client = Client()
    client.force_login(coordinator)
    abroad = school(country="KE")
    method = client.post if name == "take_back" else client.get
    assert method(place(name, abroad)).status_code == 404
