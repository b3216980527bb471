"""What the pages of this room ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.advice.channels import Channel
from goen.shop.advice.prices import KINDS, LABELS
from goen.shop.ui.forms import Day
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.advice.models import Assumption
    from goen.shop.advice.playbook import Page


class PlayForm(NoMyNumber, forms.Form):
    """One page of the playbook."""

    aim = forms.CharField(label=_("Aim"), max_length=200)
    what = forms.CharField(
        label=pgettext_lazy("playbook", "What to do"), max_length=1000, widget=forms.Textarea
    )
    when = forms.CharField(label=pgettext_lazy("playbook", "When"), max_length=200)
    channel = forms.ChoiceField(
        label=pgettext_lazy("playbook", "By which way"), choices=Channel.choices
    )
    cap = forms.IntegerField(
        label=_("Contacts in 30 days at most"),
        help_text=_("Whoever heard from us as often is left in peace, and not suggested to reach."),
        min_value=1,
        max_value=30,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        advice = page.advice
        kwargs["initial"] = {
            "aim": str(advice.aim),
            "what": str(advice.what),
            "when": str(advice.when),
            "channel": advice.channel,
            "cap": advice.cap,
            "version": page.version,
        }
        super().__init__(*args, **kwargs)
        self.fields["what"].widget.attrs["rows"] = 4


class PriceForm(forms.Form):
    """What one kind of contact costs from a day on."""

    kind = forms.ChoiceField(label=_("What for"), choices=[(kind, LABELS[kind]) for kind in KINDS])
    effective_on = forms.DateField(label=_("Counts from"), widget=Day)
    yen = forms.IntegerField(
        label=_("Yen for one"), min_value=0, max_value=1_000_000, help_text=_("without work")
    )
    minutes = forms.IntegerField(
        label=_("Minutes of work for one"), min_value=0, max_value=6_000, initial=0, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = today

    def clean_minutes(self) -> int:
        """None is none."""
        return self.cleaned_data["minutes"] or 0


class AssumptionForm(forms.Form):
    """What is assumed of a finding; empty: as we suggest."""

    percent = forms.DecimalField(
        label=_("Of those reached, so many per cent buy"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        required=False,
    )
    yen = forms.IntegerField(
        label=_("Each of them for so many yen"),
        min_value=0,
        max_value=1_000_000_000,
        required=False,
    )

    def __init__(self, *args: Any, assumption: Assumption | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        if assumption is not None:
            permille = assumption.permille
            initial = {
                "percent": None if permille is None else f"{permille / 10:g}",
                "yen": assumption.yen,
            }
        super().__init__(*args, **{**kwargs, "initial": initial})

    def values(self) -> dict[str, int | None]:
        """As they are kept."""
        percent = self.cleaned_data["percent"]
        return {
            "permille": None if percent is None else round(percent * 10),
            "yen": self.cleaned_data["yen"],
        }
