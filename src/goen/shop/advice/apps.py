"""The app `advice`: what to do next, and why."""

from __future__ import annotations

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "goen.shop.advice"
    label = "advice"
