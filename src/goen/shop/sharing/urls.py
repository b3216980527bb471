"""Addresses of `sharing`."""

from __future__ import annotations

from django.urls import path

from goen.shop.sharing import meeting_pages, pages, rule_pages, views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/how/", views.notices_how, name="notices_how"),
    path("sharing/readings/", views.readings, name="readings"),
    path("comments/<str:kind>/<int:object_id>/", pages.comment_write, name="comment_write"),
    path("comments/<int:comment_id>/correct/", pages.comment_correct, name="comment_correct"),
    path("comments/<int:comment_id>/back/", pages.comment_take_back, name="comment_take_back"),
    path("meetings/", meeting_pages.meeting_list, name="meetings"),
    path("meetings/new/", meeting_pages.meeting_new, name="meeting_new"),
    path("meetings/<int:meeting_id>/", meeting_pages.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/edit/", meeting_pages.meeting_edit, name="meeting_edit"),
    path("meetings/<int:meeting_id>/notes/", meeting_pages.meeting_note, name="meeting_note"),
    path("meetings/<int:meeting_id>/decide/", meeting_pages.meeting_decide, name="meeting_decide"),
    path("sharing/duties/", pages.duty_list, name="duties"),
    path("sharing/rules/", rule_pages.rule_list, name="sharing_rules"),
    path("sharing/rules/new/<str:kind>/", rule_pages.rule_new, name="sharing_new"),
    path("sharing/rules/<str:kind>/<int:row_id>/", rule_pages.rule_edit, name="sharing_edit"),
    path(
        "sharing/rules/<str:kind>/<int:row_id>/accept/",
        rule_pages.rule_accept,
        name="sharing_accept",
    ),
    path(
        "sharing/rules/<str:kind>/<int:row_id>/refuse/",
        rule_pages.rule_refuse,
        name="sharing_refuse",
    ),
    path("sharing/rules/<str:kind>/<int:row_id>/stop/", rule_pages.rule_stop, name="sharing_stop"),
]
