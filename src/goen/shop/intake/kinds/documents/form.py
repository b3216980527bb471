"""The questions about a whole file of quotes or invoices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.shop.intake.kinds.documents.words import TAX
from goen.shop.sales.models import Rounding

CREATE, REFUSE = "create", "refuse"
KEEP, CLEAR = "keep", "clear"
SOURCE = "Excel・CSV"


class DocumentsForm(forms.Form):
    """How the rows of a file become quotes or invoices."""

    source = forms.CharField(
        label=_("Where the file comes from"), max_length=100, initial=SOURCE, required=False
    )
    unknown = forms.ChoiceField(
        label=_("Customers who are not in the ledger"),
        choices=[
            (CREATE, _("Enter them as new customers")),
            (REFUSE, _("These rows are errors")),
        ],
        initial=CREATE,
        required=False,
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
    tax = forms.ChoiceField(
        label=_("Prices, where the file does not tell"),
        choices=TAX,
        initial="0",
        required=False,
        help_text=_("Where totals stand in the file, Goen finds out by itself what fits."),
    )
    rounding = forms.ChoiceField(
        label=_("Parts of a yen of tax, where the file does not tell"),
        choices=Rounding.choices,
        initial=Rounding.FLOOR,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What was left out is as the form first shows it."""
        cleaned = super().clean() or {}
        return {name: cleaned.get(name) or self.fields[name].initial for name in self.fields}
