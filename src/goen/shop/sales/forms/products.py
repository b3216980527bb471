"""The form of a product."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from goen.shop.sales.forms.fields import AmountField, NameField
from goen.shop.sales.models import Category, Family, Product
from goen.shop.ui.forms import VersionedForm


class ProductForm(VersionedForm):
    """What is known of a product."""

    other_digits = ("code",)  # of goods: 12 digits are usual

    category = NameField(label=gettext_lazy("Category"), model=Category, list_id="known-categories")
    family = NameField(
        label=gettext_lazy("Family"),
        model=Family,
        list_id="known-families",
        help_text=gettext_lazy("Products of which one can stand instead of another"),
    )
    price = AmountField(label=gettext_lazy("Price"), required=False)

    class Meta:
        model = Product
        fields: ClassVar[list[str]] = ["code", "name", "price", "grade"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("category", "family"):
            self.fields[name].initial = str(getattr(self.instance, name) or "")

    def values(self) -> Any:
        """The values of the fields; names as they were typed."""
        names = {name: self.cleaned_data[name] for name in ("category", "family")}
        return {**super().values(), **names}
