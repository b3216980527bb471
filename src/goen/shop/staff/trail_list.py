"""The audit trail as a list: who did what to whom, when, from what to what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from goen.shop.staff.action_names import ACTION_NAMES, action_name
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.origin import origins_of
from goen.shop.staff.trail_words import KIND_NAMES, lines_of, subject_words
from goen.shop.ui.lists import Asking, Column, Fact, ListPage, names_of
from goen.shop.ui.lists import declare as add_to_list
from goen.shop.ui.lists.fact import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

from goen.shop.staff.trail_words import Line

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


def _changes(row: Trail, lines: Mapping[int, list[Line]]) -> list[Line]:
    return lines.get(row.pk, [])


def _action_choices() -> Sequence[tuple[str, str]]:
    return [(action, str(name)) for action, name in ACTION_NAMES.items()]


def _kind_choices() -> Sequence[tuple[str, str]]:
    return [(kind, str(name)) for kind, name in KIND_NAMES.items()]


def _is_done(fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    """Some names stand for several actions: "consent.request" for received, done and declined."""
    found = Q(pk__in=[])
    for action in values:
        found |= Q(action=action) | Q(action__startswith=f"{action}.")
    return found


_ONE_OF, _NONE_OF = KINDS["choice"]
_ACTION_IS = (
    replace(_ONE_OF, q=_is_done),
    replace(_NONE_OF, q=lambda fact, values, asking: ~_is_done(fact, values, asking)),
)


COLUMNS = (
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
        "action",
        _("What"),
        lambda row, _all: action_name(row.action),
        order=3,
        narrow="rank",
        gather=origins_of,
        template="staff/_cell_action.html",
        within=("origin",),
    ),
    Column(
        "origin",
        pgettext_lazy("trail", "Where it came from"),
        lambda row, found: found.get(row.pk),
        order=7,
        default=False,
        gather=origins_of,
    ),
    Column(
        "label",
        _("To whom or what"),
        lambda row, _all: subject_words(row),
        order=4,
        narrow="last",
    ),
    Column(
        "kind",
        _("Kind of object"),
        lambda row, _all: KIND_NAMES.get(row.kind, row.kind),
        order=6,
        default=False,
    ),
    Column(
        "changes",
        _("From what to what"),
        _changes,
        order=5,
        gather=lines_of,
        template="staff/_cell_changes.html",
    ),
)

FACTS = (
    Fact("at", _("When"), "moment", "at", order=1),
    Fact("staff", _("Who"), "staff", "staff", names_of(Staff), order=2),
    Fact("action", _("What"), "choice", "action", _action_choices, own=_ACTION_IS, order=3),
    Fact("label", _("To whom or what"), "text", "label", order=4),
    Fact("kind", _("Kind of object"), "choice", "kind", _kind_choices, order=5),
)


def declare() -> None:
    """Tell the lists what the trail shows; called once, when Django is ready."""
    add_to_list(NAME, columns=COLUMNS, facts=FACTS)
