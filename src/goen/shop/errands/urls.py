"""Addresses of `errands`."""

from __future__ import annotations

from django.urls import path

from goen.shop.errands import views

urlpatterns = [
    path("errands/", views.errands, name="errands"),
    path("errands/<int:errand_id>/", views.errand, name="errand"),
    path("errands/<int:errand_id>/stop/", views.errand_stop, name="errand_stop"),
    path("errands/<int:errand_id>/go-on/", views.errand_go_on, name="errand_go_on"),
    path("errands/<int:errand_id>/told/", views.errand_told, name="errand_told"),
    path("errands/<int:errand_id>/file/", views.errand_file, name="errand_file"),
]
