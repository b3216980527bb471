"""The app `touches`."""

from __future__ import annotations

from django.apps import AppConfig


class TouchesConfig(AppConfig):
    name = "goen.shop.touches"
    label = "touches"
