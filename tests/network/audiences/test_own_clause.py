"""A clause of an app above: registered, and everything here works with it unchanged."""

from __future__ import annotations

import pytest
from django.db.models import Q

from heliograph.network.audiences import clauses
from heliograph.network.audiences.clauses import Clause, Phrase
from heliograph.network.audiences.judging import judge
from heliograph.network.audiences.parsing import Unreadable, as_data, parse
from heliograph.network.audiences.selecting import people
from heliograph.network.audiences.wording import in_words
from heliograph.network.models import Audience, Certificate
from tests.bulletin.desk.pages import soup, words
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db

STATES = [("sent", "sent"), ("accepted", "accepted")]
CALLS = [("posters", "Posters"), ("webinar", "Webinar")]


class AnsweredClause(Clause):
    """Whose school has answered a call; in this test an answer is a certificate named "CALL STATE"."""

    slug = "answered"
    label = "Answered"
    order = 200
    more = {"call": "Call"}

    def options(self):
        return STATES

    def options_of(self, key):
        return CALLS

    def answers(self, leaf):
        names = [f"{dict(leaf.more)['call']} {state}" for state in leaf.values]
        return Certificate.objects.filter(name__in=names)

    def condition(self, leaf):
        at = self.answers(leaf).values("organization")
        return Q(organization__isnull=False) & Q(organization__in=at)

    def known(self, person, leaf):
        return frozenset(self.answers(leaf).values_list("organization", flat=True))

    def holds(self, leaf, standing, known):
        return standing.at is not None and standing.at.pk in known

    def reason(self, leaf, standing, holds):
        return "Your school has answered." if holds else "Your school has not answered."

    def phrase(self, leaf):
        return Phrase(that=f"whose school has answered {dict(leaf.more)['call']}")


@pytest.fixture(autouse=True)
def answered(monkeypatch):
    monkeypatch.setattr(clauses, "_clauses", dict(clauses._clauses))
    clauses.register(AnsweredClause())


DATA = {"clause": "answered", "values": ["sent", "accepted"], "call": "posters"}


def answer(organization, name):
    Certificate.objects.create(
        code=f"C{organization.pk}", organization=organization, name=name, member_since=2001, issued_at=NOW
    )


@pytest.fixture
def network():
    sent, elsewhere, silent = school("Sent"), school("Elsewhere"), school("Silent")
    answer(sent, "posters sent")
    answer(elsewhere, "webinar sent")
    return {
        "sent": with_role(person(), "teacher", organization=sent),
        "elsewhere": with_role(person(), "teacher", organization=elsewhere),
        "silent": with_role(person(), "teacher", organization=silent),
        "coordinator": with_role(person(), "coordinator", country="TG"),
        "nobody": person(),
    }


@pytest.mark.parametrize(
    ("data", "chosen"),
    [
        (DATA, ["sent"]),
        ({"not": DATA}, ["elsewhere", "silent", "coordinator", "nobody"]),
        ({"all": [{"clause": "role", "values": ["teacher"]}, {"not": DATA}]}, ["elsewhere", "silent"]),
    ],
)
def test_foreign_clause_selects_and_judges(network, data, chosen):
    rule = parse(data)
    assert as_data(rule) == data
    assert set(people(rule, TODAY)) == {network[name] for name in chosen}
    assert [name for name, who in network.items() if judge(rule, who, TODAY).holds] == chosen


def test_foreign_clause_has_words_and_reasons(network):
    assert in_words(parse(DATA), "en") == "People whose school has answered posters."
    assert judge(parse(DATA), network["silent"], TODAY).reasons == ("Your school has not answered.",)


@pytest.mark.parametrize("change", [{"call": "dances"}, {"call": None}, {"values": ["lost"]}])
def test_foreign_clause_checks_its_own_keys(change):
    with pytest.raises(Unreadable):
        parse({**DATA, **change})


def test_foreign_clause_is_edited_with_its_own_keys(desk):
    page = desk.post("/desk/audiences/new/", {"group": "all", "do": "line", "new": "answered"})
    assert words(page, "fieldset.rule-line legend") == ["Answered (1)"]
    assert [option["value"] for option in soup(page).select("select[name='more-call-0'] option")] == [
        "", "posters", "webinar",
    ]  # fmt: skip
    form = {"group": "all", "line-0": "answered", "values-0": ["sent", "accepted"], "name": "Answered", "do": "save"}
    refused = desk.post("/desk/audiences/new/", form)
    assert words(refused, "#fault-0") == ["Something is not chosen yet."]
    desk.post("/desk/audiences/new/", {**form, "more-call-0": "posters"})
    assert Audience.objects.get().rule == {"all": [DATA]}


def test_audience_whose_clause_is_gone_is_shown_as_such(desk):
    made = Audience.objects.create(name="Answered", rule={"all": [DATA]}, made_at=NOW, changed_at=NOW)
    del clauses._clauses["answered"]
    said = "There is no such clause."
    assert words(desk.get("/desk/audiences/"), "tbody td.wide") == [said]
    page = desk.get(f"/desk/audiences/{made.public_id}/")
    assert f"The rule can no more be read. {said}" in page.text
    assert desk.get(f"/desk/audiences/{made.public_id}/people/").status_code == 200
    assert desk.post(f"/desk/audiences/{made.public_id}/recount/").status_code == 302
