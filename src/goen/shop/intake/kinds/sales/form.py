"""The questions about a whole file of sales."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CREATE, WALK_IN, REFUSE = "create", "walk_in", "refuse"
ADD, REPLACE = "add", "replace"
SOURCE = "Excel・CSV"
SERIAL = "serial"
STYLES = ("", "mdy", "dmy", "ym", SERIAL)


class SalesForm(forms.Form):
    """How the rows of a file of sales become sales."""

    source = forms.CharField(
        label=_("Where the file comes from"),
        max_length=100,
        initial=SOURCE,
        required=False,
        help_text=_(
            "The name of the register or shop. The same rows of the same source are never taken"
            " twice."
        ),
    )
    unknown = forms.ChoiceField(
        label=_("Customers who are not in the ledger"),
        choices=[
            (CREATE, _("Enter them as new customers")),
            (WALK_IN, _("Keep their sales without a customer")),
            (REFUSE, _("These rows are errors")),
        ],
        initial=CREATE,
        required=False,
    )
    walk_ins = forms.CharField(
        label=_("Numbers that stand for walk-ins"),
        max_length=200,
        required=False,
        help_text=_(
            "Such as ZZ*, 9999. Numbers like 0000 or 非会員 are known without being written here."
        ),
    )
    dates = forms.ChoiceField(
        label=_("Sales of the same dates that are here already"),
        choices=[
            (ADD, _("Keep them, add what is new")),
            (REPLACE, _("Replace them: what is not in the file any more goes to the trash")),
        ],
        initial=ADD,
        required=False,
    )
    days = forms.ChoiceField(
        label=_("Dates are written as"),
        choices=[
            ("", _("year, month, day, or in an era (2025/1/5, R7.1.5)")),
            ("mdy", _("month, day, year (1/31/2025)")),
            ("dmy", _("day, month, year (31/1/2025)")),
            ("ym", _("year and month (2025-01: the last day of the month)")),
            ("serial", _("numbers of days, as Excel keeps them (45748)")),
        ],
        required=False,
    )
    unit = forms.ChoiceField(
        label=_("Amounts are written in"),
        choices=[("1", pgettext_lazy("unit", "yen")), ("1000", _("thousands of yen"))],
        initial="1",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What was left out is as the form first shows it."""
        cleaned = super().clean() or {}
        return {name: cleaned.get(name) or self.fields[name].initial or "" for name in self.fields}
