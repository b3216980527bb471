"""What people keep about lists: filters with names, and the columns they like to see."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A filter of one list. Without a name it is the one a person is using, kept out of the URL."""

    list_name = models.CharField(max_length=40)
    name = models.CharField(max_length=60, blank=True)
    tree = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["list_name", "owner"], name="saved_filter_of_list")
        ]

    def __str__(self) -> str:
        return self.name


class ListLayout(models.Model):
    """The columns one person sees in one list, in their order."""

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="list_layouts"
    )
    list_name = models.CharField(max_length=40)
    columns = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["staff", "list_name"], name="list_layout_unique")
        ]

    def __str__(self) -> str:
        return f"{self.list_name}: {', '.join(self.columns)}"
