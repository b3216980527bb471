"""The field of a form that says which customer it is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.models import Customer
from goen.shop.customers.who import candidates, meant


class WhoMixin(forms.Form):
    """Who it is about: typed and found by the search, or chosen from what it found."""

    who = forms.CharField(
        label=pgettext_lazy("who it is about", "Customer"), required=False, max_length=100
    )
    customer = forms.IntegerField(required=False, widget=forms.HiddenInput)

    needs_customer = True
    who_help: Any = ""
    found: ClassVar[list[Customer]] = []

    def clean(self) -> dict[str, Any]:
        """Find the customer meant; what was typed stays whatever happens."""
        cleaned = super().clean() or {}
        cleaned["customer"] = self._customer(
            chosen=cleaned.get("customer"), typed=(cleaned.get("who") or "").strip()
        )
        return cleaned

    def _customer(self, *, chosen: int | None, typed: str) -> Customer | None:
        if chosen:
            customer = Customer.objects.live().filter(pk=chosen).first()
            if customer is not None:
                return customer
        if not typed:
            if self.needs_customer:
                self.add_error("who", _("Write the name, kana or telephone of the customer."))
            return None
        self.found = candidates(typed=typed)  # type: ignore[misc]
        customer = meant(typed=typed, among=self.found)
        if customer is None and self.found:
            self.add_error("who", _("Several customers fit. Please choose one."))
        elif customer is None:
            self.add_error("who", _("No customer fits. Write another part of the name."))
        return customer
