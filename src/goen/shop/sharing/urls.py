"""Addresses of `sharing`."""

from __future__ import annotations

from django.urls import path

from goen.shop.sharing import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/how/", views.notices_how, name="notices_how"),
    path("sharing/readings/", views.readings, name="readings"),
]
