"""Duplicates on the desk: pairs of one's own countries, side by side, merged, undone, told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heliograph.network.confirming.facts import state_of
from heliograph.network.merging.merge import merge
from heliograph.network.merging.models import Merge, NotDuplicate
from heliograph.network.models import Organization
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
PAGE = "/desk/duplicates/"


@pytest.fixture
def pair():
    """The same school twice: a member, and what somebody added later."""
    member = school("Lycée de Tokoin", email="office@example.org", web="")
    again = school("Lycée Tokoin", membership="none", member_since=None, web="https://tokoin.example.org/")
    return member, again


def page_of(stays, goes):
    return f"{reverse('network_desk:merge', args=[stays.public_id])}?with={goes.public_id}"


def sent(stays, goes, **chosen):
    return {"seen": f"{state_of(stays)} {state_of(goes)}", **chosen}


ALL_STAY = dict.fromkeys(("name", "email", "web", "identifier"), "stays")


def test_a_coordinator_sees_the_pairs_of_his_country_with_the_reasons(client, coordinator, pair):
    for _time in range(2):
        school("Lycée de Mombasa", country="KE", city="Mombasa")
    client.force_login(coordinator)
    shown = client.get(PAGE).content.decode()
    assert "the same name · the same town" in shown
    assert page_of(*pair) in shown
    assert "Mombasa" not in shown
    assert "Mombasa" not in client.get(PAGE + "?country=KE").content.decode()


def test_the_secretariat_chooses_a_country(desk, pair):
    school("Lycée de Nairobi", country="KE")
    assert "Tokoin" not in desk.get(PAGE).content.decode()
    assert "Tokoin" in desk.get(PAGE + "?country=TG").content.decode()


def test_the_page_takes_the_same_number_of_queries_for_one_pair_and_for_three(
    client, coordinator, pair, django_assert_num_queries
):
    client.force_login(coordinator)
    with django_assert_num_queries(9):
        client.get(PAGE)
    for name in ("Collège A", "Collège B"):
        school(name)
        school(name)
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_choosing_field_by_field_and_pressing_merges(client, coordinator, pair):
    stays, goes = pair
    client.force_login(coordinator)
    asked = client.get(page_of(stays, goes)).content.decode()
    assert "The better one stays: member." in asked
    assert goes.merged_into is None
    answer = client.post(page_of(stays, goes), sent(stays, goes, **ALL_STAY | {"web": "goes"}))
    assert answer.status_code == 302
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.name, stays.web, goes.merged_into) == ("Lycée de Tokoin", "https://tokoin.example.org/", stays)


def test_a_merge_that_is_done_leads_to_the_record_that_stays(client, coordinator, pair):
    stays, goes = pair
    form, third = sent(stays, goes, **ALL_STAY), school()
    merge(stays, goes, {}, coordinator, timezone.now())
    client.force_login(coordinator)
    for address in (page_of(stays, goes), page_of(goes, stays)):
        answer = client.post(address, form, follow=True)
        assert answer.redirect_chain == [(reverse("network_desk:organization", args=[stays.public_id]), 302)]
        assert "These two are merged already" in answer.content.decode()
    answer = client.post(page_of(third, goes), form, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}?country=TG", 302)]
    assert "“Lycée Tokoin” was merged into another record meanwhile." in answer.content.decode()
    assert Merge.objects.count() == 1
    client.force_login(with_role(person(), "coordinator", country="KE"))
    assert {client.post(page_of(one, goes), form).status_code for one in (stays, third)} == {404}


def test_the_log_names_the_record_that_was_merged_in_words(client, coordinator, pair):
    merge(*pair, {}, coordinator, timezone.now())
    client.force_login(coordinator)
    page = client.get(reverse("network_desk:organization", args=[pair[0].public_id]))
    assert [(one.label, one.before, one.after) for one in page.context["log"][0].changes] == [
        ("The other record", pair[1].identifier, "–")
    ]


def test_every_choice_must_be_made_and_what_changed_meanwhile_is_looked_at_again(client, coordinator, pair):
    stays, goes = pair
    client.force_login(coordinator)
    assert client.post(page_of(stays, goes), sent(stays, goes, name="stays")).status_code == 422
    form = sent(stays, goes, **ALL_STAY)
    Organization.objects.filter(pk=goes.pk).update(web="https://new.example.org/")
    answer = client.post(page_of(stays, goes), form)
    assert answer.status_code == 409
    assert "https://new.example.org/" in answer.content.decode()
    assert not Merge.objects.exists()


def test_only_the_secretariat_merges_across_countries(client, coordinator, secretary, pair):
    office = with_role(person(), "regional-office", region="Africa")
    own, foreign = pair[0], school(country="KE")
    for who, status in ((coordinator, 404), (office, 404), (secretary, 200)):
        client.force_login(who)
        assert client.get(page_of(own, foreign)).status_code == status
    client.force_login(coordinator)
    assert client.get(page_of(foreign, school(country="KE"))).status_code == 404


def test_a_record_is_not_merged_with_itself_or_with_nothing(client, coordinator, pair):
    client.force_login(coordinator)
    assert "cannot be merged with itself" in client.get(page_of(pair[0], pair[0])).content.decode()
    address = reverse("network_desk:merge", args=[pair[0].public_id])
    assert client.get(address).status_code == 302
    assert client.get(f"{address}?with=x").status_code == 404
    foreign = reverse("network_desk:merge", args=[school(country="KE").public_id])
    assert client.get(foreign).status_code == 404


def test_saying_that_two_are_two_is_remembered_and_can_be_taken_back(client, coordinator, pair):
    client.force_login(coordinator)
    one, other = ({"one": first.public_id, "other": second.public_id} for first, second in (pair, pair[::-1]))
    for form in (one, other):
        client.post(PAGE + "apart/", form)
    assert NotDuplicate.objects.get().by == coordinator
    shown = client.get(PAGE).content.decode()
    assert "the same name" not in shown
    assert "Said to be two" in shown
    client.post(PAGE + "apart/", {**one, "again": "1"})
    assert "the same name" in client.get(PAGE).content.decode()
    foreign = school(country="KE")
    assert client.post(PAGE + "apart/", {"one": pair[0].public_id, "other": foreign.public_id}).status_code == 404


def test_a_merge_is_undone_by_one_press_and_only_by_who_looks_after_the_country(client, coordinator, pair):
    made = merge(*pair, {}, coordinator, timezone.now() - timedelta(days=2))
    undo = reverse("network_desk:undo_merge", args=[made.public_id])
    client.force_login(with_role(person(), "coordinator", country="KE"))
    assert client.post(undo).status_code == 404
    client.force_login(coordinator)
    assert undo in client.get(PAGE).content.decode()
    assert client.post(undo).status_code == 302
    assert Organization.objects.get(pk=pair[1].pk).merged_into is None
    assert undo not in client.get(PAGE).content.decode()


def test_the_page_of_a_school_leads_to_its_duplicates_and_to_the_undoing(client, coordinator, pair):
    client.force_login(coordinator)
    address = reverse("network_desk:organization", args=[pair[0].public_id])
    assert page_of(*pair) in client.get(address).content.decode()
    made = merge(*pair, {}, coordinator, timezone.now())
    assert reverse("network_desk:undo_merge", args=[made.public_id]) in client.get(address).content.decode()


@pytest.mark.parametrize("kind", ["focal-point", "principal", "teacher", "organizer"])
def test_who_manages_no_country_finds_no_such_page(client, pair, kind):
    client.force_login(with_role(person(), kind, organization=pair[0]))
    assert client.get(PAGE).status_code == 404
    assert client.get(page_of(*pair)).status_code == 404
    assert client.post(PAGE + "apart/").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, pair):
    made = merge(*pair, {}, person(), NOW)
    pages = [PAGE, page_of(*pair), reverse("network_desk:undo_merge", args=[made.public_id])]
    assert {client.get(each).status_code for each in pages} == {302}
