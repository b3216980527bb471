"""The ledger of a month: published, known today, or as if other limits had counted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goen.sheets import write_table
from goen.shop.figures import asked as asking_for
from goen.shop.figures import ledger_book, published, restated
from goen.shop.figures.segments import segments
from goen.shop.figures.views.frame import asking, frame
from goen.shop.portfolio.models import Restatement
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import number
from goen.shop.ui.signals import list_exported, list_seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked
    from goen.shop.figures.published import Bridge, Ledger, Month
    from goen.shop.figures.segments import Segment

NAME = "figures"
KNOWN = "known"  # what `view` says in an address; nothing: as it was published


@dataclass(frozen=True)
class Sheet:
    """The ledger of one month as it was asked for.

    `asked` is its last evening, `before` the evening before it begins; `alone`: nothing was
    published about these customers or by this version, so what is known today is all there is.
    """

    asked: Asked
    before: Asked
    months: Sequence[Month]
    month: Month
    view: str
    alone: bool
    ledger: Ledger
    bridge: Bridge | None
    counted: Sequence[tuple[Segment, int | None, int | None]]

    def address(self, **more: Any) -> str:
        """The same sheet, or another one, as the end of an address."""
        told = {"view": self.view, "month": self.month.key, **more}
        return reverse("figures_ledger") + self.asked.address(on="", **told)


def _sheet(request: HttpRequest, question: Asked) -> Sheet:
    months = published.months(asked=question, day_of=localdate)
    month = _month(request.GET, question, months)
    asked = _at(request, min(month.last, question.newest))
    before = _at(request, max(month.before, question.first))
    alone = asked.chosen or asked.subset.kind != "all"
    view = KNOWN if request.GET.get("view") == KNOWN else ""
    today = published.known(asked=asked, month=month)
    lines: Sequence[published.Line] = today
    if not alone and not view:
        lines = published.lines(month=month, today=today)
    ledger = published.ledger_of(
        asked=asked, month=month, lines=lines, today=today, ends=month.state != "closed"
    )
    bridged = month.state == "closed" and not alone and view == KNOWN
    return Sheet(
        asked=asked,
        before=before,
        months=months,
        month=month,
        view=view,
        alone=alone,
        ledger=ledger,
        bridge=published.bridge(month=month, rows=ledger.rows) if bridged else None,
        counted=_counted(request, asked, month, today) if asked.chosen else [],
    )


def _at(request: HttpRequest, day: date) -> Asked:
    """The same question about another evening, by the limits that counted on that one."""
    kept = {name: request.GET.get(name, "") for name in ("who", "by")}
    return asking_for.read(given={**kept, "on": day.isoformat()}, by=member(request))


def _month(given: Mapping[str, str], question: Asked, months: Sequence[Month]) -> Month:
    """The month asked for, by its name or an evening of it; else the last one that was closed."""
    wanted = given.get("month") or given.get("on", "")[:7]
    if wanted:
        found = next((one for one in months if one.key == wanted), None)
        if found is None:
            first, last = months[-1].key, months[0].key
            raise asking_for.Unreadable(
                _("There are months from %(first)s to %(last)s.") % {"first": first, "last": last}
            )
        return found
    return next((one for one in months if one.state == "closed"), months[0])


def _counted(
    request: HttpRequest, asked: Asked, month: Month, lines: Sequence[published.Line]
) -> list[tuple[Segment, int | None, int | None]]:
    """Each segment by the version asked for, and by the one that counted; None: it has none."""
    given = {"who": request.GET.get("who", ""), "on": asked.day.isoformat()}
    counted = asking_for.read(given=given, by=member(request))
    mine, theirs = (
        {one["segment"]: one["closing"] for one in some}
        for some in (lines, published.known(asked=counted, month=month))
    )
    occurring = {key for key, count in theirs.items() if count}
    ours = {f"{rank.key}/" for rank in asked.scheme.ranks}
    others = {f"{rank.key}/" for rank in counted.scheme.ranks}
    return [
        (
            one,
            mine.get(one.key, 0) if f"{one.rank.key}/" in ours else None,
            theirs.get(one.key, 0) if f"{one.rank.key}/" in others else None,
        )
        for one in segments(schemes=[asked.scheme, counted.scheme], occurring=occurring)
    ]


@needs(Ability.SEE)
@require_GET
@asking
def ledger(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One month: its lines, and what became known of it later."""
    sheet = _sheet(request, asked)
    context = {
        **frame(request, sheet.asked),
        "sheet": sheet,
        "month": sheet.month,
        "ledger": sheet.ledger,
        "newer": _beside(sheet, -1),
        "older": _beside(sheet, 1),
        "earlier_url": _restated_before(sheet),
        "published_url": sheet.address(view="", by=""),
        "known_url": sheet.address(view=KNOWN, by=""),
        "since": sum(restated.counts(sheet.month.first).values()),
        **(_restated(request, sheet) if sheet.bridge else {}),
    }
    return render(request, "figures/ledger/ledger.html", context)


def _beside(sheet: Sheet, way: int) -> str:
    """Where the month before or after is; empty at the ends."""
    place = sheet.months.index(sheet.month) + way
    if not 0 <= place < len(sheet.months):
        return ""
    return sheet.address(month=sheet.months[place].key)


def _restated_before(sheet: Sheet) -> str:
    """Where it stands what became known of the closing before; empty when it was none."""
    place = sheet.months.index(sheet.month) + 1
    if place == len(sheet.months) or sheet.months[place].state != "closed":
        return ""
    return sheet.address(month=sheet.months[place].key, view=KNOWN)


def _restated(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Who stands elsewhere than was published, by name."""
    given = {name: request.GET.get(name, "") for name in ("cause", "segment")}
    if given["cause"] and given["cause"] not in restated.CAUSES:
        raise Http404
    start = number(request, "start")
    found = restated.some(sheet.month.first, asked=given, start=start)
    list_seen.send(NAME, staff=member(request), name=NAME, count=len(found.rows))
    last = start + len(found.rows)
    names = {one.key: one for one in _all_segments(sheet)}
    return {
        "found": found,
        "people": [
            {
                "row": row,
                "customer": customer,
                "ends": [names.get(row.before), names.get(row.after)],
                "found_on": localdate(row.found_at),
            }
            for row, customer in found.rows
        ],
        "causes": [
            (cause, Restatement.Cause(cause).label, count, sheet.address(cause=cause))
            for cause, count in restated.counts(sheet.month.first).items()
        ],
        "cause": given["cause"],
        "segment": names.get(given["segment"]),
        "all_causes": sheet.address(),
        "first": start + 1,
        "last": last,
        "before_page": sheet.address(**given, start=max(start - restated.PAGE, 0) or None)
        if start
        else "",
        "after_page": sheet.address(**given, start=last) if last < found.count else "",
    }


def _all_segments(sheet: Sheet) -> list[Segment]:
    return segments(schemes=[sheet.asked.scheme], occurring=())


@needs(Ability.EXPORT)
@require_POST
@asking
def ledger_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The ledger shown as a workbook; it is noted who took it."""
    sheet = _sheet(request, asked)
    title = f"{_('Ledger of moves')} {sheet.month.key}"
    columns, rows = ledger_book.table(ledger=sheet.ledger, bridge=sheet.bridge)
    with TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "ledger.xlsx"
        write_table(path, columns=columns, rows=rows, format="xlsx", title=title)
        body = path.read_bytes()
    list_exported.send(
        NAME, staff=member(request), name=NAME, count=0, form="xlsx", conditions=[title]
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="goen-ledger-{sheet.month.key}.xlsx"'
    return answer
