"""The app `run`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunConfig(AppConfig):
    name = "goen.shop.run"
    label = "run"
    verbose_name = _("running the shop")
