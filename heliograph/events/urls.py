"""Every address of events, by room."""

from __future__ import annotations

from heliograph.events.afterwards.urls import urlpatterns as afterwards
from heliograph.events.agenda.urls import urlpatterns as agenda
from heliograph.events.observances.urls import urlpatterns as observances
from heliograph.events.pages.urls import urlpatterns as pages
from heliograph.events.registering.urls import urlpatterns as registering
from heliograph.events.scheduling.urls import urlpatterns as scheduling

app_name = "events"
urlpatterns = [*afterwards, *agenda, *observances, *pages, *registering, *scheduling]
