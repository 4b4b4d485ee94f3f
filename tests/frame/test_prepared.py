"""Queries whose SQL is written once: as Django's own give, for every shape, and nothing else in their place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from heliograph.frame.prepared import Prepared
from heliograph.frame.sessions import SessionStore

pytestmark = pytest.mark.django_db


def _sessions(*keys: str, days: int = 1) -> None:
    expires = timezone.now() + timedelta(days=days)
    Session.objects.bulk_create([Session(session_key=key, session_data="", expire_date=expires) for key in keys])


def test_the_rows_are_those_that_django_finds_for_every_shape() -> None:
    _sessions("a", "b", "c")
    of = Prepared(lambda keys: Session.objects.filter(session_key__in=keys).order_by("-pk").values_list("pk"))
    assert of.rows(keys=("a",)) == [("a",)]
    assert of.rows(keys=("a", "c")) == [("c",), ("a",)]
    assert of.rows(keys=("b", "none")) == [("b",)]


def test_objects_are_whole_and_their_instants_are_aware() -> None:
    _sessions("a")
    of = Prepared(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at))
    (found,) = of.objects(key="a", at=timezone.now())
    assert (found, found.expire_date) == (Session.objects.get(), Session.objects.get().expire_date)
    assert not list(of.objects(key="a", at=timezone.now() + timedelta(days=2)))


def test_the_sql_is_written_once(django_assert_num_queries: Any) -> None:
    built = []

    def build(key: str) -> Any:
        built.append(key)
        return Session.objects.filter(session_key=key)

    of = Prepared(build)
    with django_assert_num_queries(3):
        for key in ("a", "b", "c"):
            list(of.objects(key=key))
    assert len(built) == 1


def test_a_value_that_would_stand_inside_another_text_is_refused() -> None:
    of = Prepared(lambda key: Session.objects.filter(Q(session_key__contains=key)))
    with pytest.raises(ValueError, match="key"):
        of.rows(key="a")


def test_a_session_is_read_while_it_is_in_force() -> None:
    store = SessionStore()
    store["word"] = "kept"
    store.save()
    assert SessionStore(store.session_key)["word"] == "kept"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    late = SessionStore(store.session_key)
    assert "word" not in late
    assert late.session_key is None
