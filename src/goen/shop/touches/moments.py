"""Moments as forms of this room ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

_EARLIEST, _LATEST = 1900, 2199


class Moment(forms.DateTimeInput):
    """A date and a time, picked on the device's own calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A date and a time in years that can be meant: those at the ends of time leave the calendar
    as soon as they are put into another time zone.
    """

    widget = Moment

    def clean(self, value: Any) -> datetime | None:
        """Read the moment; refuse a year that cannot be meant."""
        moment: datetime | None = super().clean(value)
        if moment is not None and not _EARLIEST <= moment.year <= _LATEST:
            raise ValidationError(_("Please check the year."))
        return moment
