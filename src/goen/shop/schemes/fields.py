"""Numbers as people write them: ２４０日, 1,200回, 70%."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from goen.shop.sales.forms.fields import AmountField

if TYPE_CHECKING:
    from goen.shop.ui.registry import Words

_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:日間?|回|点|%|人|円|か?月)?")


class WholeField(forms.CharField):
    """A whole number from `least` to `most`, with or without its unit."""

    def __init__(
        self, *, least: int = 0, most: int = 3650, unit: Words = "", **kwargs: Any
    ) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "data-num": ""}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=20, **kwargs)
        self.least, self.most, self.unit = least, most, unit

    def clean(self, value: Any) -> Any:
        """The number; None for an empty field that may be empty."""
        text = unicodedata.normalize("NFKC", super().clean(value)).replace(" ", "")
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if not found:
            raise ValidationError(_("Enter a whole number, such as 240."))
        number = int(found[1].replace(",", ""))
        if not self.least <= number <= self.most:
            raise ValidationError(
                _("From %(least)s to %(most)s.")
                % {"least": f"{self.least:,}", "most": f"{self.most:,}"}
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """A kept number with commas; what was typed as it was typed."""
        return f"{value:,}" if isinstance(value, int) else value


class YenField(AmountField):
    """An amount of yen that a limit can be."""

    _MOST = 10**12

    unit = pgettext_lazy("unit", "yen")

    def clean(self, value: Any) -> Any:
        """The whole yen; None for an empty field that may be empty."""
        amount = super().clean(value)
        if amount is not None and not 0 <= amount <= self._MOST:
            raise ValidationError(
                _("From %(least)s to %(most)s.") % {"least": "0", "most": f"{self._MOST:,}"}
            )
        return amount
