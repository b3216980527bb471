"""What bulk changes of this room ask for first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.models import Department, Staff
from goen.shop.touches.forms import colleagues


class OwnerForm(forms.Form):
    """To whom it is handed over."""

    owner = forms.ModelChoiceField(label=_("Hand over to"), queryset=Staff.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    """Which department acts."""

    department = forms.ModelChoiceField(
        label=_("Department to act"), queryset=Department.objects.order_by("name")
    )
