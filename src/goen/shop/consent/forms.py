"""Forms of consent and of the request desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.japanese import Unreadable, parse_date
from goen.shop.consent.models import Channel, Consent, PersonRequest, Purpose, Wording
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from datetime import date


class DayField(forms.CharField):
    """A day in any form people write it in; never after today."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        super().__init__(initial=f"{today:%Y/%m/%d}", **kwargs)
        self.today = today

    def clean(self, value: Any) -> Any:
        """The date."""
        text = super().clean(value)
        try:
            day = parse_date(text)
        except Unreadable as problem:
            raise ValidationError(
                _("Write a day, for example 2026/11/20 or 令和8年11月20日.")
            ) from problem
        if day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day


class ConsentForm(NoMyNumber, forms.Form):
    """What a customer said about being reached."""

    given = forms.TypedChoiceField(
        label=_("What was said"),
        choices=[("1", _("You may")), ("0", _("Please do not"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    channels = forms.MultipleChoiceField(
        label=pgettext_lazy("channels", "How"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.ModelChoiceField(
        label=_("For what"),
        queryset=Purpose.objects.none(),
        required=False,
        empty_label=_("Everything"),
    )
    basis = forms.ChoiceField(
        label=_("Basis"), choices=[("", "—"), *Consent.Basis.choices], required=False
    )
    way = forms.ChoiceField(label=_("Said by"), choices=Consent.Way.choices)
    wording = forms.ModelChoiceField(
        label=_("Wording they read"), queryset=Wording.objects.none(), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=_("Day"), today=today)
        for name, rows in (
            ("purpose", Purpose.objects.filter(in_use=True).order_by("pk")),
            ("wording", Wording.objects.order_by("-used_from", "-pk")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Consent is for one purpose and has a basis; only a refusal can be of everything."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("given"):
            if not cleaned.get("purpose"):
                self.add_error("purpose", _("Choose for what they may be reached."))
            if not cleaned.get("basis"):
                self.add_error("basis", _("Choose what allows it."))
        return cleaned


class RequestForm(NoMyNumber, forms.Form):
    """What a customer asks about their own data."""

    kind = forms.ChoiceField(
        label=_("What they ask"), choices=PersonRequest.Kind.choices, widget=forms.RadioSelect
    )
    identity = forms.CharField(
        label=_("How the person was identified"),
        max_length=200,
        help_text=_("For example: driving licence shown in the shop"),
    )
    words = forms.CharField(
        label=_("What they said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"] = DayField(label=_("Received on"), today=today)


class AnswerForm(NoMyNumber, forms.Form):
    """What was done about a request."""

    answer = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class PurposeForm(forms.ModelForm):
    """A purpose of using personal data."""

    class Meta:
        model = Purpose
        fields = ("name", "advertising")


class WordingForm(forms.ModelForm):
    """A new version of the words that customers read."""

    class Meta:
        model = Wording
        fields = ("name", "text")
