"""Forms of quotes and invoices."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goen.shop.customers.forms.who import WhoMixin
from goen.shop.sales.forms.fields import ExactField, NameField
from goen.shop.sales.models import Document, Product
from goen.shop.sales.operations import STEPS
from goen.shop.sales.tax import FORMER_RATES, RATES
from goen.shop.ui.forms import Day, VersionedForm

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = 4
MOST_LINES = 100


class DocumentForm(WhoMixin, VersionedForm):
    """What a quote or an invoice says above its lines."""

    other_digits = ("who", "number")

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = [
            "kind",
            "number",
            "issued_on",
            "due_on",
            "status",
            "subject",
            "tax_included",
            "rounding",
            "note",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "issued_on": Day,
            "due_on": Day,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Document.Kind.choices  # type: ignore[attr-defined]
        self.needs_customer = self.instance.pk is None or self.instance.customer_id is not None
        if self.instance.customer:
            self.fields["who"].initial = self.instance.customer.name
            self.fields["customer"].initial = self.instance.customer_id

    def values(self) -> Any:
        """The values of the fields and the customer."""
        return {**super().values(), "customer": self.cleaned_data["customer"]}


class DocumentLineForm(forms.Form):
    """One line: what, how many, at what price, with which tax."""

    text = NameField(label=pgettext_lazy("sales", "What"), model=Product, list_id="known-products")
    quantity = ExactField(label=gettext_lazy("Quantity"), places=3, required=False)
    unit_price = ExactField(label=gettext_lazy("Unit price"), places=2, required=False)
    tax_rate = forms.TypedChoiceField(
        label=gettext_lazy("Tax rate"),
        coerce=int,
        required=False,
        choices=[
            *((rate, f"{rate} %") for rate in RATES),
            (gettext_lazy("Former rates"), [(rate, f"{rate} %") for rate in FORMER_RATES]),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """A line says what it is and has a price; without a quantity it is one."""
        cleaned = super().clean() or {}
        text, price = (cleaned.get("text") or "").strip(), cleaned.get("unit_price")
        if text and price is None and "unit_price" not in self.errors:
            self.add_error("unit_price", _("Write the price of one."))
        if price is not None and not text:
            self.add_error("text", _("Write what it is."))
        if cleaned.get("quantity") is None:
            cleaned["quantity"] = Decimal(1)
        cleaned["tax_rate"] = (
            RATES[0] if cleaned.get("tax_rate") in ("", None) else cleaned["tax_rate"]
        )
        return cleaned


class _Lines(forms.BaseFormSet):
    def clean(self) -> None:
        """There must be at least one line."""
        if not any(self.errors) and not any(True for _line in self.written()):
            raise ValidationError(_("Write at least one line."))

    def written(self) -> Iterator[dict[str, Any]]:
        """The lines that say what and how much."""
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if (cleaned.get("text") or "").strip() and cleaned.get("unit_price") is not None:
                yield cleaned


DocumentLines = forms.formset_factory(
    DocumentLineForm, formset=_Lines, extra=LINES, max_num=MOST_LINES, validate_max=True
)


class MoveForm(forms.Form):
    """How far a document is."""

    status = forms.ChoiceField(label=gettext_lazy("Status"))

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["status"] = document.status
        steps = STEPS[Document.Kind(document.kind)]
        self.fields["status"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]
