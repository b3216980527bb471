"""Addresses of the meeting sheet."""

from __future__ import annotations

from django.urls import path

from goen.shop.meeting_sheet import mail_views, views

urlpatterns = [
    path("meeting-sheet/", views.shown, name="meeting_sheet"),
    path("meeting-sheet/goen-meeting.pdf", views.printed, name="meeting_sheet_pdf"),
    path("settings/meeting-sheet/", mail_views.mail, name="meeting_sheet_mail"),
    path("settings/meeting-sheet/test/", mail_views.mail_test, name="meeting_sheet_mail_test"),
    path(
        "settings/meeting-sheet/<int:sent_id>/again/",
        mail_views.mail_again,
        name="meeting_sheet_mail_again",
    ),
]
