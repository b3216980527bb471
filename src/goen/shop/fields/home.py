"""The card of the home page: what this person has to enter and has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.fields.models import OwnField
from goen.shop.fields.queries import overdue_for
from goen.shop.staff.access import member
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest


def missing_card(request: HttpRequest) -> dict[str, Any] | None:
    """Fields with values overdue for this person; None when there are none."""
    fields = OwnField.objects.in_use().exclude(when="").exclude(who="")
    rows = [
        {"field": field, "count": count}
        for field in fields
        if (count := overdue_for(field=field, staff=member(request), today=today()).count())
    ]
    return {"rows": rows, "count": sum(row["count"] for row in rows)} if rows else None
