"""The people behind a figure: on screen and as a file."""

from __future__ import annotations

from itertools import count as counting
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goen.sheets import OutColumn, write_table
from goen.shop.customers.models import Customer
from goen.shop.figures import behind, titles
from goen.shop.figures.views.frame import asking, frame
from goen.shop.portfolio.place import ACTIVE, LAPSED, STATUSES, name_of
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import number
from goen.shop.ui.signals import list_exported, list_seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked
    from goen.shop.figures.behind import Person

NAME = "figures"
_PART = 2_000


@needs(Ability.SEE)
@require_GET
@asking
def people(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Who was counted there, most yen first."""
    of = behind.given(request.GET)
    start = number(request, "start")
    found = _found(asked, of, start=start)
    list_seen.send(NAME, staff=member(request), name=NAME, count=len(found.people))
    context = {
        **frame(request, asked),
        "title": titles.of(asked=asked, told=of),
        "found": found,
        "lines": _lines(asked, found.people),
        "first": start + 1,
        "last": start + len(found.people),
        "here": asked.address(**of),
        "of": of,
        "before": asked.address(**of, start=max(start - behind.PAGE, 0) or None) if start else "",
        "after": asked.address(**of, start=start + behind.PAGE)
        if start + len(found.people) < found.customers
        else "",
    }
    return render(request, "figures/people.html", context)


def _found(asked: Asked, of: dict[str, str], **more: int) -> behind.Behind:
    try:
        return behind.people(asked=asked, of=of, **more)
    except behind.NobodyAsked as error:
        raise Http404 from error


def _lines(asked: Asked, found: Sequence[Person]) -> list[dict[str, Any]]:
    """The people with what the ledger of customers says of them; some may have left it."""
    rows = Customer.objects.live().select_related("owner")
    known = rows.in_bulk([one.customer for one in found])
    return [
        {
            "person": one,
            "customer": known.get(one.customer),
            "rank": asked.scheme.ranks[one.rank - 1] if one.rank else None,
            "rank_name": name_of(asked.scheme.ranks[one.rank - 1]) if one.rank else "",
        }
        for one in found
    ]


def _columns() -> list[OutColumn]:
    return [
        OutColumn(_("Customer number"), "code"),
        OutColumn(_("Name")),
        OutColumn(_("Rank")),
        OutColumn(_("Active or lapsed")),
        OutColumn(_("Last purchase"), "date"),
        OutColumn(_("Last 12 months"), "money"),
        OutColumn(_("Total so far"), "money"),
        OutColumn(_("Owner")),
    ]


@needs(Ability.EXPORT)
@require_POST
@asking
def people_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same people as a workbook; it is noted who took it."""
    of = behind.given(request.GET)
    title = titles.of(asked=asked, told=of)
    with TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "people.xlsx"
        rows = _all(asked, of)
        written = write_table(path, columns=_columns(), rows=rows, format="xlsx", title=title)
        body = path.read_bytes()
    list_exported.send(
        NAME,
        staff=member(request),
        name=NAME,
        count=written.rows,
        form="xlsx",
        conditions=[title],
    )
    return _workbook(body, "goen-people", asked)


def _workbook(body: bytes, name: str, asked: Asked) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{asked.day}.xlsx"'
    return answer


def _all(asked: Asked, of: dict[str, str]) -> Iterator[list[Any]]:
    for start in counting(0, _PART):
        found = _found(asked, of, start=start, most=_PART)
        for line in _lines(asked, found.people):
            yield _row(line)
        if start + len(found.people) >= found.customers:
            return


def _row(line: dict[str, Any]) -> list[Any]:
    one, customer = line["person"], line["customer"]
    status = "" if one.lapsed is None else str(STATUSES[LAPSED if one.lapsed else ACTIVE])
    return [
        customer.code if customer else "",
        customer.name if customer else _("Not in the ledger any more"),
        line["rank_name"],
        status,
        one.last_day,
        one.amount_12m,
        one.amount,
        customer.owner.name if customer and customer.owner else "",
    ]
