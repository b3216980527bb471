"""The app `search`, a part of `ui` with tables of its own."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "goen.shop.ui.search"
    label = "search"
