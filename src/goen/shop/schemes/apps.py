"""The app `schemes`: rank schemes on screen, and ranks by two indicators."""

from __future__ import annotations

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "goen.shop.schemes"
    label = "schemes"
