"""What a timetable needs, on the desk: rooms and when they are closed, slots, when who arrives."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heliograph.calls.desk.doors import posted
from heliograph.calls.doors import organizers_only
from heliograph.conference.desk import READ
from heliograph.conference.doors import desk_conference_or_404
from heliograph.conference.models import Conference
from heliograph.conference.shown import title_of
from heliograph.conference.timetable import rooms as of_rooms
from heliograph.conference.timetable import slots as of_slots
from heliograph.conference.timetable.equipment import names_of
from heliograph.conference.timetable.forms import ArrivalsForm, ClosureForm, CopyDayForm, RoomForm, SlotForm
from heliograph.conference.timetable.loading import clock_words
from heliograph.conference.timetable.models import Room, RoomClosure, Slot
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import Reader, reader_of
from heliograph.library.shown import text_for
from heliograph.moments.locales import join, write_brief_day, write_clock, write_day
from heliograph.moments.zones import zone_info
from heliograph.network.doors import actor
from heliograph.network.states import Refused


def _one(rows: QuerySet[Any], key: str) -> Any:
    """The row that a query or a form names; None where it names none."""
    if not key:
        return None
    try:
        found = rows.filter(public_id=key).first()
    except ValidationError:
        found = None
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, page: str, found: Conference, form: Any, **more: Any) -> HttpResponse:
    context = {"conference": found, "title": title_of(found, reader_of(request)), "form": form, **more}
    wrong = form.errors or more.get("refusal")
    return render(request, f"conference/timetable/{page}.html", context, status=422 if wrong else 200)


def _saved(request: HttpRequest, page: str, slug: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"conference:{page}", slug)


@organizers_only
@READ
def rooms(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The rooms; ``room`` in the query is the one to edit."""
    found, who = desk_conference_or_404(request, slug), (actor(request), arrived_at(request))
    room: Room | None = _one(found.rooms.all(), request.GET.get("room", ""))
    removing = room is not None and "remove" in request.POST
    form, refusal = RoomForm.of(found, room, None if removing else posted(request)), ""
    try:
        if room is not None and removing:
            of_rooms.remove_room(found, room, *who)
            return _saved(request, "desk_rooms", slug)
        if form.is_valid():
            of_rooms.save_room(found, room, form.fields_said(), form.reviewed(), *who)
            return _saved(request, "desk_rooms", slug)
    except Refused as refused:
        refusal = refused.sentence
    reader = reader_of(request)
    source = found.programme.source_language
    rows = found.rooms.prefetch_related("closures")
    lines = [
        (each, text_for(each.name, reader, source), names_of(each.equipment), len(each.closures.all())) for each in rows
    ]
    return _show(request, "rooms", found, form, room=room, lines=lines, refusal=refusal)


@organizers_only
@READ
def closures(request: HttpRequest, slug: str, room: str) -> HttpResponseBase:
    """When a room cannot be used: said, and taken back (``open`` in the form is which)."""
    found, who = desk_conference_or_404(request, slug), (actor(request), arrived_at(request))
    here: Room = _one(found.rooms.all(), str(room))
    opening = request.POST.get("open", "")
    form = ClosureForm(None if opening else posted(request), conference=found)
    if opening:
        closure = here.closures.filter(pk=opening).first() if opening.isdecimal() else None
        if closure is not None:
            of_rooms.open_room(found, closure, *who)
        return redirect("conference:desk_closures", slug, room)
    if form.is_valid():
        try:
            of_rooms.close_room(found, here, form.cleaned_data["when"], form.cleaned_data["reason"], *who)
        except Refused as refused:
            form.add_error("ends", refused.sentence)
        else:
            messages.success(request, _("The room is closed then. What was placed there stands among the conflicts."))
            return redirect("conference:desk_timetable", slug)
    reader = reader_of(request)
    lines = [(each, _stretch_words(each, found, reader)) for each in here.closures.all()]
    name = text_for(here.name, reader, found.programme.source_language)
    return _show(request, "closures", found, form, room=here, name=name, lines=lines)


def _stretch_words(closure: RoomClosure, found: Conference, reader: Reader) -> str:
    begins, ends = (_instant_words(each, found, reader) for each in (closure.begins, closure.ends))
    return f"{begins} – {ends}"


def _instant_words(at: datetime, found: Conference, reader: Reader) -> str:
    there = at.astimezone(zone_info(found.zone))
    return join(write_brief_day(there.date(), reader.language), write_clock(there, reader.language), reader.language)


@organizers_only
@READ
def slots(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The slots by day; ``slot`` in the query is the one to edit, ``copy`` in the form copies a day."""
    found, who = desk_conference_or_404(request, slug), (actor(request), arrived_at(request))
    slot: Slot | None = _one(found.slots.all(), request.GET.get("slot", ""))
    other = "copy" in request.POST or "remove" in request.POST
    form = SlotForm.of(found, slot, None if other else posted(request))
    copying = CopyDayForm(request.POST if "copy" in request.POST else None, conference=found)
    refusal = ""
    try:
        if _change(found, slot, form, copying, request, who):
            return _saved(request, "desk_slots", slug)
    except Refused as refused:
        if other:
            refusal = refused.sentence
        else:
            form.refused(refused)
    days = _days(found, reader_of(request))
    return _show(request, "slots", found, form, slot=slot, days=days, copying=copying, refusal=refusal)


def _change(
    found: Conference, slot: Slot | None, form: SlotForm, copying: CopyDayForm, request: HttpRequest, who: Any
) -> bool:
    """Do what was asked for with slots; False where nothing was. Raises Refused."""
    if slot is not None and "remove" in request.POST:
        of_slots.remove_slot(found, slot, *who)
    elif copying.is_valid():
        of_slots.copy_day(found, copying.cleaned_data["day"], copying.cleaned_data["to"], *who)
    elif form.is_valid():
        of_slots.save_slot(found, slot, form.fields_said(), form.reviewed(), *who)
    else:
        return False
    return True


def _days(found: Conference, reader: Reader) -> list[tuple[str, list[Any]]]:
    """The days with their slots, each with its clock, title and room."""
    source = found.programme.source_language

    def day(slot: Slot) -> date:
        return slot.begins.astimezone(zone_info(found.zone)).date()

    def line(slot: Slot) -> tuple[Any, ...]:
        room = text_for(slot.room.name, reader, source) if slot.room else None
        return slot, clock_words(slot, found.zone, reader.language), text_for(slot.title, reader, source), room

    rows = found.slots.select_related("room")
    return [(write_day(on, reader.language), [line(each) for each in some]) for on, some in groupby(rows, day)]


@organizers_only
@READ
def arrivals(request: HttpRequest, slug: str) -> HttpResponseBase:
    """When who comes from each region arrives."""
    found = desk_conference_or_404(request, slug)
    form = ArrivalsForm(posted(request), conference=found)
    if form.is_valid():
        of_rooms.save_arrivals(found, form.arrivals, actor(request), arrived_at(request))
        return _saved(request, "desk_arrivals", slug)
    return _show(request, "arrivals", found, form)
