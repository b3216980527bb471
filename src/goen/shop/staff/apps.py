"""The app `staff`."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "goen.shop.staff"
    label = "staff"
