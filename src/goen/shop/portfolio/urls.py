"""Addresses of ranks and standings."""

from __future__ import annotations

from django.urls import path

from goen.shop.portfolio.views import money, vip

urlpatterns = [
    path("portfolio/vip/", vip.vip, name="vip"),
    path("portfolio/fit/", money.money, name="money_fit"),
    path("portfolio/fit/limit/", money.money_cut, name="money_fit_cut"),
]
