"""What search knows of a customer, and how a customer looks among its results."""

from __future__ import annotations

from goen.shop.customers.models import Customer


def index_customer(*, customer: Customer) -> None:
    """Make the customer found by what is kept now."""


def forget_customer(*, customer_id: int) -> None:
    """Let search find the customer no more."""
