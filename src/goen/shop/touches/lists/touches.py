"""The list of touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.models import Action, Feeling, Touch
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest


NAME = "touches"
_MINE = {"join": "and", "items": [{"fact": "staff", "op": "me", "values": []}]}
_MONTH = {"join": "and", "items": [{"fact": "at", "op": "this_month", "values": []}]}


def _rows(_request: HttpRequest) -> QuerySet[Touch]:
    return Touch.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s record", "%(n)s records", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Touches"),
    url_name="touches",
    rows=_rows,
    first_sort="-at",
    counted=_counted,
    tabs=(
        lists.Tab("mine", _("Recorded by me"), _MINE),
        lists.Tab("month", _("This month"), _MONTH),
    ),
    actions="touches/_list_touches_actions.html",
    empty="touches/_list_touches_empty.html",
    row_url=lambda row: reverse("touch", args=[row.pk]),
)


def register() -> None:
    """Declare what the list shows, is filtered by and can do."""
    trash = lists.BulkAction(
        "trash", _("To the trash"), "trash", Ability.BULK.value, _trash, _trashed, order=90
    )
    lists.declare(NAME, columns=_columns(), facts=_facts(), bulk=[trash])


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column(
            "customer",
            pgettext_lazy("touches", "Customer"),
            lists.attribute("customer.name"),
            order=5,
            template="touches/_cell_customer.html",
            select=("customer",),
        ),
        column(
            "at", _("When"), lists.attribute("at"), "moment", order=10, sort=("at",), narrow="last"
        ),
        column(
            "kind",
            pgettext_lazy("touches", "Kind"),
            lists.attribute("get_kind_display"),
            order=20,
            template="touches/_cell_kind.html",
            narrow="sum",
        ),
        column(
            "line",
            _("In a line"),
            lists.attribute("line"),
            order=30,
            template="touches/_cell_line.html",
            narrow="rank",
        ),
        column(
            "staff",
            pgettext_lazy("touches", "Who"),
            lists.attribute("staff.name"),
            order=40,
            template="touches/_cell_short.html",
            select=("staff",),
        ),
        column(
            "feeling",
            _("How it felt"),
            lists.attribute("get_feeling_display"),
            order=50,
            template="touches/_cell_short.html",
        ),
        column("next", _("What comes next"), _next, order=60, gather=_following),
        column("minutes", _("Minutes"), lists.attribute("minutes"), "num", order=70, default=False),
        column(
            "direction",
            _("Direction"),
            lists.attribute("get_direction_display"),
            order=80,
            default=False,
        ),
        column(
            "contact",
            _("Contact person"),
            lists.attribute("contact.name"),
            order=90,
            default=False,
            select=("contact",),
        ),
        column("text", _("More about it"), lists.attribute("text"), order=95, default=False),
        column("bulk", _("Sent to many at once"), _bulk, order=96, default=False),
        column(
            "code",
            _("Customer number"),
            lists.attribute("customer.code"),
            "code",
            order=97,
            default=False,
            select=("customer",),
        ),
    )


def _following(rows: Sequence[Touch]) -> dict[int, Action]:
    found: dict[int, Action] = {}
    for action in (
        Action.objects.live().filter(touch__in=[row.pk for row in rows]).order_by("-due_on")
    ):
        if action.touch_id is not None:
            found[action.touch_id] = action
    return found


def _next(row: Touch, gathered: Mapping[int, Action]) -> str | None:
    action = gathered.get(row.pk)
    return f"{action.due_on:%Y/%m/%d} {action.what}" if action else None


def _bulk(row: Touch, _gathered: Any) -> str | None:
    return str(_("yes")) if row.bulk else None


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact("at", _("When"), "moment", "at", order=10),
        fact(
            "kind",
            pgettext_lazy("touches", "Kind"),
            "choice",
            "kind",
            lists.choices_of(Touch.Kind),
            order=20,
        ),
        fact(
            "staff",
            pgettext_lazy("touches", "Who"),
            "staff",
            "staff",
            lists.names_of(Staff),
            order=30,
        ),
        fact("line", _("In a line"), "text", "line", order=40),
        fact("text", _("More about it"), "text", "text", order=50),
        fact("feeling", _("How it felt"), "choice", "feeling", lists.choices_of(Feeling), order=60),
        fact(
            "direction",
            _("Direction"),
            "choice",
            "direction",
            lists.choices_of(Touch.Direction),
            order=70,
        ),
        fact("minutes", _("Minutes"), "number", "minutes", order=80),
        fact("bulk", _("Sent to many at once"), "yes_no", "bulk", order=90),
        fact("attended", _("Came (event)"), "yes_no", "attended", order=91),
        fact("customer", _("Name of the customer"), "text", "customer__name", order=92),
        fact(
            "owner",
            _("Owner of the customer"),
            "staff",
            "customer__owner",
            lists.names_of(Staff),
            order=93,
        ),
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_touches(by=by, touch_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _trashed(count: int) -> str:
    said = ngettext("%(n)s record is in the trash", "%(n)s records are in the trash", count)
    return said % {"n": f"{count:,}"}
