"""The small forms of the customer page: a file, looking for another customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.customers import comparable
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from datetime import date


class AttachmentForm(NoMyNumber, forms.Form):
    """A file with the date of the document, without which old knowledge looks new."""

    upload = forms.FileField(label=_("File"))
    document_on = forms.CharField(
        label=_("Date of the document"),
        max_length=30,
        help_text=_("The day it was written or signed, such as 2026/4/1 or 令和8年4月1日."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-normal": "birthday"}),
    )
    note = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_document_on(self) -> date:
        """The date, however it was written."""
        try:
            return japanese.parse_date(self.cleaned_data["document_on"])
        except japanese.UnreadableDate as unreadable:
            raise ValidationError(comparable.told(unreadable.reason) or "") from unreadable


class LookForm(forms.Form):
    """Words by which another customer is looked for."""

    words = forms.CharField(
        label=_("Name, kana, number or telephone"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
