"""Rules in words, verdicts with reasons."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from heliograph.network.audiences.judging import judge, judge_in
from heliograph.network.audiences.parsing import parse
from heliograph.network.audiences.standings import At, Standing, Who
from heliograph.network.audiences.wording import in_words
from tests.network.audiences.networks import rules
from tests.network.factories import TODAY, person, school, with_role

WHO = Who(1, uuid4(), ("en", "fr"))
SCHOOL = At(1, "School", "school", "suspended", frozenset({"primary"}), frozenset({"fr"}), frozenset({"peace"}))
MINISTRY = At(2, "Ministry", "ministry", "none", frozenset(), frozenset(), frozenset())
TEACHER = Standing(WHO, 1, "teacher", "FR", "", SCHOOL)
ORGANIZER = Standing(WHO, 2, "organizer", "KE", "", MINISTRY)
COORDINATOR = Standing(WHO, 3, "coordinator", "TG")
OFFICE = Standing(WHO, 4, "regional-office", "", "Africa")
NOBODY = Standing(WHO)


def line(clause, *values):
    return {"clause": clause, "values": list(values)}


def everything(*parts):
    return {"all": list(parts)}


SENTENCES = [
    (
        everything(
            line("role", "coordinator", "deputy"),
            line("region", "Africa"),
            line("language", "fr"),
            {"not": line("membership", "suspended")},
        ),
        "National Coordinators or deputy coordinators in Africa who read French, but not people whose organization is "
        "suspended.",
    ),
    (
        everything(
            line("language", "fr"),
            line("membership", "member", "candidate"),
            line("level", "primary", "lower-secondary"),
            line("country", "KE", "TG", "FR"),
            line("organization-kind", "school"),
            line("role", "focal-point"),
        ),
        "Focal points at schools in Kenya, Togo or France at primary or lower secondary level whose organization is a "
        "member or a candidate and who read French.",
    ),
    (
        everything(line("role", "teacher"), {"any": [line("language", "fr"), line("theme", "peace")]}),
        "Teachers, but only (people who read French or people whose organization works on peace and human rights).",
    ),
    ({"any": [line("role", "teacher"), line("region", "Arab States")]}, "Teachers or people in the Arab States."),
    (
        {"any": [line("role", "teacher"), {"not": line("country", "KE")}]},
        "Teachers or (everybody, but not people in Kenya).",
    ),
    (
        {"not": {"any": [line("role", "teacher"), line("country", "KE")]}},
        "Everybody, but not teachers or people in Kenya.",
    ),
    ({"not": everything(line("role", "teacher"), line("country", "KE"))}, "Everybody, but not teachers in Kenya."),
    (everything(line("country", "KE"), line("country", "TG")), "People in Kenya, but only people in Togo."),
    (
        line("country", "KE", "TG", "FR", "DE", "ES", "IT", "GB", "US"),
        "People in Kenya, Togo, France, Germany, Spain, Italy or 2 more.",
    ),
    (line("teaching-language", "ar"), "People where teaching is in Arabic."),
    (line("person", str(uuid4())), "1 person chosen by name."),
    (line("person", str(uuid4()), str(uuid4())), "2 people chosen by name."),
    (everything(line("everybody"), line("role", "principal")), "Principals."),
    (line("everybody"), "Everybody."),
    ({"all": []}, "Everybody."),
    ({"any": []}, "Nobody."),
    ({"not": {"all": []}}, "Nobody."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), SENTENCES)
def test_rule_is_told_in_a_sentence(data, sentence):
    assert in_words(parse(data), "en") == sentence


@given(rules([str(WHO.public_id)]), st.sampled_from(["en", "fr", "es", "ar"]))
def test_every_rule_has_words_and_every_verdict_a_reason(data, language):
    rule = parse(data)
    assert in_words(rule, language).strip(" .")
    with translation.override(language):
        assert all(judge_in(rule, [standing]).reasons for standing in (TEACHER, ORGANIZER, COORDINATOR, OFFICE, NOBODY))


REASONS = [
    (line("role", "coordinator"), TEACHER, ["You are not a National Coordinator."]),
    (line("role", "coordinator", "teacher"), TEACHER, ["You are a teacher."]),
    (line("country", "KE", "TG"), TEACHER, ["Your school is not in Kenya or Togo."]),
    (line("country", "FR", "TG"), TEACHER, ["Your school is in France."]),
    (line("country", "TG"), ORGANIZER, ["Your organization is not in Togo."]),
    (line("region", "Africa"), COORDINATOR, ["Your role is in Africa."]),
    (line("region", "Arab States"), OFFICE, ["Your role is not in the Arab States."]),
    (line("region", "Africa"), NOBODY, ["You have no role in Africa."]),
    (line("organization-kind", "school"), ORGANIZER, ["Your organization is not a school."]),
    (line("organization-kind", "school"), COORDINATOR, ["You have no role at a school or another organization."]),
    (line("level", "primary", "tvet"), TEACHER, ["Your school is at primary level."]),
    (line("level", "tvet"), ORGANIZER, ["Your organization is not at technical and vocational level."]),
    (line("teaching-language", "en"), TEACHER, ["Your school does not teach in English."]),
    (line("membership", "member", "candidate"), TEACHER, ["Your school is not a member or a candidate."]),
    (line("membership", "none"), ORGANIZER, ["Your organization is outside the network."]),
    (line("theme", "peace"), TEACHER, ["Your school works on peace and human rights."]),
    (line("language", "fr", "ar"), TEACHER, ["You read French."]),
    (line("language", "ar"), TEACHER, ["You do not read Arabic, as far as your profile says."]),
    (line("person", str(WHO.public_id)), TEACHER, ["You are one of the people chosen by name."]),
    ({"not": line("membership", "suspended")}, TEACHER, ["Your school is suspended."]),
    (
        everything(line("role", "teacher"), line("country", "KE"), line("language", "ar")),
        TEACHER,
        ["Your school is not in Kenya.", "You do not read Arabic, as far as your profile says."],
    ),
    (
        {"any": [line("role", "principal"), everything(line("role", "teacher"), line("country", "KE"))]},
        TEACHER,
        ["You are not a principal.", "Your school is not in Kenya."],
    ),
    ({"all": []}, NOBODY, ["Everybody is addressed."]),
    ({"any": []}, TEACHER, ["Nobody is addressed."]),
]


@pytest.mark.parametrize(("data", "standing", "reasons"), REASONS)
def test_verdict_gives_the_reasons_that_decide(data, standing, reasons):
    assert list(judge_in(parse(data), [standing]).reasons) == reasons


def test_reasons_are_those_of_the_standing_that_comes_closest():
    rule = parse(everything(line("role", "coordinator"), line("country", "KE"), line("language", "fr")))
    verdict = judge_in(rule, [TEACHER, OFFICE, COORDINATOR])
    assert (verdict.holds, verdict.standing, verdict.reasons) == (False, COORDINATOR, ("Your role is not in Kenya.",))


def test_rule_holds_in_one_standing_and_not_across_two():
    rule = parse(everything(line("role", "teacher"), line("country", "KE")))
    assert not judge_in(rule, [TEACHER, ORGANIZER]).holds
    assert judge_in(rule, [ORGANIZER, Standing(WHO, 5, "teacher", "KE", "", SCHOOL)]).holds


@pytest.mark.django_db
def test_person_is_judged_in_one_query(django_assert_num_queries):
    who = person(languages=["fr"])
    for each in range(3):
        with_role(who, "teacher", organization=school(f"School {each}"))
    rule = parse(everything(line("role", "teacher"), line("language", "fr"), line("level", "primary")))
    with django_assert_num_queries(1):
        assert judge(rule, who, TODAY).holds


@pytest.mark.django_db
def test_closed_account_is_in_no_audience():
    verdict = judge(parse(line("everybody")), person(is_active=False), TODAY)
    assert (verdict.holds, verdict.reasons, verdict.standing) == (False, ("Your account is closed.",), None)
