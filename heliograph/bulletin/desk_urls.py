"""Addresses of the bulletin's desk, under ``/desk/``."""

from __future__ import annotations

from django.urls import path

from heliograph.bulletin.binding import desk as binding
from heliograph.bulletin.desk import imports, issues, items, previews, sending

urlpatterns = [
    path("import/", imports.upload, name="desk_import"),
    path("import/<uuid:public_id>/", imports.review_draft, name="desk_review"),
    path("import/<uuid:public_id>/discard/", imports.discard, name="desk_discard"),
    path("issues/", issues.issue_list, name="desk_issues"),
    path("issues/new/", issues.new_issue, name="desk_new_issue"),
    path("issues/<int:number>/", issues.overview, name="desk_issue"),
    path("issues/<int:number>/edit/", issues.edit_issue, name="desk_edit_issue"),
    path("issues/<int:number>/add-item/", issues.add_item, name="desk_add_item"),
    path("issues/<int:number>/items/<slug:slug>/", items.edit_item, name="desk_item"),
    path("issues/<int:number>/items/<slug:slug>/move/", issues.move, name="desk_move_item"),
    path("issues/<int:number>/items/<slug:slug>/remove/", issues.remove_item, name="desk_remove_item"),
    path("issues/<int:number>/items/<slug:slug>/settle/", issues.settle, name="desk_settle"),
    path("issues/<int:number>/items/<slug:slug>/files/", items.add_file, name="desk_add_file"),
    path(
        "issues/<int:number>/items/<slug:slug>/files/<slug:kind>/<int:pk>/", items.change_file, name="desk_change_file"
    ),
    path("issues/<int:number>/items/<slug:slug>/bind/", binding.bind, name="desk_bind"),
    path("issues/<int:number>/items/<slug:slug>/bindings/<int:pk>/remove/", binding.unbind, name="desk_unbind"),
    path("issues/<int:number>/items/<slug:slug>/proposals/<int:pk>/", binding.make, name="desk_make_call"),
    path(
        "issues/<int:number>/items/<slug:slug>/proposals/<int:pk>/event/", binding.make_of_event, name="desk_make_event"
    ),
    path("issues/<int:number>/items/<slug:slug>/proposals/<int:pk>/unmake/", binding.unmake, name="desk_unmake"),
    path("issues/<int:number>/items/<slug:slug>/proposals/<int:pk>/aside/", binding.set_aside, name="desk_set_aside"),
    path("issues/<int:number>/preview/", previews.preview, name="desk_preview"),
    path("issues/<int:number>/preview/<slug:kind>/", previews.preview, name="desk_preview_kind"),
    path("issues/<int:number>/preview/<slug:kind>/page/", previews.rendition, name="desk_rendition"),
    path("issues/<int:number>/proof/", previews.prove, name="desk_proof"),
    path("issues/<int:number>/reach/", sending.address, name="desk_reach"),
    path("issues/<int:number>/readers/", sending.readers, name="desk_readers"),
    path("issues/<int:number>/publish/", sending.publish, name="desk_publish"),
    path("issues/<int:number>/schedule/", sending.schedule, name="desk_schedule"),
    path("issues/<int:number>/unschedule/", sending.unschedule, name="desk_unschedule"),
    path("issues/<int:number>/progress/", sending.show_progress, name="desk_progress"),
]
