"""The questions about a whole file of products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CODE_OR_NAME, CODE, NAME = "code_or_name", "code", "name"
KEEP, CLEAR = "keep", "clear"


class ProductsForm(forms.Form):
    """How the rows of a file become products."""

    key = forms.ChoiceField(
        label=_("Products that are here already are found by"),
        choices=[
            (CODE_OR_NAME, _("Product code; without one, exactly the same name")),
            (CODE, _("Product code alone")),
            (NAME, _("Exactly the same name alone")),
        ],
        initial=CODE_OR_NAME,
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

    def clean(self) -> dict[str, Any]:
        """What was left out is as the form first shows it."""
        cleaned = super().clean() or {}
        return {name: cleaned.get(name) or self.fields[name].initial for name in self.fields}
