"""What the ledger has of one kind, as a file: to look at, to edit and bring back, or to fill in."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen import sheets
from goen.shop.intake import mapping, round_trip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from goen.shop.intake.fields import Field
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.staff.models import Staff

Form = Literal["xlsx", "csv", "cp932"]
FORMATS: Mapping[Form, tuple[sheets.Format, str, str]] = {
    "xlsx": (
        "xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": ("csv-utf8", "csv", "text/csv; charset=utf-8"),
    "cp932": ("csv-cp932", "csv", "text/csv; charset=shift_jis"),
}
_OFTEN = 500  # rows between two words of progress
_FIGURES = re.compile(r"-?\d{1,15}")
_DECIMALS = re.compile(r"-?\d{1,12}\.\d{1,6}")


def write(
    kind: Kind,
    *,
    to: Path,
    form: Form,
    by: Staff,
    ids: Sequence[int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> sheets.Written:
    """Write the rows of a kind (of these ids, else all) to a file; raises UnableToWrite.

    A workbook can be edited and brought back: it carries numbers and marks in hidden columns. What
    `by` may not see is not in it.
    """
    fields = _fields(kind, by=by, marks=form == "xlsx")
    return sheets.write_table(
        to,
        columns=[_column(field) for field in fields],
        rows=_rows(kind, fields, ids, progress),
        format=FORMATS[form][0],
        title=str(kind.title),
        mark=_mark(kind, fields) if form == "xlsx" else None,
    )


def form_of(text: str) -> Form | None:
    """The form of file that a text names."""
    return next((one for one in FORMATS if one == text), None)


def write_form(kind: Kind, *, to: Path, by: Staff) -> sheets.Written:
    """Write the company's own entry form of a kind; raises UnableToWrite."""
    fields = [one for one in _fields(kind, by=by, marks=False) if one.name not in _HIDDEN]
    japanese = (translation.get_language() or "ja").startswith("ja")
    return sheets.write_form(
        to,
        columns=[_column(field, note=True) for field in fields],
        mark=_mark(kind, fields),
        title=str(kind.title),
        language="ja" if japanese else "en",
    )


def file_name(kind: Kind, *, form: Form, today: date) -> str:
    """What a file that goes out is called."""
    return f"{kind.name}-{today:%Y%m%d}.{FORMATS[form][1]}"


def notes_of(written: sheets.Written) -> list[str]:
    """What is to be said of a file: what could not be written as it is."""
    japanese = (translation.get_language() or "ja").startswith("ja")
    found = [note.ja if japanese else note.en for note in written.notes]
    if written.replaced_count:
        pairs = " ".join(f"{char}→{by or '—'}" for char, by in written.likenesses[:50])
        words = _("%(count)s characters that this form does not have were replaced: %(pairs)s")
        found.append(words % {"count": f"{written.replaced_count:,}", "pairs": pairs})
    return found


_HIDDEN = (round_trip.NUMBER, round_trip.MARKS)


def _fields(kind: Kind, *, by: Staff, marks: bool) -> list[Field]:
    """The fields of a file; the numbers and marks by which it comes back stand at its end."""
    known = {
        one.name: one
        for one in kind.fields()
        if one.goes_out and (not one.ability or by.may(one.ability))
    }
    last = _HIDDEN if marks else _HIDDEN[:1]
    return [
        *(one for name, one in known.items() if name not in _HIDDEN),
        *(known[name] for name in last if name in known),
    ]


def _column(field: Field, *, note: bool = False) -> sheets.OutColumn:
    return sheets.OutColumn(
        name=str(field.label),
        kind=field.shape,
        note=_note(field) if note else "",
        choices=_choices(field),
        hidden=field.name in _HIDDEN,
    )


def _choices(field: Field) -> tuple[str, ...]:
    if field.choices is not None:
        return tuple(field.choices())
    if field.shape == "yes_no":
        return pgettext("in a file", "Yes"), pgettext("in a file", "No")
    return ()


def _note(field: Field) -> str:
    """What is said beside the header of the entry form."""
    parts = [_("This must not be empty.")] if field.required else []
    return "\n".join([*parts, *filter(None, [str(field.help)])])


def _mark(kind: Kind, fields: Sequence[Field]) -> sheets.Mark:
    return sheets.Mark(
        kind=kind.name, fingerprint=mapping.fingerprint([str(field.label) for field in fields])
    )


def _rows(
    kind: Kind,
    fields: Sequence[Field],
    ids: Sequence[int] | None,
    progress: Callable[[int], None] | None,
) -> Iterator[list[Any]]:
    rows = round_trip.going_out(kind, fields=fields, ids=ids)
    for done, row in enumerate(rows, start=1):
        yield [_cell(field, row.get(field.name)) for field in fields]
        if progress is not None and done % _OFTEN == 0:
            progress(done)


def _cell(field: Field, value: Any) -> Any:
    """A cell as its column's kind where its text is one, else as the text it is."""
    text = "" if value is None else str(value)
    if not text:
        return None
    match field.shape:
        case "date" | "moment":
            return _moment(text)
        case "money" | "number":
            if _FIGURES.fullmatch(text):
                return int(text)
            return Decimal(text) if _DECIMALS.fullmatch(text) else text
        case "yes_no":
            return {"1": True, "0": False}.get(text, text)
    return text


def _moment(text: str) -> date | str:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text
