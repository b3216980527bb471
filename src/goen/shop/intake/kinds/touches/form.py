"""The questions about a whole file of touches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.shop.touches.models import Touch

REFUSE, LEAVE_OUT = "refuse", "leave_out"


class TouchesForm(forms.Form):
    """How the rows of a file become touches."""

    kind = forms.ChoiceField(
        label=_("Rows that do not say what kind of touch it was"),
        choices=Touch.Kind.choices,
        initial=Touch.Kind.NOTE.value,
        required=False,
    )
    unknown = forms.ChoiceField(
        label=_("Customers who are not in the ledger"),
        choices=[
            (REFUSE, _("These rows are errors")),
            (LEAVE_OUT, _("These rows are left out")),
        ],
        initial=REFUSE,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What was left out is as the form first shows it."""
        cleaned = super().clean() or {}
        return {name: cleaned.get(name) or self.fields[name].initial for name in self.fields}
