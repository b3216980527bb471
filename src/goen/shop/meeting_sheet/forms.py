"""When the sheet goes to whom by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goen.shop.meeting_sheet.models import LAST, SheetMail
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import ABILITIES, Ability

if TYPE_CHECKING:
    from django.db.models import QuerySet


def may_have_it() -> QuerySet[Staff]:
    """Who may be sent the sheet: whoever may take names of customers out."""
    roles = [role for role, may in ABILITIES.items() if Ability.EXPORT in may]
    return Staff.objects.filter(is_active=True, role__in=roles).order_by("name", "pk")


def _days() -> list[tuple[int, str]]:
    said = pgettext("day of the month", "%(n)s")
    return [*((day, said % {"n": day}) for day in range(1, 29)), (LAST, _("Last day"))]


class SheetMailForm(forms.ModelForm):
    """The one row of settings."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Day of the month"),
        coerce=int,
        choices=[],
        help_text=gettext_lazy(
            "On a day from 1 to 28 the sheet of the month before is sent; on the last day that of"
            " the month that ends."
        ),
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the day"),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        help_text=gettext_lazy("It is sent within an hour from then."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SheetMail
        fields = ("on", "day", "hour", "recipients")
        labels = {  # noqa: RUF012
            "on": gettext_lazy("Send the sheet by mail every month"),
            "recipients": gettext_lazy("To whom"),
        }
        widgets = {"recipients": forms.CheckboxSelectMultiple}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = _days()  # type: ignore[attr-defined]
        people = self.fields["recipients"]
        assert isinstance(people, forms.ModelMultipleChoiceField)  # noqa: S101
        people.queryset, people.required = may_have_it(), False
        people.help_text = _("Only who may export is offered: names of customers stand on it.")

    def clean(self) -> dict[str, Any]:
        """Somebody is needed whom it is sent to."""
        given = super().clean() or {}
        if given.get("on") and "recipients" in given and not given["recipients"]:
            self.add_error("recipients", ValidationError(_("Choose at least one person.")))
        return given

    def _post_clean(self) -> None:
        """The operation writes the row; the form only reads it."""
