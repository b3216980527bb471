"""Addresses of the meeting sheet."""

from __future__ import annotations

from django.urls import path

from goen.shop.meeting_sheet import views

urlpatterns = [
    path("meeting-sheet/", views.shown, name="meeting_sheet"),
    path("meeting-sheet/goen-meeting.pdf", views.printed, name="meeting_sheet_pdf"),
]
