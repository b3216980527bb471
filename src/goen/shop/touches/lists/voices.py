"""The list of voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.staff.models import Department, Staff
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations
from goen.shop.touches.lists.shared import DepartmentForm, OwnerForm
from goen.shop.touches.models import Level, Touch, Voice
from goen.shop.ui import lists
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest


NAME = "voices"


def _only(*conditions: tuple[str, str, list[str]]) -> dict[str, Any]:
    items = [{"fact": fact, "op": op, "values": values} for fact, op, values in conditions]
    return {"join": "and", "items": items}


_WAITING = ("status", "in", ["NEW", "ACTING"])


def _rows(_request: HttpRequest) -> QuerySet[Voice]:
    return Voice.objects.live()


def _counted(n: int) -> str:
    return ngettext("%(n)s voice", "%(n)s voices", n) % {"n": f"{n:,}"}


PAGE = lists.ListPage(
    name=NAME,
    title=_("Voices of customers"),
    url_name="voice_list",
    rows=_rows,
    first_sort="-received_at",
    counted=_counted,
    tabs=(
        lists.Tab("waiting", _("Unfinished"), _only(_WAITING)),
        lists.Tab("urgent", _("Urgent"), _only(_WAITING, ("urgency", "in", ["3"]))),
        lists.Tab("untold", _("Not yet told"), _only(("status", "in", ["DONE"]))),
        lists.Tab("mine", _("Mine"), _only(_WAITING, ("owner", "me", []))),
    ),
    actions="touches/_list_voices_actions.html",
    empty="touches/_list_voices_empty.html",
    row_url=lambda row: reverse("voice", args=[row.pk]),
)


def register() -> None:
    """Declare what the list shows, is filtered by and can do."""
    lists.declare(NAME, columns=_columns(), facts=_facts(), bulk=_bulk_actions())


def _columns() -> tuple[lists.Column, ...]:
    column = lists.Column
    return (
        column(
            "title",
            _("Voice"),
            lists.attribute("title"),
            order=5,
            template="touches/_cell_voice.html",
        ),
        column(
            "kind",
            pgettext_lazy("touches", "Kind"),
            lists.attribute("get_kind_display"),
            order=10,
            template="touches/_cell_voice_kind.html",
            narrow="sum",
        ),
        column(
            "customer",
            pgettext_lazy("touches", "Customer"),
            lists.attribute("customer.name"),
            order=20,
            template="touches/_cell_customer.html",
            select=("customer",),
            narrow="rank",
        ),
        column(
            "status", _("State"), lists.attribute("get_status_display"), order=30, narrow="last"
        ),
        column("importance", _("Importance"), lists.attribute("get_importance_display"), order=40),
        column("urgency", _("Urgency"), lists.attribute("get_urgency_display"), order=41),
        column(
            "department",
            _("To act"),
            lists.attribute("department.name"),
            order=50,
            select=("department",),
        ),
        column(
            "owner", _("Responsible"), lists.attribute("owner.name"), order=55, select=("owner",)
        ),
        column("due_on", _("Due"), lists.attribute("due_on"), "day", order=60),
        column(
            "received_at",
            _("Heard"),
            lists.attribute("received_at"),
            "moment",
            order=65,
            sort=("received_at",),
        ),
        column(
            "words", _("In the customer's words"), lists.attribute("words"), order=70, default=False
        ),
        column("product", _("Product"), lists.attribute("product"), order=71, default=False),
        column(
            "channel",
            _("How it came"),
            lists.attribute("get_channel_display"),
            order=72,
            default=False,
        ),
        column(
            "taken_by",
            _("Who heard it"),
            lists.attribute("taken_by.name"),
            order=73,
            default=False,
            select=("taken_by",),
        ),
        column(
            "what_was_done",
            _("What was done"),
            lists.attribute("what_was_done"),
            order=74,
            default=False,
        ),
        column(
            "improvement",
            _("Improvement"),
            lists.attribute("improvement.title"),
            order=75,
            default=False,
            select=("improvement",),
        ),
        column(
            "acting", _("Hours until acting"), _hours("acting_at"), "num", order=80, default=False
        ),
        column("done", _("Hours until done"), _hours("done_at"), "num", order=81, default=False),
        column("told", _("Hours until told"), _hours("told_at"), "num", order=82, default=False),
    )


def _hours(name: str) -> Callable[[Voice, Any], float | None]:
    def value(row: Voice, _gathered: Any) -> float | None:
        at = getattr(row, name)
        return round((at - row.entered_at).total_seconds() / 3600, 1) if at else None

    return value


def _facts() -> tuple[lists.Fact, ...]:
    fact = lists.Fact
    return (
        fact(
            "kind",
            pgettext_lazy("touches", "Kind"),
            "choice",
            "kind",
            lists.choices_of(Voice.Kind),
            order=10,
        ),
        fact("status", _("State"), "choice", "status", lists.choices_of(Voice.Status), order=20),
        fact(
            "importance", _("Importance"), "choice", "importance", lists.choices_of(Level), order=30
        ),
        fact("urgency", _("Urgency"), "choice", "urgency", lists.choices_of(Level), order=31),
        fact("received_at", _("Heard"), "moment", "received_at", order=40),
        fact("due_on", _("Due"), "day", "due_on", order=41),
        fact(
            "department", _("To act"), "choice", "department", lists.names_of(Department), order=50
        ),
        fact("owner", _("Responsible"), "staff", "owner", lists.names_of(Staff), order=51),
        fact("taken_by", _("Who heard it"), "staff", "taken_by", lists.names_of(Staff), order=52),
        fact("title", _("In a line"), "text", "title", order=60),
        fact("words", _("In the customer's words"), "text", "words", order=61),
        fact("product", _("Product"), "text", "product", order=62),
        fact(
            "channel", _("How it came"), "choice", "channel", lists.choices_of(Touch.Kind), order=63
        ),
        fact("may_publish", _("May be published"), "yes_no", "may_publish", order=70),
        fact("improvement", _("Improvement"), "text", "improvement__title", order=71),
        fact("customer", _("Name of the customer"), "text", "customer__name", order=80),
    )


def _bulk_actions() -> tuple[lists.BulkAction, ...]:
    action, bulk = lists.BulkAction, Ability.BULK.value
    return (
        action("owner", _("Assign"), "user", bulk, _assign, _changed, OwnerForm, order=10),
        action(
            "department",
            _("Set the department"),
            "building",
            bulk,
            _department,
            _changed,
            DepartmentForm,
            order=20,
        ),
        action("trash", _("To the trash"), "trash", bulk, _trash, _trashed, order=90),
    )


def _assign(by: Staff, ids: Sequence[int], values: Mapping[str, Any], group: UUID) -> None:
    _set(by, ids, {"owner": values["owner"]}, group)


def _department(by: Staff, ids: Sequence[int], values: Mapping[str, Any], group: UUID) -> None:
    _set(by, ids, {"department": values["department"]}, group)


def _set(by: Staff, ids: Sequence[int], values: operations.VoiceValues, group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.assign_voices(
            by=by, voice_ids=chunk, values=values, now=moment, group=group
        ),
        ids=ids,
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    moment = now()
    lists.in_chunks(
        lambda chunk: operations.trash_voices(by=by, voice_ids=chunk, now=moment, group=group),
        ids=ids,
    )


def _changed(count: int) -> str:
    said = ngettext("%(n)s voice is assigned", "%(n)s voices are assigned", count)
    return said % {"n": f"{count:,}"}


def _trashed(count: int) -> str:
    said = ngettext("%(n)s voice is in the trash", "%(n)s voices are in the trash", count)
    return said % {"n": f"{count:,}"}
