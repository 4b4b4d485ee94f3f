"""Addresses of the pages about oneself."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from heliograph.network.account import me, own_address, own_data

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", me.me, name="me"),
    path("me/profile/", me.edit_profile, name="me_profile"),
    path("me/letters/", me.letters, name="me_letters"),
    path("me/sessions/", me.own_sessions, name="me_sessions"),
    path("me/roles/<uuid:public_id>/give-up/", me.give_up, name="me_give_up"),
    path("me/address/", own_address.change, name="me_address"),
    path("me/address/take/<str:token>/", own_address.take, name="me_take_address"),
    path("me/address/object/<str:token>/", own_address.object_to, name="me_object"),
    path("me/data/", own_data.data, name="me_data"),
    path("me/data/download/", own_data.download, name="me_download"),
    path("me/erase/", own_data.erase, name="me_erase"),
    path("me/erase/<str:token>/", own_data.erase_now, name="me_erase_now"),
]
