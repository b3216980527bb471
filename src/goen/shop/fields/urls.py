"""Addresses of own fields."""

from __future__ import annotations

from django.urls import path

from goen.shop.fields import views

urlpatterns = [
    path("fields/", views.own_fields, name="own_fields"),
    path("fields/new/", views.own_field_new, name="own_field_new"),
    path("fields/missing/", views.own_fields_missing, name="own_fields_missing"),
    path("fields/fill/", views.own_fields_fill, name="own_fields_fill"),
    path("fields/<int:field_id>/edit/", views.own_field_edit, name="own_field_edit"),
    path("fields/<int:field_id>/decide/", views.own_field_decide, name="own_field_decide"),
]
