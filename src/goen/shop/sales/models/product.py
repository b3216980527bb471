"""Products, the families they belong to, and how good they are within one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_LIVE = models.Q(deleted_at=None)


class Grade(models.IntegerChoices):
    """Where a product stands in its family (松竹梅): the next one up can be offered."""

    PINE = 3, pgettext_lazy("grade of a product", "Pine (best)")
    BAMBOO = 2, pgettext_lazy("grade of a product", "Bamboo (middle)")
    PLUM = 1, pgettext_lazy("grade of a product", "Plum (simple)")


class Named(models.Model):
    """Something that sales files call by a name, written in one way."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)  # comparable form

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Category(Named):
    """A kind of goods, as the company's own files divide them."""


class Family(Named):
    """Products of which one can stand instead of another: better, simpler."""


class ProductRows(models.QuerySet["Product"]):
    """Questions about products."""

    def live(self) -> ProductRows:
        """Those not in the trash."""
        return self.filter(deleted_at=None)


class Product(models.Model):
    """Something that is sold."""

    code = models.CharField(_("product code"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, blank=True, editable=False)  # comparable form
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    family = models.ForeignKey(
        Family,
        verbose_name=_("family"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    grade = models.PositiveSmallIntegerField(
        _("grade"), choices=Grade.choices, null=True, blank=True
    )
    price = models.BigIntegerField(_("price"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = ProductRows.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code="") & _LIVE, name="product_code_unique"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name_key", "id"], condition=_LIVE, name="product_by_name"),
            models.Index(fields=["code", "id"], condition=_LIVE, name="product_by_code"),
        ]

    def __str__(self) -> str:
        return self.name
