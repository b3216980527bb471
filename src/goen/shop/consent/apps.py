"""The app `consent`: who may be reached how, and what customers ask about their data."""

from __future__ import annotations

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "goen.shop.consent"
    label = "consent"
