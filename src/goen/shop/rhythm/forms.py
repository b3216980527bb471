"""The form of this room: how many customers each person calls in a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from goen.shop.rhythm.capacity import weekly_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goen.shop.staff.models import Staff

_MOST = 500


class WeeklyForm(forms.Form):
    """One number for each person."""

    def __init__(self, *args: Any, people: Sequence[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people
        for staff in people:
            self.fields[f"weekly-{staff.pk}"] = forms.IntegerField(
                label=staff.name,
                min_value=0,
                max_value=_MOST,
                initial=weekly_of(staff_id=staff.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def counts(self) -> Iterator[tuple[Staff, int]]:
        """Who calls how many, once the form is valid."""
        for staff in self._people:
            yield staff, self.cleaned_data[f"weekly-{staff.pk}"]
