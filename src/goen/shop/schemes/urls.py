"""Addresses of rank schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from goen.shop.schemes.views import draft, two_indicators, versions

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("schemes/", versions.version_list, name="schemes"),
    path("schemes/new/", draft.scheme_new, name="scheme_new"),
    path("schemes/two-indicators/", two_indicators.two_indicators, name="two_indicators"),
    path(
        "schemes/two-indicators/targets/",
        two_indicators.two_indicator_targets,
        name="two_indicator_targets",
    ),
    path("schemes/<int:scheme_id>/", versions.version, name="scheme"),
    path("schemes/<int:scheme_id>/withdraw/", versions.version_withdraw, name="scheme_withdraw"),
    path("schemes/<int:scheme_id>/as-if/", versions.version_as_if, name="scheme_as_if"),
]
