"""The page of checking and fixing: rows with what is wrong, what changes, what is in doubt."""

from __future__ import annotations

import tempfile
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goen.sheets import UnableToWrite
from goen.shop.intake import left, operations
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.models import Batch, Choice
from goen.shop.intake.queries import rows
from goen.shop.intake.queries.batches import Account, batch_of
from goen.shop.intake.queries.differences import by_column
from goen.shop.intake.views.shared import page, standing, steps
from goen.shop.staff.access import member
from goen.shop.staff.trail import Subject, record
from goen.shop.ui.back import number
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from goen.shop.intake.queries.shown import Page

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORGET = "FORGET"
_MOST_ROWS = 2**31
_MOST = 2**63  # numbers of what is in the ledger are below


@page
@require_safe
def batch_check(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The rows as they were checked, a page at a time."""
    one = standing(batch_id, Batch.State.CHECKED)
    show = request.GET.get("show", "")
    if show not in rows.TABS:
        show = rows.first_tab(one.batch)
    found = rows.page(
        one.batch,
        by=member(request),
        show=show,
        after=number(request, "after") or max(0, number(request, "row") - 1),
        before=number(request, "before") or None,
    )
    return _shown(request, one, found)


def _shown(
    request: HttpRequest, one: Account, found: Page, template: str = "check.html"
) -> HttpResponse:
    shown = {**_context(request, one, show=found.show), "page": found}
    return render(request, f"intake/{template}", shown)


def _context(request: HttpRequest, one: Account, *, show: str) -> dict[str, Any]:
    return {
        "one": one,
        "moved": request.GET.get("moved", ""),
        "steps": steps(one, "check"),
        "tabs": rows.tabs(one.batch, show=show),
        "tab": rows.TABS[show][0],
        "by_column": by_column(one.batch),
    }


def _again(request: HttpRequest, batch: Batch) -> HttpResponse:
    """All rows of the page once more, with what was just decided about many of them."""
    show, behind = _sort(request, batch), max(0, _first(request) - 1)
    if not getattr(request, "htmx", False):
        address = reverse("batch_check", args=[batch.pk])
        return redirect(f"{address}?show={show}&after={behind}")
    one = Account(batch_of(batch.pk))
    found = rows.page(batch, by=member(request), show=show, after=behind)
    return _shown(request, one, found, "_checked.html")


def _sort(request: HttpRequest, batch: Batch) -> str:
    show = request.POST.get("show", "")
    return show if show in rows.TABS else rows.first_tab(batch)


def _first(request: HttpRequest) -> int:
    """The first row of the page on which something was decided."""
    first = request.POST.get("rows", "")
    return int(first) if first.isdecimal() and int(first) < _MOST_ROWS else 0


def _decided(
    request: HttpRequest, batch: Batch, *, row: int, decide: Callable[[], Batch]
) -> HttpResponse:
    """Decide about a row; then this row once more, those of the page that it moved, the counts."""
    if not getattr(request, "htmx", False):
        return _again(request, decide())
    show, by, first = _sort(request, batch), member(request), _first(request)
    told = _beside(request)
    beside = {row, *told}
    read = partial(rows.some, by=by, show=show)
    before = {it.number: it for it in read(batch, numbers=beside - {row})}
    batch = decide()
    # A long file is not checked anew at once: only the row itself is another one now.
    one = Account(batch_of(batch.pk))
    moves = bool(told) and not one.to_check
    new = rows.joined(batch, show=show, first=first, beside=beside) if moves else []
    found = read(batch, numbers={*beside, *new} if moves else {row})
    shown = {
        **_context(request, one, show=show),
        "again": [it for it in found if it.number not in new and it != before.get(it.number)],
        "new": [(it, *_place(it.number, beside)) for it in found if it.number in new],
        "page": {"show": show, "first": first},
    }
    answer = render(request, "intake/_moved.html", shown)
    answer["HX-Reswap"] = "none"  # each row says itself where it belongs
    return answer


def _place(row: int, beside: set[int]) -> tuple[str, int]:
    """Where a row is put that joins a page: behind the next smaller one, or in front of all."""
    smaller, least = max((one for one in beside if one < row), default=0), min(beside)
    beside.add(row)
    return ("afterend", smaller) if smaller else ("beforebegin", least)


def _beside(request: HttpRequest) -> list[int]:
    """The rows that stand on the page, as its script tells them."""
    told = request.POST.get("beside", "").split(",")[: rows.PAGE]
    return [int(one) for one in told if one.isdecimal() and int(one) < _MOST_ROWS]


def _cell(request: HttpRequest, batch: Batch) -> tuple[int, str]:
    """The row and the field that something is said about; raises Http404."""
    row, field = request.POST.get("row", ""), request.POST.get("field", "")
    # Some changes follow from other cells: their field has no column of its own.
    known = {"", *batch.columns, *(one.name for one in kind_of(batch.kind).fields())}
    if not (row.isdecimal() and int(row) < _MOST_ROWS and field in known):
        raise Http404
    return int(row), field


@page
@require_POST
def batch_fix(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Write a text instead of a cell, or let it be as the file has it."""
    batch = batch_of(batch_id)
    row, field = _cell(request, batch)
    if not field:
        raise Http404
    if "forget" in request.POST:
        decide = partial(operations.unfix, batch_id=batch_id, row=row, field=field)
    else:
        text = request.POST.get("likely") or request.POST.get("text", "")
        texts = {(row, field): text[:32_767]}
        decide = partial(operations.fix, batch_id=batch_id, texts=texts)
    return _decided(request, batch, row=row, decide=decide)


@page
@require_POST
def batch_alike(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Put what was probably meant into all cells with the same problem."""
    batch = batch_of(batch_id)
    _row, field = _cell(request, batch)
    batch, count = operations.accept_alike(
        batch_id=batch_id, field=field, words=request.POST.get("words", "")
    )
    said = ngettext("%(n)s cell is mended", "%(n)s cells are mended", count)
    toast(request, said % {"n": f"{count:,}"})
    return _again(request, batch)


@page
@require_POST
def batch_choose(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Decide about a row, or about one changed cell; or take the decision back."""
    batch = batch_of(batch_id)
    row, field = _cell(request, batch)
    what, target = request.POST.get("what", ""), request.POST.get("target", "")
    if what.startswith(f"{Choice.What.TARGET}-"):
        what, _dash, target = what.partition("-")
    if what == _FORGET:
        forget = partial(operations.forget_choice, batch_id=batch_id, row=row, field=field)
        return _decided(request, batch, row=row, decide=forget)
    known = not target or (target.isdecimal() and int(target) < _MOST)
    if what not in Choice.What.values or not known:
        return HttpResponseBadRequest(_("Choose what becomes of the row."))
    meant = int(target) if target else None
    choose = partial(
        operations.choose, batch_id=batch_id, row=row, what=what, field=field, target=meant
    )
    return _decided(request, batch, row=row, decide=choose)


@page
@require_POST
def batch_settle(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Decide about all changed cells of a column of a file that came back."""
    field, what = request.POST.get("field", ""), request.POST.get("what", "")
    if what not in (_FORGET, Choice.What.ACCEPT, Choice.What.REFUSE):
        return HttpResponseBadRequest(_("Choose what becomes of the row."))
    batch, _cells = operations.settle_column(
        batch_id=batch_id, field=field, what="" if what == _FORGET else what
    )
    return _again(request, batch)


@page
@require_POST
def batch_recheck(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Check a long file anew, with all that was fixed and decided since."""
    operations.check_again(batch_id=batch_id, by=member(request), now=now())
    return redirect("batch", batch_id)


@page
@require_safe
def batch_errors(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """The rows with errors and those to be decided, as a workbook to be mended."""
    one = standing(batch_id, Batch.State.CHECKED)
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "rows.xlsx"
        try:
            count = left.write_left(one.batch, to=path)
        except UnableToWrite:
            return redirect("batch_check", batch_id)
        if not count:
            return redirect("batch_check", batch_id)
        return workbook(request, one, path)


def workbook(request: HttpRequest, one: Account, path: Path) -> FileResponse:
    """A workbook of rows that stay behind, as the answer; that it was taken is noted."""
    record(by=member(request), action="intake.left.fetched", subject=Subject.of(one.batch))
    stem = one.batch.file_name.rpartition(".")[0] or one.batch.file_name
    name = _("%(file)s (rows to mend).xlsx") % {"file": stem[:120]}
    whole = BytesIO(path.read_bytes())  # the file itself may go at any time
    answer = FileResponse(whole, as_attachment=True, filename=name, content_type=_SHEET)
    answer["Cache-Control"] = "private, no-store"
    return answer
