"""The audit trail as a list: who did what to whom, when, from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goen.shop.staff.action_names import ACTION_NAMES, action_name
from goen.shop.staff.models import ERASED, Staff, Trail
from goen.shop.ui.lists import Column, Fact, ListPage, columns, facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

NAME = "trail"


def _rows(_request: HttpRequest) -> QuerySet[Trail]:
    return Trail.objects.all()


def _counted(count: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": f"{count:,}"}


TRAIL = ListPage(
    name=NAME,
    title=_("Audit trail"),
    url_name="trail",
    rows=_rows,
    first_sort="-at",
    counted=_counted,
    ability="TRAIL",
)


def _changes(row: Trail, _all: Any) -> list[str]:
    return [
        f"{change.get('label') or change.get('field')}: {_shown(change.get('from'))} → "
        f"{_shown(change.get('to'))}"
        for change in row.changes
    ]


def _shown(value: Any) -> str:
    if value == ERASED:
        return str(_("(erased)"))
    return "—" if value in (None, "", []) else str(value)[:200]


def _staff_choices() -> Sequence[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Staff.objects.order_by("pk")]


def _action_choices() -> Sequence[tuple[str, str]]:
    return [(action, str(name)) for action, name in ACTION_NAMES.items()]


def declare() -> None:
    """Tell the lists what the trail shows; called once, when Django is ready."""
    for column in (
        Column(
            "at",
            _("When"),
            lambda row, _all: row.at,
            "moment",
            1,
            sort=("at",),
            template="staff/_cell_at.html",
        ),
        Column(
            "staff",
            _("Who"),
            lambda row, _all: row.staff.name if row.staff else None,
            order=2,
            select=("staff",),
        ),
        Column(
            "action", _("What"), lambda row, _all: action_name(row.action), order=3, narrow="rank"
        ),
        Column("label", _("To whom or what"), lambda row, _all: row.label, order=4, narrow="last"),
        Column(
            "changes",
            _("From what to what"),
            _changes,
            order=5,
            template="staff/_cell_changes.html",
        ),
    ):
        columns(NAME).add(column)
    for fact in (
        Fact("at", _("When"), "moment", "at", order=1),
        Fact("staff", _("Who"), "staff", "staff", _staff_choices, order=2),
        Fact("action", _("What"), "choice", "action", _action_choices, order=3),
        Fact("label", _("To whom or what"), "text", "label", order=4),
        Fact("kind", _("Kind of object"), "text", "kind", order=5),
    ):
        facts(NAME).add(fact)
