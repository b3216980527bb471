"""The app `portfolio`."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "goen.shop.portfolio"
    label = "portfolio"
