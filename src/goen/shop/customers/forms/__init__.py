"""Forms of the room of customers."""

from __future__ import annotations

from goen.shop.customers.forms.parts import PREFECTURES
from goen.shop.customers.forms.small import AttachmentForm, LookForm
from goen.shop.customers.forms.whole import CustomerForm, changed, from_post, from_values

__all__ = [
    "PREFECTURES",
    "AttachmentForm",
    "CustomerForm",
    "LookForm",
    "changed",
    "from_post",
    "from_values",
]
