"""The app `figures`: the analyses on screen."""

from __future__ import annotations

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "goen.shop.figures"
    label = "figures"
