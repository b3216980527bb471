"""Addresses of ranks and standings."""

from __future__ import annotations

from django.urls import path

from goen.shop.portfolio.views import vip

urlpatterns = [
    path("portfolio/vip/", vip.vip, name="vip"),
]
