"""The questions about a whole file of customers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Customer
from goen.shop.intake.kinds.customers import own

AUTO, CODE, EMAIL, PHONE, CORPORATE, NONE = (
    "auto", "code", "email", "phone", "corporate_number", "none",
)  # fmt: skip
KEEP, CLEAR = "keep", "clear"
BY_NAME = "name"
_KEYS = ("TEXT", "NUMBER", "LINK")  # kinds of own fields that can tell customers apart


class CustomersForm(forms.Form):
    """How the rows of a file become customers."""

    key = forms.ChoiceField(
        label=_("Customers who are here already are found by"), initial=AUTO, required=False
    )
    blank = forms.ChoiceField(
        label=_("Empty cells"),
        choices=[
            (KEEP, _("Keep what is in the ledger")),
            (CLEAR, _("Clear what is in the ledger")),
        ],
        initial=KEEP,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Rows that do not say whether it is a person or a company"),
        choices=[
            (BY_NAME, _("Companies by their names (株式会社 …), all others persons")),
            (Customer.Kind.PERSON.value, _("Persons")),
            (Customer.Kind.COMPANY.value, _("Companies")),
        ],
        initial=BY_NAME,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.fields["key"]
        assert isinstance(key, forms.ChoiceField)  # noqa: S101
        key.choices = [
            (AUTO, _("Customer number; without one, exactly the same name and one thing more")),
            (CODE, _("Customer number alone")),
            (EMAIL, _("E-mail alone")),
            (PHONE, _("Telephone alone")),
            (CORPORATE, _("Corporate number alone")),
            *((one.input_name, one.label) for one in own.own_fields() if one.kind in _KEYS),
            (NONE, _("Nothing: every row is a new customer")),
        ]

    def clean(self) -> dict[str, Any]:
        """What was left out is as the form first shows it."""
        cleaned = super().clean() or {}
        return {name: cleaned.get(name) or self.fields[name].initial for name in self.fields}
