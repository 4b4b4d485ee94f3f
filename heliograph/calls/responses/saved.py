"""Saved views of the table: made, named anew, shared, put first, taken away; each by its owner alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from heliograph.calls.models import Call
from heliograph.calls.responses.asking import asked_of
from heliograph.calls.responses.models import SavedView
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused

LONGEST = 8000
#: So many views can one have of a call.
MOST = 50


def views_of(call: Call, person: Person) -> QuerySet[SavedView]:
    """A person's own views of a call's table and those that others share, by name."""
    found = SavedView.objects.filter(Q(person=person) | Q(shared=True), call=call)
    return found.select_related("person").order_by("name", "pk")


def own_views(call: Call, person: Person) -> QuerySet[SavedView]:
    return SavedView.objects.filter(call=call, person=person)


def first_of(call: Call, person: Person) -> SavedView | None:
    """The view that somebody sees when he comes to the table; None: it stands as it stands for everybody."""
    return own_views(call, person).filter(first=True).first()


@transaction.atomic
def save(call: Call, person: Person, name: str, query: str, at: datetime, *, shared: bool) -> SavedView:
    """Keep a table under a name; a view of one's own that has the name is changed. Raises Refused."""
    name, own = _checked(name), own_views(call, person)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise Refused("too-many", _("You have %(most)s views of this call. Delete one of them first.") % {"most": MOST})
    kept = asked_of(call, QueryDict(query[:LONGEST]), person).query().urlencode()
    given = {"query": kept, "shared": shared, "saved_at": at}
    found, _made = SavedView.objects.update_or_create(call=call, person=person, name=name, defaults=given)
    return found


def _checked(name: str) -> str:
    name = clean_line(name)
    if not name:
        raise Refused("no-name", _("Give the view a name."))
    if len(name) > 80:
        raise Refused("long-name", _("The name is too long: 80 characters are possible."))
    return name


@transaction.atomic
def rename(view: SavedView, name: str, at: datetime) -> None:
    """Give a view another name. Raises Refused where another of one's own has it."""
    name = _checked(name)
    if own_views(view.call, view.person).filter(name=name).exclude(pk=view.pk).exists():
        raise Refused("name-taken", _("You have another view of this name. Choose a different one."))
    view.name, view.saved_at = name, at
    view.save(update_fields=["name", "saved_at"])


def share(view: SavedView, at: datetime, *, shared: bool) -> None:
    """Show a view to all who run the call, or to oneself alone."""
    view.shared, view.saved_at = shared, at
    view.save(update_fields=["shared", "saved_at"])


@transaction.atomic
def put_first(view: SavedView, *, first: bool) -> None:
    """Make a view what its owner sees when he comes to the table; there is one such at most."""
    own_views(view.call, view.person).filter(first=True).update(first=False)
    view.first = first
    view.save(update_fields=["first"])


def remove(view: SavedView) -> None:
    view.delete()
