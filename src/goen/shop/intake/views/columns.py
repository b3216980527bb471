"""Pages of the file and its columns: how it was read, and what each column is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goen.shop.fields.forms import OwnFieldForm
from goen.shop.fields.models import OwnField
from goen.shop.intake import mapping, operations, readers, round_trip
from goen.shop.intake.models import Batch
from goen.shop.intake.queries import batches, columns
from goen.shop.intake.store import DiskFull
from goen.shop.intake.views.shared import page, standing, steps
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import number
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.intake.queries.batches import Account

ENCODINGS = {"utf-8": "UTF-8", "cp932": "Shift_JIS (CP932)", "utf-16": "UTF-16"}
_MOST_CHOICES = 50
_OPEN = (Batch.State.MAPPING, Batch.State.CHECKED)


@page
@require_http_methods(["GET", "POST"])
def batch_file(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How the file was read; another sheet, encoding or header row can be told."""
    one = standing(batch_id, *_OPEN)
    if request.method == "POST":
        wish, error = _wish(request, one)
        if not error:
            try:
                operations.begin_reading(batch_id=batch_id, by=member(request), told_by_person=wish)
                return redirect("batch", batch_id)
            except (operations.Unreadable, DiskFull) as problem:
                error = str(problem)
        return _file(request, one, error=error, status=422)
    return _file(request, one, error=one.batch.error)


def _wish(request: HttpRequest, one: Account) -> tuple[dict[str, Any], str]:
    """What the person said of the file, and what is wrong with it."""
    wish: dict[str, Any] = {}
    if (sheet := request.POST.get("sheet", "")) in one.batch.grid.get("sheets", []):
        wish["sheet"] = sheet
    if (encoding := request.POST.get("encoding", "")) in ENCODINGS:
        wish["encoding"] = encoding
    row = request.POST.get("header_row", "").strip()
    if row:
        if not (row.isdecimal() and 0 < int(row) <= 1_000):
            return wish, _("Write the row of the header as a number from 1 to 1000.")
        wish["header_row"] = int(row)
    if "no_header" in request.POST:
        wish["header_row"] = 0
    return wish, ""


def _file(request: HttpRequest, one: Account, *, error: str, status: int = 200) -> HttpResponse:
    encoding = one.batch.grid.get("encoding") or ""
    shown = {
        "one": one,
        "steps": steps(one, "file"),
        "error": error,
        "rows": columns.first_rows(one.batch),
        "header": one.batch.grid["header"][:20],
        "encodings": ENCODINGS if encoding.lower() in ENCODINGS else {"": encoding, **ENCODINGS},
        "encoding": encoding.lower() if encoding.lower() in ENCODINGS else "",
        "beyond": max(0, len(one.batch.grid["header"]) - 20),
    }
    return render(request, "intake/file.html", shown, status=status)


