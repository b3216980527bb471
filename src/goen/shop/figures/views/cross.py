"""The page of two ways of sorting customers at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from goen.analysis import RFM_SEGMENTS
from goen.analysis.cross_table import AXES
from goen.analysis.portfolio import segments
from goen.analysis.two_axis import RANKS
from goen.pictures import heat_step
from goen.shop.figures import own
from goen.shop.figures.own_files import offered
from goen.shop.figures.telling import language
from goen.shop.figures.views.frame import asking, frame
from goen.shop.portfolio.place import LAPSED, STATUSES, name_of
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked

Head = dict[str, Any]  # the words of a row or column, and what tells its people


@needs(Ability.SEE)
@require_GET
@asking
def cross(request: HttpRequest, asked: Asked) -> HttpResponse:
    """People and yen of two axes, each place leading to its people."""
    found = told(asked, request.GET)
    context = {
        **frame(request, asked),
        **found,
        "turned": asked.address(rows=found["columns"], columns=found["rows"]),
        "files": offered(request, asked, "cross", found),
    }
    return render(request, "figures/cross/page.html", context)


def told(asked: Asked, given: Mapping[str, str]) -> dict[str, Any]:
    """What the page says, but for what is around it."""
    found = own.answer(asked=asked, name="cross")
    axes = [axis for axis in AXES if found["two_axis"] or axis != "two_axis"]
    rows, columns = _chosen(given.get("rows", ""), given.get("columns", ""), axes)
    first, second = sorted((rows, columns), key=AXES.index)
    table = found["tables"][f"{first}/{second}"]
    cells = {
        tuple(map(_key, (row, column) if first == rows else (column, row))): (people, yen)
        for row, column, people, yen in table["cells"]
    }
    return {
        "names": [(axis, _names()[axis]) for axis in axes],
        "rows": rows,
        "columns": columns,
        "row_name": _names()[rows],
        "column_name": _names()[columns],
        "unplaced": table["unplaced"],
        "of": {"rows": rows, "columns": columns},
        **_table(_heads(rows, asked), _heads(columns, asked), cells),
    }


def _chosen(rows: str, columns: str, axes: list[str]) -> tuple[str, str]:
    """Two different axes: those asked for, as far as they are there."""
    rows = rows if rows in axes else axes[0]
    if columns not in axes or columns == rows:
        columns = next(axis for axis in [axes[1], axes[0]] if axis != rows)
    return rows, columns


def _names() -> dict[str, str]:
    return {
        "cpm": _("Portfolio"),
        "rfm": _("RFM segment"),
        "decile": _("Decile"),
        "two_axis": _("Two-indicator rank"),
    }


def _key(told: Any) -> Any:
    """A key as JSON keeps it: pairs became lists."""
    return tuple(told) if isinstance(told, list) else told


def _heads(axis: str, asked: Asked) -> list[tuple[Any, Head]]:
    """The keys of an axis with their words, the best first."""
    lang = language()
    if axis == "cpm":
        ranks = {rank.key: rank for rank in asked.scheme.ranks}
        return [
            (
                (rank, status),
                {
                    "name": name_of(ranks[rank]),
                    "rank": ranks[rank],
                    "status": status,
                    "under": STATUSES[status] if status == LAPSED else "",
                    "of": {"rank": rank, "status": status},
                },
            )
            for rank, status in sorted(
                segments(scheme=asked.scheme),
                key=lambda one: (one[1] == LAPSED, -[*ranks].index(one[0])),
            )
        ]
    if axis == "rfm":
        return [
            (one.key, {"name": one.name.text(lang), "of": {"segment": one.key}})
            for one in RFM_SEGMENTS
        ]
    if axis == "decile":
        words = pgettext("one of ten groups", "Decile %(number)s")
        return [
            (number, {"name": words % {"number": number}, "of": {"decile": str(number)}})
            for number in range(1, 11)
        ]
    return [
        (key, {"name": name.text(lang), "of": {"two_axis": key}}) for key, name in RANKS.items()
    ]


def _table(
    rows: list[tuple[Any, Head]],
    columns: list[tuple[Any, Head]],
    cells: dict[tuple[Any, ...], tuple[int, int]],
) -> dict[str, Any]:
    """The lines of the table with their sums; the darker a place, the more people."""
    most = max([people for people, _yen in cells.values()] or [0])
    lines = [
        {
            **head,
            "of": {"kind": "cross", **head["of"]},
            "cells": [
                _cell(cells.get((row, column), (0, 0)), most, head["of"] | other["of"])
                for column, other in columns
            ],
            "sum": _sum([cells.get((row, column), (0, 0)) for column, _other in columns]),
        }
        for row, head in rows
    ]
    sums = [
        {
            **head,
            "of": {"kind": "cross", **head["of"]},
            "sum": _sum([cells.get((row, column), (0, 0)) for row, _head in rows]),
        }
        for column, head in columns
    ]
    return {"lines": lines, "sums": sums, "whole": _sum([*cells.values()])}


def _cell(found: tuple[int, int], most: int, of: dict[str, str]) -> dict[str, Any]:
    people, yen = found
    step = heat_step(people, top=most)
    return {"people": people, "yen": yen, "step": step, "of": {"kind": "cross", **of}}


def _sum(cells: list[tuple[int, int]]) -> dict[str, int]:
    return {"people": sum(one[0] for one in cells), "yen": sum(one[1] for one in cells)}
