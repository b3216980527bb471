"""Addresses of fit."""

from __future__ import annotations

from django.urls import path

from goen.shop.fit import views

urlpatterns = [
    path("customers/<int:customer_id>/fit/", views.fit, name="fit"),
    path(
        "customers/<int:customer_id>/fit/<int:fit_id>/take-back/",
        views.fit_take_back,
        name="fit_take_back",
    ),
]