@page
@require_http_methods(["GET", "POST"])
def batch_columns(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What each column is, and the questions about the whole file."""
    one = standing(batch_id, *_OPEN)
    if request.method == "GET":
        return _columns(request, one, one.batch.columns)
    chosen, twice = _chosen(request, one)
    if field := request.POST.get("new_field", ""):
        operations.keep_columns(batch_id=batch_id, columns=chosen)
        return redirect("batch_field", batch_id, int(field) if field.isdecimal() else 0)
    if (part := request.POST.get("part", "")).isdecimal() and not twice:
        _keep(request, one, chosen)
        return redirect(_part(one, int(part)))
    return _go_on(request, one, chosen, twice)


def _keep(request: HttpRequest, one: Account, chosen: dict[str, int]) -> None:
    """Keep what was chosen on this part of a wide file, with what was said of all of it."""
    form = one.kind.form(request.POST, initial=one.batch.options) if one.kind else None
    options = form.cleaned_data if form is not None and form.is_valid() else None
    operations.keep_columns(batch_id=one.batch.pk, columns=chosen, options=options)


def _part(one: Account, column: int) -> str:
    """The page of the columns that has this one."""
    address = reverse("batch_columns", args=[one.batch.pk])
    wide = len(one.batch.grid["header"]) > columns.PAGE
    return f"{address}?part={columns.start_of(column)}" if wide else address


def _go_on(
    request: HttpRequest, one: Account, chosen: dict[str, int], twice: list[str]
) -> HttpResponse:
    kind = one.kind
    if kind is None:
        raise Http404
    form = kind.form(request.POST, initial=one.batch.options)
    errors = [_("%(field)s is chosen for two columns.") % {"field": label} for label in twice]
    missing = [] if twice else [str(label) for label in kind.missing(columns=chosen)]
    if form.is_valid() and not errors and not missing:
        try:
            operations.begin_checking(
                batch_id=one.batch.pk,
                by=member(request),
                columns=chosen,
                options=form.cleaned_data,
                now=now(),
            )
            return redirect("batch", one.batch.pk)
        except DiskFull as full:
            errors.append(str(full))
    return _columns(request, one, chosen, form=form, errors=errors, status=422)


def _chosen(request: HttpRequest, one: Account) -> tuple[dict[str, int], list[str]]:
    """Field → column as the person chose, and the labels of fields chosen twice.

    Columns that are not on the page stay as they were chosen before.
    """
    labels = {choice.name: choice.label for choice in columns.choices(one.batch)}
    width = len(one.batch.grid["header"])
    told = {
        int(place): value
        for name, value in request.POST.items()
        if name != (place := name.removeprefix("column-"))
        and place.isdecimal()
        and int(place) < width
    }
    before = one.batch.columns.items() if width > columns.PAGE else ()
    chosen = {name: column for name, column in before if column not in told}
    twice: list[str] = []
    for column, value in told.items():
        if value not in labels:
            continue
        if value in chosen:
            twice.append(labels[value])
        chosen.setdefault(value, column)
    return chosen, list(dict.fromkeys(twice))


def _columns(
    request: HttpRequest,
    one: Account,
    chosen: dict[str, int],
    *,
    form: Any = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = one.kind
    if kind is None:
        raise Http404
    back = round_trip.came_back(one.batch)
    own = {round_trip.NUMBER, round_trip.MARKS} if back else set()
    ours = own or {round_trip.NUMBER, round_trip.MARKS} - set(chosen)
    start = columns.start_of(min(number(request, "part"), len(one.batch.grid["header"]) - 1))
    found = columns.columns_of(one.batch, columns=chosen, start=max(0, start))
    shown = {
        "one": one,
        "moved": request.GET.get("moved", ""),
        "steps": steps(one, "columns"),
        "columns": [column for column in found if column.field not in own],
        "hidden": [column for column in found if column.field in own],
        "parts": columns.parts(one.batch, start=start),
        "choices": [one for one in columns.choices(one.batch) if one.name not in ours],
        "missing": [str(label) for label in kind.missing(columns=chosen)],
        "unread": columns.unread(one.batch, columns=chosen),
        "form": form or kind.form(initial=one.batch.options),
        "errors": errors or [],
        "remembered": _remembered(one),
        "reader": readers.called(one.batch.reader),
        "program": readers.called(one.batch.reader),
        "came_back": back,
        "same": batches.same_file(one.batch),
        "own_fields": kind.name == "customers" and member(request).may(Ability.PROPOSE),
    }
    return render(request, "intake/columns.html", shown, status=status)


def _remembered(one: Account) -> Any:
    """The mapping of an earlier file that this one was read by; None when it is new."""
    if one.batch.state != Batch.State.MAPPING:
        return None
    known = mapping.remembered(kind=one.batch.kind, header=one.batch.grid["header"])
    if known is None or known.columns != one.batch.columns:
        return None
    return known if known.used_at < one.batch.created_at else None  # not by this very file


@page
@require_http_methods(["GET", "POST"])
def batch_field(request: HttpRequest, batch_id: int, column: int) -> HttpResponse:
    """Make an own field of the company for a column."""
    one = standing(batch_id, *_OPEN)
    header = one.batch.grid["header"]
    if one.batch.kind != "customers" or column >= len(header):
        raise Http404
    if not member(request).may(Ability.PROPOSE):
        raise PermissionDenied
    texts = columns.texts_of(one.batch, column=column, most=_MOST_CHOICES)
    form = OwnFieldForm(_asked(request, texts) if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _made(request, one, column, form)
    shown = {
        "one": one,
        "steps": steps(one, "columns"),
        "form": form,
        "header": header[column],
        "label": request.POST.get("label", header[column][:60]),
        "kind": request.POST.get("kind", OwnField.Kind.TEXT),
        "kinds": OwnField.Kind.choices,
        "texts": texts,
        "number": column,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/field.html", shown, status=status)


def _asked(request: HttpRequest, texts: list[str] | None) -> dict[str, Any]:
    """The form of own fields; what stands in the column are the choices."""
    lines = "\n".join(dict.fromkeys(" ".join(text.split())[:60] for text in texts or []))
    return {
        "label": request.POST.get("label", ""),
        "kind": request.POST.get("kind", ""),
        "order": 0,
        "choices_text": lines,
    }


def _made(request: HttpRequest, one: Account, column: int, form: OwnFieldForm) -> HttpResponse:
    made = operations.add_own_field(
        batch_id=one.batch.pk,
        by=member(request),
        column=column,
        asked=form.asked(),
        choices=form.choices(),
        today=today(),
    )
    if made.status == OwnField.Status.APPROVED:
        toast(request, _("The field “%(field)s” is made") % {"field": made.label})
    else:
        said = _("“%(field)s” is proposed. The column is left out until it is approved.")
        toast(request, said % {"field": made.label})
    return redirect(f"{_part(one, column)}#column-{column}")
