"""Fields that only this room has: amounts and quantities as people write them, names to choose."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goen.japanese import Unreadable, parse_money, parse_price

if TYPE_CHECKING:
    from fractions import Fraction

    from django.db.models import Model

_NUMERIC = {"inputmode": "decimal", "autocomplete": "off", "data-num": ""}


class AmountField(forms.CharField):
    """An amount of yen, as people write it: 1,200, １２００円, △300, 3万."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=dict(_NUMERIC)), max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """The whole yen; None for an empty field that may be empty."""
        text = super().clean(value)
        if not text.strip():
            return None
        try:
            return parse_money(text, digits=0)
        except Unreadable as problem:
            raise ValidationError(problem.reason.text(get_language() or "ja")) from problem

    def prepare_value(self, value: Any) -> Any:
        """A kept amount with commas; what was typed as it was typed."""
        return f"{value:,}" if isinstance(value, int) else value


class ExactField(forms.CharField):
    """A number with a few decimals: a quantity, the price of one piece."""

    def __init__(self, *, places: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=dict(_NUMERIC)), max_length=40, **kwargs)
        self.places = places

    def clean(self, value: Any) -> Any:
        """The number; None for an empty field that may be empty."""
        text = super().clean(value)
        if not text.strip():
            return None
        try:
            exact = parse_price(text, digits=0)
        except Unreadable as problem:
            raise ValidationError(problem.reason.text(get_language() or "ja")) from problem
        if (exact * 10**self.places).denominator != 1:
            raise ValidationError(_("At most %(n)s decimals.") % {"n": self.places})
        return _decimal(exact)

    def prepare_value(self, value: Any) -> Any:
        """A kept number without zeros at its end; what was typed as it was typed."""
        return f"{value.normalize():,f}" if isinstance(value, Decimal) else value


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


class NameField(forms.CharField):
    """A name that is typed, or chosen among the names there are."""

    def __init__(self, *, model: type[Model], list_id: str, **kwargs: Any) -> None:
        attrs = {"list": list_id, "autocomplete": "off"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(widget=widget, required=False, max_length=100, strip=True, **kwargs)
        self.model, self.list_id = model, list_id
