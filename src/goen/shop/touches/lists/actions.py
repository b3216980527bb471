"""The list of plans and promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.lists.shared import OwnerForm
from goen.shop.touches.models import Action
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest


NAME = "actions"


def _only(*conditions: tuple[str, str]) -> dict[str, Any]:
    items = [{"fact": fact, "op": op, "values": []} for fact, op in conditions]
    return {"join": "and", "items": items}


def _rows(_request: HttpRequest) -> QuerySet[Action]:
    return Action.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s plan", "%(n)s plans", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Plans and promises"),
    url_name="actions",
    rows=_rows,
    first_sort="due_on",
    counted=_counted,
    tabs=(
        lists.Tab("open", _("To be done"), _only(("state", "open"))),
        lists.Tab("mine", _("Mine"), _only(("state", "open"), ("owner", "me"))),
        lists.Tab("overdue", _("Overdue"), _only(("state", "overdue"))),
        lists.Tab("done", _("Done"), _only(("state", "done"))),
    ),
    actions="touches/_list_actions_actions.html",
    empty="touches/_list_actions_empty.html",
    row_url=lambda row: reverse("action_edit", args=[row.pk]),
)


def register() -> None:
    """Declare what the list shows, is filtered by and can do."""
    lists.declare(NAME, columns=_columns(), facts=_facts(), bulk=_bulk_actions())


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column(
            "what",
            _("What to do"),
            lists.attribute("what"),
            order=5,
            template="touches/_cell_what.html",
        ),
        column(
            "customer",
            pgettext_lazy("touches", "Customer"),
            lists.attribute("customer.name"),
            order=10,
            template="touches/_cell_customer.html",
            select=("customer",),
            narrow="rank",
        ),
        column(
            "due_on",
            _("Until"),
            lists.attribute("due_on"),
            "day",
            order=20,
            template="touches/_cell_due.html",
            sort=("due_on",),
            narrow="last",
        ),
        column(
            "owner", _("Who does it"), lists.attribute("owner.name"), order=30, select=("owner",)
        ),
        column(
            "kind",
            pgettext_lazy("touches", "Kind"),
            lists.attribute("get_kind_display"),
            order=40,
            narrow="sum",
        ),
        column("done_at", _("Done on"), lists.attribute("done_at"), "moment", order=50),
        column(
            "done_by",
            _("Done by"),
            lists.attribute("done_by.name"),
            order=60,
            default=False,
            select=("done_by",),
        ),
        column(
            "entered_at",
            _("Planned on"),
            lists.attribute("entered_at"),
            "moment",
            order=70,
            default=False,
        ),
    )


_STATES = (
    lists.Comparison("open", _("to be done"), "", lambda _f, _v, _a: Q(done_at=None)),
    lists.Comparison(
        "done", pgettext_lazy("touches", "done"), "", lambda _f, _v, _a: Q(done_at__isnull=False)
    ),
    lists.Comparison(
        "overdue",
        _("overdue"),
        "",
        lambda _f, _v, asking: Q(done_at=None, due_on__lt=asking.today),
    ),
    lists.Comparison(
        "today",
        _("due today or earlier"),
        "",
        lambda _f, _v, asking: Q(done_at=None, due_on__lte=asking.today),
    ),
)


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact("state", _("State"), "own", own=_STATES, order=5),
        fact("due_on", _("Until"), "day", "due_on", order=10),
        fact("owner", _("Who does it"), "staff", "owner", lists.names_of(Staff), order=20),
        fact(
            "kind",
            pgettext_lazy("touches", "Kind"),
            "choice",
            "kind",
            lists.choices_of(Action.Kind),
            order=30,
        ),
        fact("what", _("What to do"), "text", "what", order=40),
        fact("done_at", _("Done on"), "moment", "done_at", order=50),
        fact("customer", _("Name of the customer"), "text", "customer__name", order=60),
    )


def _bulk_actions() -> tuple[lists.BulkAction, ...]:
    action, bulk = lists.BulkAction, Ability.BULK.value
    return (
        action("owner", _("Hand over"), "user", bulk, _reassign, _handed, OwnerForm, order=10),
        action("done", _("Mark as done"), "check", bulk, _done, _finished, order=20),
        action("trash", _("To the trash"), "trash", bulk, _trash, _trashed, order=90),
    )


def _reassign(by: Staff, ids: Sequence[int], values: Mapping[str, Any], group: UUID) -> None:
    lists.in_chunks(
        lambda chunk: operations.reassign_actions(
            by=by, action_ids=chunk, owner=values["owner"], group=group
        ),
        ids=ids,
    )


def _done(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.complete_actions(by=by, action_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_actions(by=by, action_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _handed(count: int) -> str:
    said = ngettext("%(n)s plan is handed over", "%(n)s plans are handed over", count)
    return said % {"n": f"{count:,}"}


def _finished(count: int) -> str:
    return ngettext("%(n)s plan is done", "%(n)s plans are done", count) % {"n": f"{count:,}"}


def _trashed(count: int) -> str:
    said = ngettext("%(n)s plan is in the trash", "%(n)s plans are in the trash", count)
    return said % {"n": f"{count:,}"}
