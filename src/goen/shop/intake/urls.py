"""Addresses of `intake`."""

from __future__ import annotations

from django.urls import path

from goen.shop.intake import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<str:name>/", views.export, name="export"),
    path("exports/<str:name>/form/", views.export_form, name="export_form"),
    path("imports/", views.imports, name="imports"),
    path("imports/send/", views.import_send, name="import_send"),
    path("imports/<int:batch_id>/", views.batch, name="batch"),
    path("imports/<int:batch_id>/file/", views.batch_file, name="batch_file"),
    path("imports/<int:batch_id>/columns/", views.batch_columns, name="batch_columns"),
    path("imports/<int:batch_id>/field/<int:column>/", views.batch_field, name="batch_field"),
    path("imports/<int:batch_id>/check/", views.batch_check, name="batch_check"),
    path("imports/<int:batch_id>/fix/", views.batch_fix, name="batch_fix"),
    path("imports/<int:batch_id>/alike/", views.batch_alike, name="batch_alike"),
    path("imports/<int:batch_id>/choose/", views.batch_choose, name="batch_choose"),
    path("imports/<int:batch_id>/recheck/", views.batch_recheck, name="batch_recheck"),
    path("imports/<int:batch_id>/settle/", views.batch_settle, name="batch_settle"),
    path("imports/<int:batch_id>/errors/", views.batch_errors, name="batch_errors"),
    path("imports/<int:batch_id>/summary/", views.batch_summary, name="batch_summary"),
    path("imports/<int:batch_id>/apply/", views.batch_apply, name="batch_apply"),
    path("imports/<int:batch_id>/withdraw/", views.batch_withdraw, name="batch_withdraw"),
    path("imports/<int:batch_id>/go-on/", views.batch_go_on, name="batch_go_on"),
    path("imports/<int:batch_id>/stop-here/", views.batch_stop_here, name="batch_stop_here"),
    path("imports/<int:batch_id>/leave/", views.batch_leave, name="batch_leave"),
    path("imports/<int:batch_id>/undo/", views.batch_undo, name="batch_undo"),
    path("imports/<int:batch_id>/left/", views.batch_left, name="batch_left"),
]
