"""The app `ui`."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "goen.shop.ui"
    label = "ui"
