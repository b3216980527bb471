"""The app `customers`."""

from __future__ import annotations

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "goen.shop.customers"
    label = "customers"
