"""Addresses of contact rhythm."""

from __future__ import annotations

from django.urls import path

from goen.shop.rhythm import pages, views

urlpatterns = [
    path("rhythm/", pages.calls, name="rhythm"),
    path("rhythm/weekly/", views.weekly, name="rhythm_weekly"),
    path("rhythm/learn/", views.learn, name="rhythm_learn"),
    path("rhythm/customers/<int:customer_id>/plan/", views.plan, name="rhythm_plan"),
    path("rhythm/customers/<int:customer_id>/later/", views.later, name="rhythm_later"),
    path("rhythm/customers/<int:customer_id>/wake/", views.wake, name="rhythm_wake"),
    path("rhythm/customers/<int:customer_id>/rest/", views.rest, name="rhythm_rest"),
    path("rhythm/rests/<int:rest_id>/end/", views.rest_end, name="rhythm_rest_end"),
    path(
        "rhythm/rests/<int:rest_id>/take-back/",
        views.rest_take_back,
        name="rhythm_rest_take_back",
    ),
    path("rhythm/<str:slug>/", pages.finding, name="rhythm_finding"),
]
