"""What lies in the trash of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.touches.models import Action, Touch, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.ui.registry import Words

MOST = 100


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows of one kind in the trash; `restore` names the address that takes one out."""

    label: Words
    restore: str
    rows: Sequence[Touch | Voice | Action]


def in_trash() -> list[Heap]:
    """The rows in the trash by kind, newest first."""
    return [
        Heap(label, restore, rows)
        for label, restore, model in (
            (_("Touches"), "touch_restore", Touch),
            (_("Voices of customers"), "voice_restore", Voice),
            (_("Plans and promises"), "action_restore", Action),
        )
        if (rows := _rows(model))
    ]


def _rows(model: type[Touch | Voice | Action]) -> list[Touch | Voice | Action]:
    trashed = model.objects.filter(deleted_at__isnull=False).select_related("customer")
    return list(trashed.order_by("-deleted_at", "-pk")[:MOST])
