"""What people keep about a list: filters, with or without a name, and their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from goen.shop.ui.models import ListLayout, SavedFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from goen.shop.ui.lists.tree import Group

UNNAMED = 20  # filters without a name that are kept per person and list


def visible_filters(*, staff: Any, list_name: str) -> QuerySet[SavedFilter]:
    """The filters of this list that `staff` may use: own ones and shared ones."""
    return SavedFilter.objects.filter(Q(owner=staff) | Q(shared=True), list_name=list_name)


@transaction.atomic
def use_filter(*, staff: Any, list_name: str, tree: Group) -> SavedFilter:
    """Keep a filter without a name, so that an address can point to it; the oldest go."""
    made = SavedFilter.objects.create(list_name=list_name, owner=staff, tree=tree.as_json())
    unnamed = SavedFilter.objects.filter(list_name=list_name, owner=staff, name="")
    old = list(unnamed.order_by("-pk").values_list("pk", flat=True)[UNNAMED:])
    SavedFilter.objects.filter(pk__in=old).delete()
    return made


@transaction.atomic
def name_filter(*, staff: Any, list_name: str, tree: Group, name: str, shared: bool) -> SavedFilter:
    """Keep a filter under a name; sharing it with everybody needs the ability to approve."""
    if shared and not staff.may("APPROVE"):
        raise PermissionDenied
    same = SavedFilter.objects.filter(list_name=list_name, owner=staff, name=name).first()
    kept = same or SavedFilter(list_name=list_name, owner=staff, name=name)
    kept.tree, kept.shared = tree.as_json(), shared
    kept.save()
    return kept


class NameTaken(ValueError):
    """The person has another filter of that name in the same list."""


@transaction.atomic
def rename_filter(*, staff: Any, filter_id: int, name: str) -> None:
    """Give a saved filter another name; raises NameTaken and PermissionDenied."""
    kept = SavedFilter.objects.select_for_update().get(pk=filter_id)
    _check_own(staff, kept)
    same = SavedFilter.objects.filter(list_name=kept.list_name, owner=kept.owner, name=name)
    if same.exclude(pk=kept.pk).exists():
        raise NameTaken(name)
    kept.name = name
    kept.save(update_fields=["name"])


def _check_own(staff: Any, kept: SavedFilter) -> None:
    if kept.owner_id != staff.pk and not (kept.shared and staff.may("APPROVE")):
        raise PermissionDenied


@transaction.atomic
def forget_filter(*, staff: Any, filter_id: int) -> tuple[str, bool]:
    """Take the name from a filter: one's own, or a shared one for those who may approve.

    Gives the name and whether it was shared, for `name_again`.
    """
    kept = SavedFilter.objects.select_for_update().get(pk=filter_id)
    _check_own(staff, kept)
    was = (kept.name, kept.shared)
    kept.name, kept.shared = "", False
    kept.save(update_fields=["name", "shared"])
    return was


def name_again(*, filter_id: int, name: str, shared: bool) -> bool:
    """Undo `forget_filter`; False when the filter is gone by now."""
    rows = SavedFilter.objects.filter(pk=filter_id, name="")
    return bool(rows.update(name=name, shared=shared))


def chosen_columns(*, staff: Any, list_name: str) -> list[str]:
    """The keys of the columns this person chose; none when they never did."""
    layout = ListLayout.objects.filter(staff=staff, list_name=list_name).first()
    return [str(key) for key in layout.columns] if layout else []


def choose_columns(*, staff: Any, list_name: str, keys: Sequence[str]) -> None:
    """Keep the columns in this order; none chosen means those everybody sees."""
    if not keys:
        ListLayout.objects.filter(staff=staff, list_name=list_name).delete()
        return
    ListLayout.objects.update_or_create(
        staff=staff, list_name=list_name, defaults={"columns": list(keys)}
    )
