"""Forms of sales: a slip with its lines, and one line by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goen.shop.customers.forms.who import WhoMixin
from goen.shop.sales.forms.fields import AmountField, ExactField, NameField
from goen.shop.sales.models import Category, Product, Sale, Shop
from goen.shop.ui.forms import Day, VersionedForm

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = 3  # empty lines that are shown; a button gives more
MOST_LINES = 60


class SaleHeadForm(WhoMixin, forms.Form):
    """What all lines of a slip share: who bought, when, where."""

    needs_customer = False
    who_help = gettext_lazy("Empty for somebody whose name is not known")
    on = forms.DateField(label=gettext_lazy("Date"), widget=Day)
    shop = NameField(label=pgettext_lazy("sales", "Shop"), model=Shop, list_id="known-shops")
    slip = forms.CharField(label=gettext_lazy("Slip number"), required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """A customer who was typed but not found must not become a walk-in."""
        cleaned = super().clean()
        if cleaned.get("who") and cleaned["customer"] is None and "who" not in self.errors:
            self.add_error("who", _("No customer fits. Write another part of the name."))
        return cleaned


class SaleLineForm(forms.Form):
    """One line: what, how many, how much."""

    product = NameField(label=gettext_lazy("Product"), model=Product, list_id="known-products")
    quantity = ExactField(label=gettext_lazy("Quantity"), places=3, required=False)
    amount = AmountField(label=gettext_lazy("Amount"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of sale"),
        choices=[(kind.value, kind.label) for kind in (Sale.Kind.SALE, Sale.Kind.RETURN)],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A line that says anything has an amount; a return is written without its minus too."""
        cleaned = super().clean() or {}
        cleaned["kind"] = cleaned.get("kind") or Sale.Kind.SALE
        amount = cleaned.get("amount")
        if (
            amount is None
            and "amount" not in self.errors
            and (cleaned.get("product") or "").strip()
        ):
            self.add_error("amount", _("Write the amount."))
        if amount is not None and cleaned["kind"] == Sale.Kind.RETURN:
            cleaned["amount"] = -abs(amount)
        return cleaned


class _Lines(forms.BaseFormSet):
    def clean(self) -> None:
        """There must be something to enter."""
        if not any(self.errors) and not any(True for _line in self.written()):
            raise ValidationError(_("Write the amount of at least one line."))

    def written(self) -> Iterator[dict[str, Any]]:
        """The lines that have an amount."""
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if cleaned.get("amount") is not None:
                yield cleaned


SaleLines = forms.formset_factory(
    SaleLineForm, formset=_Lines, extra=LINES, max_num=MOST_LINES, validate_max=True
)


class SaleForm(WhoMixin, VersionedForm):
    """One line of a sale by itself."""

    other_digits = ("who", "slip", "amount")

    needs_customer = False
    who_help = gettext_lazy("Empty for somebody whose name is not known")
    product = NameField(label=gettext_lazy("Product"), model=Product, list_id="known-products")
    category = NameField(label=gettext_lazy("Category"), model=Category, list_id="known-categories")
    shop = NameField(label=pgettext_lazy("sales", "Shop"), model=Shop, list_id="known-shops")
    quantity = ExactField(label=gettext_lazy("Quantity"), places=3, required=False)
    amount = AmountField(label=gettext_lazy("Amount"))
    profit = AmountField(label=gettext_lazy("Gross profit"), required=False)

    class Meta:
        model = Sale
        fields: ClassVar[list[str]] = ["on", "kind", "amount", "profit", "quantity", "slip"]
        widgets: ClassVar[dict[str, Any]] = {"on": Day}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("product", "category", "shop"):
            self.fields[name].initial = str(getattr(self.instance, name) or "")
        customer = self.instance.customer
        if customer is not None:
            self.fields["who"].initial = customer.name
            self.fields["customer"].initial = customer.pk

    def values(self) -> Any:
        """The values of the fields; names as they were typed."""
        names = {name: self.cleaned_data[name] for name in ("product", "category", "shop")}
        return {**super().values(), **names, "customer": self.cleaned_data["customer"]}
