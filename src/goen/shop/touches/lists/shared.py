"""What the lists of this room have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.models import Department, Staff
from goen.shop.touches.forms import colleagues

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Choices

_CHUNK = 50


def staff_choices() -> list[tuple[str, str]]:
    """Everybody who is or was here, by name."""
    return [
        (str(pk), name) for pk, name in Staff.objects.order_by("name").values_list("pk", "name")
    ]


def department_choices() -> list[tuple[str, str]]:
    """The departments by name."""
    rows = Department.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def choices_of(kinds: type[Choices]) -> Callable[[], Sequence[tuple[str, str]]]:
    """The choices of a field, with values as texts."""
    return lambda: [(str(value), str(label)) for value, label in kinds.choices]


def attribute(path: str) -> Callable[[Any, Any], Any]:
    """The value at the end of a dotted path; nothing when a part of it is nothing."""

    def value(row: Any, _gathered: Any) -> Any:
        for name in path.split("."):
            row = getattr(row, name, None)
            row = row() if callable(row) else row
            if row is None:
                return None
        return row

    return value


def in_chunks(run: Callable[[Sequence[int]], object], *, ids: Sequence[int]) -> None:
    """Run an operation in chunks, so that nobody waits long for the database."""
    for start in range(0, len(ids), _CHUNK):
        run(ids[start : start + _CHUNK])


class OwnerForm(forms.Form):
    """To whom it is handed over."""

    owner = forms.ModelChoiceField(label=_("Hand over to"), queryset=Staff.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    """Which department acts."""

    department = forms.ModelChoiceField(
        label=_("Department to act"), queryset=Department.objects.order_by("name")
    )
